package io.campanile.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The dashboard in a real browser, before real masters. Pictures of it are left in {@code target/screenshots}. */
@SuppressWarnings("NullAway.Init") // JUnit calls start() first
class DashboardIT {

    private static final int WIDTH = 1280;
    private static final int HEIGHT = 1500;

    private Browser browser;

    @BeforeEach
    void start() throws Exception {
        browser = Browser.start();
        browser.resize(WIDTH, HEIGHT);
    }

    @AfterEach
    void end() throws Exception {
        if (browser != null) {
            browser.close();
        }
    }

    private static ConditionFactory await(String what) {
        return Awaitility.await(what).atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(200));
    }

    private void awaitAnswer(String answer) {
        await("the answer " + answer).until(() -> browser.text("h1").equals(answer));
    }

    private void assertQuietAndAtHome(String url) {
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.requests()).isNotEmpty().allMatch(request -> request.startsWith(url), "a request to " + url);
    }

    private static String adminOf(Campanile master) {
        return "http://" + master.admin() + "/";
    }

    @Test
    void showsClocksComeTogetherAndTheLiarPushedOut() throws Exception {
        try (Campanile demo = Campanile.start("demo", "--slaves=6", "--liars=1", "--round=250ms")) {
            String url = demo.awaitOutput("watch it at (http://[^ ]+/)");
            browser.open(url);
            awaitAnswer("In time");
            assertThat(browser.text(".verdict p")).contains("1 clock is left out");
            assertThat(browser.text(".rejections")).contains("liar-1", "raise the panic limit");
            await("everybody in the table")
                    .until(() -> browser.evaluate("document.querySelectorAll(\"tbody tr\").length")
                                    .asInt()
                            == 6);
            assertThat(browser.text(".list:not(.rejections)")).contains("joined from", "liar-1");
            browser.screenshot("demo");
            browser.dark();
            browser.resize(400, 800);
            browser.screenshot("demo-phone-dark");
            browser.resize(WIDTH, HEIGHT);

            browser.open(url + "#/slaves/slave-1");
            await("its samples")
                    .until(() -> browser.evaluate("document.querySelectorAll(\"svg.figure .dot\").length")
                                    .asInt()
                            > 16);
            assertThat(browser.text("h1")).isEqualTo("slave-1");
            browser.screenshot("slave-dark");
            assertQuietAndAtHome(url);
        }
    }

    @Test
    void showsThatItIsStaleAndHealsWhenTheMasterComesBack() throws Exception {
        Campanile first = startMaster("0", "0");
        String url = adminOf(first);
        String port = first.port();
        String adminPort = url.replaceFirst(".*:([0-9]+)/", "$1");
        try (Campanile slave = Campanile.start("slave", "--master=127.0.0.1:" + port, "--name=a1", "--print=none")) {
            browser.open(url);
            awaitAnswer("In time");
            first.close();
            awaitAnswer("No news");
            assertThat(browser.text("#link.stale")).startsWith("stale for");
            browser.screenshot("stale");
            try (Campanile second = startMaster(port, adminPort)) {
                assertThat(adminOf(second)).isEqualTo(url);
                awaitAnswer("In time");
                assertThat(slave.err()).anyMatch(line -> line.contains("follows a master"));
                await("the word live").until(() -> browser.text("#link").equals("live, the master has restarted"));
            }
        } finally {
            first.close();
        }
    }

    private static Campanile startMaster(String port, String adminPort) {
        return Campanile.start(
                "master", "--bind=127.0.0.1", "--port=" + port, "--admin-port=" + adminPort, "--round=500ms");
    }

    @Test
    void staysResponsiveWithTenThousandSlaves() throws Exception {
        try (Campanile master =
                Campanile.start("master", "--bind=127.0.0.1", "--port=0", "--admin-port=0", "--round=2s")) {
            String port = master.port();
            String url = adminOf(master);
            try (Campanile load = Campanile.start(
                    "load", "--master=127.0.0.1:" + port, "--transport=udp", "--slaves=10000", "--duration=10m")) {
                browser.open(url);
                await("ten thousand slaves").until(() -> browser.text(".count").endsWith(" of 10,000 slaves"));
                double busyBefore = browser.busySeconds();
                long start = System.nanoTime();
                Thread.sleep(5_000);
                double share = (browser.busySeconds() - busyBefore) / ((System.nanoTime() - start) / 1e9);
                assertThat(share)
                        .as("the share of time in which the page is busy")
                        .isLessThan(0.5);
                assertThat(browser.text(".legend")).contains("half of all slaves");
                browser.screenshot("ten-thousand");
                assertThat(load.err()).isEmpty();
                assertQuietAndAtHome(url);
            }
        }
    }
}
