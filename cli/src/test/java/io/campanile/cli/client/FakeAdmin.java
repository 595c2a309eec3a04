package io.campanile.cli.client;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** An admin server that answers what a test tells it to. */
public final class FakeAdmin implements AutoCloseable {

    private final HttpServer server;
    private volatile int code = 200;
    private volatile String body = "";
    private volatile @Nullable String authorization;
    private volatile String path = "";

    public FakeAdmin() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        server.createContext("/", exchange -> {
            authorization = exchange.getRequestHeaders().getFirst("Authorization");
            path = exchange.getRequestURI().getPath();
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(code, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    /** What it answers from now on. */
    public void answer(String json) {
        this.body = json;
    }

    /** What it refuses with from now on. */
    public void refuse(int status) {
        this.code = status;
    }

    public String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    public String url() {
        return "http://" + address();
    }

    /** The header of that name in the last request. */
    public @Nullable String authorization() {
        return authorization;
    }

    /** The path of the last request. */
    public String path() {
        return path;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
