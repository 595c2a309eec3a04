package io.campanile.master.admin;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;

/** How the admin server writes JSON, and a client reads it. Thread-safe. */
public final class StatusJson {

    private static final ObjectMapper MAPPER = new ObjectMapper()
            .setPropertyNamingStrategy(new Naming())
            // A later release may say more.
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private StatusJson() {}

    /** {@code offsetNanos} is written {@code offset_ns}. */
    private static final class Naming extends SnakeCaseStrategy {

        private static final long serialVersionUID = 1;

        @Override
        public String translate(String name) {
            return super.translate(name.replaceFirst("Nanos$", "Ns"));
        }
    }

    /** The bytes of a document of ours. */
    static byte[] write(Object document) {
        try {
            return MAPPER.writeValueAsBytes(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a document of ours cannot be written", e);
        }
    }

    /**
     * A status as a client got it.
     *
     * @throws JsonProcessingException if it is none
     */
    public static StatusDocument read(String json) throws JsonProcessingException {
        StatusDocument status = MAPPER.readValue(json, StatusDocument.class);
        // Jackson takes what is missing for null, and any object for a document.
        if (status == null || status.master() == null || status.master().status() == null || status.slaves() == null) {
            throw JsonMappingException.from((JsonParser) null, "this JSON is no status");
        }
        return status;
    }
}
