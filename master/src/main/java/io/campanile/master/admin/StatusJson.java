package io.campanile.master.admin;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;

/** How the admin server writes JSON, and a client reads it. Thread-safe. */
public final class StatusJson {

    private static final ObjectMapper MAPPER = new ObjectMapper()
            .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            // A later release may say more.
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private StatusJson() {}

    /** The bytes of a document. */
    static byte[] write(Object document) throws JsonProcessingException {
        return MAPPER.writeValueAsBytes(document);
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
