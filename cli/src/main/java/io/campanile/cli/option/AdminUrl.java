package io.campanile.cli.master;

import io.campanile.cli.option.Address;
import java.net.URI;
import java.net.URISyntaxException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads where an admin server is reached: a URL, or {@code HOST:PORT} for one that speaks plain HTTP. */
final class AdminUrl implements ITypeConverter<URI> {

    @Override
    public URI convert(String text) {
        try {
            // What is wrong with a URL, the group says.
            return text.contains("://") ? new URI(text) : of("http", Address.parse(text));
        } catch (URISyntaxException e) {
            throw new TypeConversionException(
                    "'%s' is no address of an admin server: write HOST:PORT or http://HOST:PORT".formatted(text));
        }
    }

    /** The dashboard of the admin server at this address. */
    static URI of(String scheme, Address address) throws URISyntaxException {
        String host = address.host();
        return new URI(scheme, null, host.indexOf(':') < 0 ? host : "[" + host + "]", address.port(), "/", null, null);
    }
}
