package io.campanile.it;

import static io.campanile.it.Dashboard.assertQuietAndAtHome;
import static io.campanile.it.Dashboard.await;
import static io.campanile.it.Dashboard.awaitAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The dashboard in a real browser, before real masters. Pictures of it are left in {@code target/screenshots}. */
@Tag("processes")
@SuppressWarnings("NullAway.Init") // JUnit calls start() first
class DashboardIT {

    private static final int WIDTH = 1400;
    private static final int PHONE = 420;
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

    @Test
    void showsClocksComeTogetherAndTheLiarPushedOut() throws Exception {
        try (Campanile demo = Campanile.start("demo", "--slaves=6", "--liars=1", "--round=250ms")) {
            String url = demo.awaitOutput("watch it at (http://[^ ]+/)");
            browser.open(url);
            awaitAnswer(browser, "In time");
            await("one clock left out").until(() -> browser.text(".verdict p").contains("1 clock is left out"));
            assertThat(browser.text(".rejections")).contains("liar-1", "raise the panic limit");
            await("everybody in the table").until(() -> count("tbody tr") == 6);
            assertThat(browser.text(".list:not(.rejections)")).contains("joined from", "liar-1");
            assertThat(browser.text("thead th:nth-child(7)")).isEqualTo("probes");
            assertThat(browser.text("tbody td:nth-child(7)")).matches("(udp|tcp)(, kernel)?");
            assertThat(count("svg.figure text.name")).as("named dots").isEqualTo(6);
            showsTheTruthFromItsFirstMoment(url);
            showsTheTimeThatIsAskedFor();
            standsOutFewAndFolds();
            warnsOfASecondMaster();
            assertThat(accessibleAtEverySize("demo")).isEmpty();

            browser.evaluate("document.querySelector('tbody tr td:nth-child(5)').click()");
            await("its samples").until(() -> count("svg.figure .dot") > 16);
            assertThat(browser.text("h1")).matches("slave-\\d|liar-1");
            assertThat(accessibleAtEverySize("slave")).isEmpty();
            assertQuietAndAtHome(browser, url);
        }
    }

    private int count(String selector) {
        return browser.evaluate("document.querySelectorAll('%s').length".formatted(selector))
                .asInt();
    }

    /** Whoever opens the page in the middle of everything is told nothing of a beginning. */
    private void showsTheTruthFromItsFirstMoment(String url) {
        browser.runFirst(
                "window.answers = []; new MutationObserver(() => { const h = document.querySelector('h1')?.textContent;"
                        + " if (h && answers.at(-1) !== h) answers.push(h); }).observe(document, {subtree: true, childList: true});");
        browser.open(url);
        awaitAnswer(browser, "In time");
        assertThat(browser.evaluate("answers.join()").asText()).isIn("In time", "Asking,In time");
    }

    private void showsTheTimeThatIsAskedFor() {
        await("a chart").until(() -> count(".u-over") == 1);
        browser.drag(".u-over", 0.2, 0.6);
        await("a part of the time").until(() -> browser.text(".ranges span").matches("from .* to .*"));
        browser.evaluate("[...document.querySelectorAll('.ranges button')].at(-1).click()");
        assertThat(count(".ranges button[aria-pressed=true]")).isEqualTo(1);
        assertThat(count(".ranges span")).isZero();
    }

    /** What no small cluster shows: given to the parts of the page themselves. */
    private void standsOutFewAndFolds() {
        String drift = ofPart(
                "drift",
                "Drift",
                "const slaves = [...Array(30)].map((_, i) => ({name: 's' + i, drift_ppb: i * 1000, state: 'MEMBER'}));"
                        + " slaves.push({name: 'wild', drift_ppb: 5e8, state: 'MEMBER'});"
                        + " part.show({last: {slaves, round: {members: 31}, drift: {}}});"
                        + " return [...part.element.querySelectorAll('text')].map(t => t.textContent).join()");
        assertThat(drift).isEqualTo("−66.00 ppm,0.00 ppm,66.00 ppm,wild: 500000.00 ppm");
        String changes = ofPart(
                "lists",
                "Changes",
                "const changes = [...Array(9)].map((_, i) => ({id: i, at_ns: i * 1e9, kind: i % 2 ? 'LOST' : 'JOINED', slave: 'a1',"
                        + " round: null, text: i % 2 ? `was silent for ${i}.5 s` : 'joined from 127.0.0.1:4' + i}));"
                        + " part.show({changes}); return [...part.element.querySelectorAll('li')].map(l => l.textContent).join('|')");
        assertThat(changes)
                .matches(".*joined from 127.0.0.1:48 5 times since .*\\|.*was silent for 7.5 s 4 times since .*");
        int looks = browser.evaluate(
                        "import('./js/plot.js').then(m => new Set([...Array(m.LOOKS)].map((_, i) => JSON.stringify(m.look(i)))).size)")
                .asInt();
        assertThat(looks).as("looks of lines").isEqualTo(64);
    }

    /** Of one that a slave has told of; how the master finds out, its own tests say. */
    private void warnsOfASecondMaster() {
        String answer = browser.evaluate(
                        "import('./js/verdict.js').then(m => { const {answer, mood, why} = m.judge({limits: {}, leads: true, last:"
                                + " {round: {outcome: 'STEERED'}, states: {}, second_master: 'a1 has obeyed another'}});"
                                + " return [mood, answer, why].join(); })")
                .asText();
        assertThat(answer).isEqualTo("warn,Two masters,A1 has obeyed another.");
    }

    private String ofPart(String file, String type, String script) {
        return browser.evaluate("import('./js/%s.js').then(m => { const part = new m.%s(); %s; })"
                        .formatted(file, type, script))
                .asText();
    }

    /** On a large screen and a phone, by day and by night. */
    private List<String> accessibleAtEverySize(String name) throws IOException {
        List<String> violations = new ArrayList<>();
        for (boolean dark : List.of(false, true)) {
            browser.dark(dark);
            for (int width : List.of(WIDTH, PHONE)) {
                browser.resize(width, HEIGHT);
                violations.addAll(browser.violations());
                assertThat(browser.evaluate("document.documentElement.scrollWidth")
                                .asInt())
                        .as("nothing to scroll sideways at %d", width)
                        .isLessThanOrEqualTo(width);
                browser.screenshot("%s-%s%s".formatted(name, width, dark ? "-dark" : ""));
            }
        }
        browser.dark(false);
        browser.resize(WIDTH, HEIGHT);
        return violations;
    }

    @Test
    void showsThatItIsStaleAndHealsWhenTheMasterComesBack() throws Exception {
        Campanile first = startMaster("0", "0");
        String url = first.url();
        String port = first.port();
        String adminPort = url.replaceFirst(".*:([0-9]+)/", "$1");
        try (Campanile slave = Campanile.start("slave", "--master=127.0.0.1:" + port, "--name=a1", "--print=none")) {
            browser.open(url);
            awaitAnswer(browser, "In time");
            first.close();
            awaitAnswer(browser, "No news");
            assertThat(browser.text("#link.stale")).startsWith("stale for");
            browser.screenshot("stale");
            try (Campanile second = startMaster(port, adminPort)) {
                assertThat(second.url()).isEqualTo(url);
                awaitAnswer(browser, "In time");
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
}
