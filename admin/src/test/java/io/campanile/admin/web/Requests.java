package io.campanile.admin.web;

import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Set;

/** Requests, and who answers them, in a test without a server. */
final class Requests {

    private Requests() {}

    /** A request of a client that means this server. */
    static FullHttpRequest get(String path) {
        return get(path, "localhost");
    }

    static FullHttpRequest get(String path, String host) {
        FullHttpRequest request = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, path);
        request.headers().set(HttpHeaderNames.HOST, host);
        return request;
    }

    /** A handler that computes its answers at once. */
    static AdminHandler handler(Routes routes) {
        return handler(routes, new Transfers());
    }

    static AdminHandler handler(Routes routes, Transfers transfers) {
        return new AdminHandler(routes, new Access(Set.of(), null, certified -> true), transfers, Runnable::run);
    }
}
