package io.campanile.admin.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import org.jspecify.annotations.Nullable;

/** How an admin server writes JSON, and a client reads it. Thread-safe. */
public final class Json {

    private static final ObjectMapper MAPPER = new ObjectMapper()
            .setPropertyNamingStrategy(new Naming())
            // A later release may say more.
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private Json() {}

    /** {@code offsetNanos} is written {@code offset_ns}. */
    private static final class Naming extends SnakeCaseStrategy {

        private static final long serialVersionUID = 1;

        @Override
        public String translate(String name) {
            return super.translate(name.replaceFirst("Nanos$", "Ns"));
        }
    }

    /** The bytes of a document of ours. */
    public static byte[] write(Object document) {
        try {
            return MAPPER.writeValueAsBytes(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a document of ours cannot be written", e);
        }
    }

    /**
     * A document as a client got it; null if it says {@code null}. What is missing in it is null, too.
     *
     * @throws JsonProcessingException if it is none
     */
    public static <T> @Nullable T read(String json, Class<T> type) throws JsonProcessingException {
        return MAPPER.readValue(json, type);
    }
}
