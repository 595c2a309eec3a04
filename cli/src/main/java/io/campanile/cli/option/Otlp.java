package io.campanile.cli.option;

import io.campanile.admin.metrics.OtlpPush;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;
import picocli.CommandLine.TypeConversionException;

/** Whether metrics are sent to an OpenTelemetry collector, too, and where to. */
@SuppressWarnings("NullAway.Init") // picocli fills the options in
public final class Otlp {

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final String DEFAULT_PATH = "/v1/metrics";

    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--otlp",
            paramLabel = "URL",
            converter = Collector.class,
            description = "Send the metrics to this OpenTelemetry collector, too: OTLP over HTTP, such as"
                    + " http://collector:4318; the path is /v1/metrics unless given.")
    private @Nullable URI collector;

    @Option(names = "--otlp-interval", paramLabel = "DURATION", defaultValue = "15s", description = "How often.")
    private Duration interval;

    /**
     * Checks what can be checked before anything is started.
     *
     * @throws ParameterException if the interval is too short
     */
    public void check() {
        if (interval.compareTo(SHORTEST) < 0) {
            throw new ParameterException(spec.commandLine(), "--otlp-interval is too short; choose 1s or more");
        }
    }

    /**
     * Starts sending, if that is wanted.
     *
     * @param service what kind of process this is
     * @param name what people call it
     */
    public @Nullable OtlpPush start(String service, String name) {
        return collector == null ? null : OtlpPush.start(collector, interval, service, name);
    }

    /** Reads the address of a collector. */
    static final class Collector implements ITypeConverter<URI> {

        @Override
        public URI convert(String text) {
            try {
                URI uri = new URI(text);
                if (!Set.of("http", "https").contains(String.valueOf(uri.getScheme())) || uri.getHost() == null) {
                    throw new URISyntaxException(text, "no collector");
                }
                boolean bare = uri.getPath().isEmpty() || uri.getPath().equals("/");
                return bare ? uri.resolve(DEFAULT_PATH) : uri;
            } catch (URISyntaxException e) {
                throw new TypeConversionException(
                        "'%s' is no address of a collector; write http://HOST:PORT".formatted(text));
            }
        }
    }
}
