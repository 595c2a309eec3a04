package io.campanile.cli.waitsync;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.campanile.admin.web.Json;
import io.campanile.cli.option.Durations;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.message.Printable;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What an admin server says of its clock.
 *
 * @param name whose clock it is
 * @param status how far it can be trusted
 * @param errorNanos how far it can be from cluster time; null while nobody knows
 */
record ClockAnswer(
        String name, ClockStatus status, @Nullable Long errorNanos) {

    /**
     * A master's status has its clock within, a slave's is nothing else.
     *
     * @param master null in a slave's
     */
    private record Document(
            @Nullable Clock master,
            @Nullable String name,
            @Nullable ClockStatus status,
            @Nullable Long errorNanos) {}

    private record Clock(
            @Nullable String name,
            @Nullable ClockStatus status,
            @Nullable Long errorNanos) {}

    /**
     * Reads an answer.
     *
     * @param admin who gave it
     * @throws IOException if it is none: one sentence that says what to do
     */
    static ClockAnswer read(URI admin, String answer) throws IOException {
        try {
            Document document = Json.read(answer, Document.class);
            if (document != null) {
                Clock clock = document.master() == null
                        ? new Clock(document.name(), document.status(), document.errorNanos())
                        : document.master();
                if (clock.name() != null && clock.status() != null) {
                    return new ClockAnswer(clock.name(), clock.status(), clock.errorNanos());
                }
            }
        } catch (JsonProcessingException e) {
            // It is none: said below.
        }
        throw new IOException(
                "what answers at %s is no Campanile admin server; choose it with --admin".formatted(admin));
    }

    /** Whether it is synchronized now, and cannot be further off than that. A clock in holdover hears no master. */
    boolean isWithin(long nanos) {
        return status == ClockStatus.SYNCHRONIZED && errorNanos != null && errorNanos <= nanos;
    }

    /** One line. */
    String line() {
        String how = status.name().toLowerCase(Locale.ROOT);
        return errorNanos == null
                ? "%s is %s".formatted(Printable.text(name), how)
                : "%s is %s to ±%s".formatted(Printable.text(name), how, Durations.human(errorNanos));
    }
}
