package io.campanile.admin.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Answers that are good for a moment. */
class RecentTest {

    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger computed = new AtomicInteger();
    private long costNanos = 1_000_000;
    private final Recent page = new Recent(
            Page.of(query -> {
                now.addAndGet(costNanos);
                return Content.json(computed.incrementAndGet());
            }),
            now::get);

    private Object ask(String uri, String accept) {
        var request = Requests.get(uri);
        request.headers().set(HttpHeaderNames.ACCEPT, accept);
        return page.get(new Query(request)).join();
    }

    @Test
    void whoAsksTheSameAtOnceSharesAnAnswer() {
        Object first = ask("/x?a=1", "");
        now.addAndGet(Recent.REST * costNanos - 1);
        assertThat(ask("/x?a=1", "")).isSameAs(first);
        now.addAndGet(1);
        assertThat(ask("/x?a=1", "")).isNotSameAs(first);
        assertThat(computed).hasValue(2);
    }

    @Test
    void whatIsComputedInNoTimeIsAlwaysNew() {
        costNanos = 0;
        Object first = ask("/x?a=1", "");
        assertThat(ask("/x?a=1", "")).isNotSameAs(first);
    }

    @Test
    void noAnswerIsOlderThanATenthOfASecond() {
        costNanos = 1_000_000_000;
        Object first = ask("/x?a=1", "");
        now.addAndGet(Recent.MOST_MILLIS * 1_000_000);
        assertThat(ask("/x?a=1", "")).isNotSameAs(first);
    }

    @Test
    void anotherQuestionIsAnotherAnswer() {
        ask("/x?a=1", "");
        ask("/x?a=2", "");
        ask("/x?a=2", "text/plain");
        assertThat(computed).hasValue(3);
    }

    @Test
    void remembersFewAnswersHoweverManyQuestionsThereAre() {
        for (int i = 0; i < 100; i++) {
            ask("/x?a=" + i, "");
        }
        ask("/x?a=0", "");
        assertThat(computed).hasValue(101);
    }
}
