package io.campanile.admin.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

/**
 * One server-sent event (WHATWG HTML, section 9.2).
 *
 * @param id what a client that comes back names as the last that it saw; null where it need not
 * @param name what kind of event
 * @param document what is sent, as JSON
 */
public record Event(@Nullable String id, String name, Object document) {

    /** As it is sent. */
    String text() {
        String data = "event: " + name + "\ndata: " + new String(Json.write(document), UTF_8) + "\n\n";
        return id == null ? data : "id: " + id + "\n" + data;
    }
}
