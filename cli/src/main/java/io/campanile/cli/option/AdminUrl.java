package io.campanile.cli.option;

import java.net.URI;
import java.net.URISyntaxException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads where an admin server is: a URL, which may have a path, or {@code HOST:PORT} for one that speaks plain HTTP. */
public final class AdminUrl implements ITypeConverter<URI> {

    private static final int DEFAULT_PORT = 8081;
    private static final int MAX_PORT = 65_535;

    /**
     * Reads one.
     *
     * @throws TypeConversionException saying what is wrong and how to write it
     */
    @Override
    public URI convert(String text) {
        try {
            if (!text.contains("://")) {
                return of("http", Address.parse(text, DEFAULT_PORT));
            }
            URI admin = new URI(text);
            boolean isWeb = "http".equals(admin.getScheme()) || "https".equals(admin.getScheme());
            boolean isPlace = admin.getHost() != null && admin.getPort() <= MAX_PORT;
            boolean isPlain = admin.getUserInfo() == null && admin.getQuery() == null && admin.getFragment() == null;
            if (isWeb && isPlace && isPlain) {
                return admin;
            }
        } catch (URISyntaxException e) {
            // It is none: said below.
        }
        throw new TypeConversionException(
                "'%s' is no admin server: write HOST:PORT, http://HOST:PORT or https://HOST:PORT".formatted(text));
    }

    /** The dashboard of the admin server at this address. */
    public static URI of(String scheme, Address address) throws URISyntaxException {
        String host = address.host();
        return new URI(scheme, null, host.indexOf(':') < 0 ? host : "[" + host + "]", address.port(), "/", null, null);
    }
}
