package io.campanile.admin.web;

import static io.netty.handler.codec.http.HttpHeaderNames.ALLOW;
import static io.netty.handler.codec.http.HttpHeaderNames.CACHE_CONTROL;
import static io.netty.handler.codec.http.HttpHeaderNames.CONTENT_LENGTH;
import static io.netty.handler.codec.http.HttpHeaderNames.CONTENT_TYPE;
import static io.netty.handler.codec.http.HttpHeaderNames.WWW_AUTHENTICATE;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufInputStream;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpChunkedInput;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.stream.ChunkedStream;
import java.util.List;
import java.util.Map;

/**
 * An answer that is known as a whole.
 *
 * @param status how it went
 * @param type what the body is
 * @param body never released, so that an answer can be given more than once; the collector frees it
 */
public record Content(HttpResponseStatus status, String type, ByteBuf body) implements Answer {

    /** Everything that the page needs comes from here; nothing else may be loaded, and nobody may frame it. */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /** What one write takes of a large answer. */
    private static final int CHUNK_BYTES = 1 << 16;

    /** An answer of these bytes, which must not change any more. */
    public static Content of(HttpResponseStatus status, String type, byte[] body) {
        return new Content(status, type, Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(body)));
    }

    /** A document, as JSON. */
    public static Content json(Object document) {
        return json(HttpResponseStatus.OK, document);
    }

    /** A document, as JSON, with another status than 200. */
    static Content json(HttpResponseStatus status, Object document) {
        return of(status, "application/json; charset=utf-8", Json.write(document));
    }

    /**
     * A refusal.
     *
     * @param what one sentence that says what is wrong
     */
    public static Content error(HttpResponseStatus status, String what) {
        return json(status, Map.of("error", what));
    }

    /** The same as the last answer on its connection. */
    Answer last() {
        return ctx -> {
            FullHttpResponse response = response();
            HttpUtil.setKeepAlive(response, false);
            return ctx.writeAndFlush(response);
        };
    }

    /** A large one goes out bit by bit, as the client reads it: the operating system's buffers are all that it fills. */
    @Override
    public ChannelFuture sendTo(ChannelHandlerContext ctx) {
        if (body.readableBytes() <= CHUNK_BYTES) {
            // The codec leaves the body of an answer to HEAD out.
            return ctx.writeAndFlush(response());
        }
        HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, status);
        describe(head.headers());
        ctx.write(head);
        ChannelFuture sent = ctx.writeAndFlush(
                new HttpChunkedInput(new ChunkedStream(new ByteBufInputStream(body.duplicate()), CHUNK_BYTES)));
        if (ctx.handler() instanceof AdminHandler handler) {
            handler.transfers().begin(ctx.channel(), body.readableBytes(), sent);
        }
        return sent;
    }

    /** As it is sent. */
    FullHttpResponse response() {
        FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body.duplicate());
        describe(response.headers());
        return response;
    }

    private void describe(HttpHeaders headers) {
        headers.set(CONTENT_TYPE, type).set(CONTENT_LENGTH, body.readableBytes());
        if (status.equals(HttpResponseStatus.METHOD_NOT_ALLOWED)) {
            headers.set(ALLOW, "GET, HEAD");
        } else if (status.equals(HttpResponseStatus.UNAUTHORIZED)) {
            // Browsers ask for a password then; others know what to do.
            headers.set(WWW_AUTHENTICATE, List.of("Bearer", "Basic realm=\"campanile\""));
        }
        secure(headers);
    }

    /** Keeps an answer from caches, from those who guess what it is, and from other sites' pages. */
    static void secure(HttpHeaders headers) {
        headers.set(CACHE_CONTROL, "no-store")
                .set("content-security-policy", CONTENT_SECURITY_POLICY)
                .set("cross-origin-resource-policy", "same-origin")
                .set("referrer-policy", "no-referrer")
                .set("x-content-type-options", "nosniff");
    }
}
