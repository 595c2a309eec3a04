package io.campanile.admin.web;

import static io.netty.handler.codec.http.HttpHeaderNames.ALLOW;
import static io.netty.handler.codec.http.HttpHeaderNames.CACHE_CONTROL;
import static io.netty.handler.codec.http.HttpHeaderNames.CONTENT_LENGTH;
import static io.netty.handler.codec.http.HttpHeaderNames.CONTENT_TYPE;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
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

    @Override
    public void sendTo(ChannelHandlerContext ctx) {
        // The codec leaves the body of an answer to HEAD out.
        ctx.writeAndFlush(response()).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }

    /** As it is sent. */
    FullHttpResponse response() {
        FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body.duplicate());
        response.headers().set(CONTENT_TYPE, type).set(CONTENT_LENGTH, body.readableBytes());
        if (status.equals(HttpResponseStatus.METHOD_NOT_ALLOWED)) {
            response.headers().set(ALLOW, "GET, HEAD");
        }
        secure(response.headers());
        return response;
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
