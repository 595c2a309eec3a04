package io.campanile.it;

import static io.campanile.it.Dashboard.assertQuietAndAtHome;
import static io.campanile.it.Dashboard.await;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * The dashboard of ten thousand slaves, with nothing beside it: the load, the master and the browser have enough to do. A picture of
 * it is left in {@code target/screenshots}.
 */
class CrowdedDashboardIT {

    private static final int WIDTH = 1400;
    private static final int HEIGHT = 1500;

    @Test
    void staysResponsiveWithTenThousandSlaves() throws Exception {
        try (Browser browser = Browser.start();
                Campanile master = Campanile.startWithHeap(
                        "192m", "master", "--bind=127.0.0.1", "--port=0", "--admin-port=0", "--round=2s");
                Campanile load = Campanile.start(
                        "load",
                        "--master=127.0.0.1:" + master.port(),
                        "--transport=udp",
                        "--slaves=10000",
                        "--duration=10m")) {
            browser.resize(WIDTH, HEIGHT);
            browser.open(master.url());
            await("ten thousand slaves").until(() -> browser.text(".count").endsWith(" of 10,000 slaves"));
            double busyBefore = browser.busySeconds();
            long start = System.nanoTime();
            Thread.sleep(5_000);
            double share = (browser.busySeconds() - busyBefore) / ((System.nanoTime() - start) / 1e9);
            assertThat(share).as("the share of time in which the page is busy").isLessThan(0.5);
            assertThat(browser.text(".legend")).contains("half of all slaves");
            browser.screenshot("ten-thousand");
            assertThat(load.err()).isEmpty();
            assertQuietAndAtHome(browser, master.url());
        }
    }
}
