package io.campanile.admin.web;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;

/** What a request asks for. Its methods throw {@link IllegalArgumentException}, saying what is wrong with the request. */
public final class Query {

    private final HttpRequest request;
    private final QueryStringDecoder uri;

    /** What this request asks for. */
    public Query(HttpRequest request) {
        this.request = request;
        this.uri = new QueryStringDecoder(request.uri());
    }

    /** How it is asked: GET, HEAD, or what is not allowed. */
    HttpMethod method() {
        return request.method();
    }

    /** Whether it is none that HTTP knows. */
    boolean isMalformed() {
        return request.decoderResult().isFailure();
    }

    /** What tells this request from one that is answered otherwise, where nothing but the URI and the kind of content counts. */
    String key() {
        return request.uri() + "\n" + accept();
    }

    /** Which HTTP the client speaks. */
    HttpVersion version() {
        return request.protocolVersion();
    }

    /** The path as it was sent. */
    String rawPath() {
        return uri.rawPath();
    }

    /** The rest of the path behind a prefix, decoded. */
    public String pathAfter(String prefix) {
        return uri.path().substring(prefix.length());
    }

    /** What kinds of content the client can read; empty for any. */
    public String accept() {
        return header(HttpHeaderNames.ACCEPT);
    }

    /** A header; empty if it was not sent. */
    public String header(CharSequence name) {
        return request.headers().get(name, "");
    }

    /** A parameter, the last one if it is given more than once. */
    public String text(String name, String otherwise) {
        List<String> values = uri.parameters().getOrDefault(name, List.of());
        return values.isEmpty() ? otherwise : values.get(values.size() - 1);
    }

    /** A parameter that is a number within a range. */
    public int number(String name, int otherwise, int least, int greatest) {
        String text = text(name, String.valueOf(otherwise));
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= greatest) {
                return number;
            }
        } catch (NumberFormatException e) {
            // It is no number, which is said below.
        }
        throw new IllegalArgumentException(
                "%s is '%s'; choose a number from %s to %s".formatted(name, text, least, greatest));
    }
}
