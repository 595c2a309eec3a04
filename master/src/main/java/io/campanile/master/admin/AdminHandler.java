package io.campanile.master.admin;

import static io.netty.handler.codec.http.HttpHeaderNames.ALLOW;
import static io.netty.handler.codec.http.HttpHeaderNames.CACHE_CONTROL;
import static io.netty.handler.codec.http.HttpHeaderNames.CONTENT_LENGTH;
import static io.netty.handler.codec.http.HttpHeaderNames.CONTENT_TYPE;
import static io.netty.handler.codec.http.HttpResponseStatus.BAD_REQUEST;
import static io.netty.handler.codec.http.HttpResponseStatus.METHOD_NOT_ALLOWED;
import static io.netty.handler.codec.http.HttpResponseStatus.NOT_FOUND;
import static io.netty.handler.codec.http.HttpResponseStatus.OK;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.timeout.ReadTimeoutException;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers requests: {@code GET /api/v1/status}. One for each connection; its event loop calls it. */
final class AdminHandler extends SimpleChannelInboundHandler<FullHttpRequest> {

    private static final Logger log = LoggerFactory.getLogger(AdminHandler.class);
    private static final String STATUS = "/api/v1/status";

    private final Supplier<StatusDocument> status;

    AdminHandler(Supplier<StatusDocument> status) {
        this.status = status;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) throws JsonProcessingException {
        FullHttpResponse response;
        if (request.decoderResult().isFailure()) {
            response = error(BAD_REQUEST, "this is no HTTP request");
            // The codec reads no further on this connection.
            HttpUtil.setKeepAlive(response, false);
        } else if (!new QueryStringDecoder(request.uri()).rawPath().equals(STATUS)) {
            response = error(NOT_FOUND, "there is nothing here; try " + STATUS);
        } else if (!HttpMethod.GET.equals(request.method()) && !HttpMethod.HEAD.equals(request.method())) {
            response = error(METHOD_NOT_ALLOWED, "only GET and HEAD");
            response.headers().set(ALLOW, "GET, HEAD");
        } else {
            response = answer(OK, status.get());
        }
        // The codec leaves the body of an answer to HEAD out.
        ctx.writeAndFlush(response);
    }

    private FullHttpResponse error(HttpResponseStatus code, String what) throws JsonProcessingException {
        return answer(code, Map.of("error", what));
    }

    private FullHttpResponse answer(HttpResponseStatus code, Object body) throws JsonProcessingException {
        ByteBuf bytes = Unpooled.wrappedBuffer(StatusJson.write(body));
        FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, code, bytes);
        response.headers()
                .set(CONTENT_TYPE, "application/json; charset=utf-8")
                .set(CONTENT_LENGTH, bytes.readableBytes())
                .set(CACHE_CONTROL, "no-store")
                .set("x-content-type-options", "nosniff");
        return response;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof ReadTimeoutException) {
            log.debug("closed an idle admin connection from {}", ctx.channel().remoteAddress());
        } else {
            log.debug("admin connection from {} broke", ctx.channel().remoteAddress(), cause);
        }
        ctx.close();
    }
}
