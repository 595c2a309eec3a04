package io.campanile.master.admin;

import io.campanile.core.ensemble.RoundReport;
import io.campanile.master.MasterStatus;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.List;

/**
 * The answer to {@code GET /health/live} and {@code /health/ready}.
 *
 * <p>Ready means that slaves may come: the sockets are open and rounds end in time. Whether clocks agree is no part of it:
 * a master that gets no slaves until they agree would never get any.
 *
 * @param status {@code live}, {@code ready} or {@code not ready}
 * @param reasons why it is not ready, one sentence each
 */
record Health(String status, List<String> reasons) {

    /** A round may be late, and one be given up, before anybody is sent elsewhere. */
    private static final int PATIENCE_ROUNDS = 3;

    /** The process answers. */
    static Health live() {
        return new Health("live", List.of());
    }

    /** Ready, unless there are reasons why not. */
    static Health ready(List<String> reasons) {
        return new Health(reasons.isEmpty() ? "ready" : "not ready", reasons);
    }

    /** With the status code that a load balancer looks at. */
    Answer answer() {
        return Answer.json(reasons.isEmpty() ? HttpResponseStatus.OK : HttpResponseStatus.SERVICE_UNAVAILABLE, this);
    }

    /** Why a master is not ready; empty when it is. */
    static List<String> reasons(MasterStatus status, long roundNanos, long nowNanos) {
        RoundReport round = status.round();
        if (round == null) {
            return List.of("the first round has not ended yet");
        }
        long age = nowNanos - round.atNanos();
        return age <= PATIENCE_ROUNDS * roundNanos
                ? List.of()
                : List.of("the last round ended %.1f s ago, and one is due every %.1f s: the process is starved of CPU"
                        .formatted(age / 1e9, roundNanos / 1e9));
    }
}
