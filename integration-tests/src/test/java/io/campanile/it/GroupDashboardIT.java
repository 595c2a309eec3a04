package io.campanile.it;

import static io.campanile.it.Dashboard.assertQuietAndAtHome;
import static io.campanile.it.Dashboard.await;
import static io.campanile.it.Dashboard.awaitAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The dashboards of a group of masters in a real browser. Pictures of them are left in {@code target/screenshots}. */
@Tag("processes")
class GroupDashboardIT {

    private static final int WIDTH = 1280;
    private static final int HEIGHT = 900;

    @Test
    void aStandbyNamesTheLeaderAndShowsTheClusterWhenItLeadsItself() throws Exception {
        try (Browser browser = Browser.start();
                ToldMaster m1 = new ToldMaster("m1");
                ToldMaster m2 = new ToldMaster("m2")) {
            browser.resize(WIDTH, HEIGHT);
            browser.open(m2.url());
            awaitAnswer(browser, "Nobody leads");
            m1.lead(7);
            m2.follow(m1, 7);
            awaitAnswer(browser, "Standing by");
            await("a clock in time").until(() -> browser.text(".verdict").contains("so it can take over"));
            assertThat(browser.text(".verdict p")).contains("m1 leads, and slaves reach it at " + m1.address());
            assertThat(browser.text(".list")).contains("m1 leads, in epoch 7; nobody had led for 0.64 s");
            assertThat(browser.text("tbody")).contains("m2 (this)following");
            assertThat(browser.text(".card a")).isEqualTo("the dashboard of m1");
            assertThat(browser.violations()).isEmpty();
            browser.screenshot("standby");

            m1.follow(m2, 8);
            m2.lead(8);
            awaitAnswer(browser, "In time");
            assertThat(browser.text(".card table")).contains("m2 (this)leading");
            assertThat(browser.text("#link")).isEqualTo("live");
            assertThat(browser.violations()).isEmpty();
            browser.screenshot("leader-of-a-group");
            assertQuietAndAtHome(browser, m2.url());
        }
    }
}
