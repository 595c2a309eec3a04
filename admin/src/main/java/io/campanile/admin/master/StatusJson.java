package io.campanile.admin.master;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import io.campanile.admin.web.Json;

/** Reads a master's status. Thread-safe. */
public final class StatusJson {

    private StatusJson() {}

    /**
     * A status as a client got it.
     *
     * @throws JsonProcessingException if it is none
     */
    public static StatusDocument read(String json) throws JsonProcessingException {
        StatusDocument status = Json.read(json, StatusDocument.class);
        // Jackson takes what is missing for null, and any object for a document.
        if (status == null || status.master() == null || status.master().status() == null || status.slaves() == null) {
            throw JsonMappingException.from((JsonParser) null, "this JSON is no status");
        }
        return status;
    }
}
