package io.campanile.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** What is awaited and asserted of every dashboard in a browser. */
final class Dashboard {

    private Dashboard() {}

    /** Looks often, with patience. */
    static ConditionFactory await(String what) {
        return Awaitility.await(what).atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(200));
    }

    /** Waits until this is the answer at the top. */
    static void awaitAnswer(Browser browser, String answer) {
        await("the answer " + answer).until(() -> browser.text("h1").equals(answer));
    }

    /** The browser has complained of nothing, and asked nobody but its master. */
    static void assertQuietAndAtHome(Browser browser, String url) {
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.requests()).isNotEmpty().allMatch(request -> request.startsWith(url), "a request to " + url);
    }
}
