package io.campanile.admin.web;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.List;

/**
 * The answer to {@code GET /health/live} and {@code /health/ready}.
 *
 * @param status {@code live}, {@code ready} or {@code not ready}
 * @param reasons why it is not ready, one sentence each
 */
public record Health(String status, List<String> reasons) {

    /** The process answers. */
    public static Health live() {
        return new Health("live", List.of());
    }

    /** Ready, unless there are reasons why not. */
    public static Health ready(List<String> reasons) {
        return new Health(reasons.isEmpty() ? "ready" : "not ready", reasons);
    }

    /** With the status code that a load balancer looks at. */
    public Answer answer() {
        return Content.json(reasons.isEmpty() ? HttpResponseStatus.OK : HttpResponseStatus.SERVICE_UNAVAILABLE, this);
    }
}
