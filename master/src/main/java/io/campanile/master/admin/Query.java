package io.campanile.master.admin;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;

/** What a request asks for. Its methods throw {@link IllegalArgumentException}, saying what is wrong with the request. */
final class Query {

    private final QueryStringDecoder uri;
    private final String accept;

    /**
     * A query.
     *
     * @param uri the request's target
     * @param accept what kinds of content the client can read; empty for any
     */
    Query(String uri, String accept) {
        this.uri = new QueryStringDecoder(uri);
        this.accept = accept;
    }

    /** The path as it was sent. */
    String rawPath() {
        return uri.rawPath();
    }

    /** The rest of the path behind a prefix, decoded. */
    String pathAfter(String prefix) {
        return uri.path().substring(prefix.length());
    }

    /** What kinds of content the client can read; empty for any. */
    String accept() {
        return accept;
    }

    /** A parameter, the last one if it is given more than once. */
    String text(String name, String otherwise) {
        List<String> values = uri.parameters().getOrDefault(name, List.of());
        return values.isEmpty() ? otherwise : values.get(values.size() - 1);
    }

    /** A parameter that is a number within a range. */
    int number(String name, int otherwise, int least, int greatest) {
        String text = text(name, String.valueOf(otherwise));
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= greatest) {
                return number;
            }
        } catch (NumberFormatException e) {
            // It is none: said below.
        }
        throw new IllegalArgumentException(
                "%s is '%s'; choose a number from %d to %d".formatted(name, text, least, greatest));
    }
}
