package io.campanile.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.campanile.admin.master.StatusJson;
import io.campanile.cli.master.MasterCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.slf4j.LoggerFactory;

/** One master and slaves, all by their commands. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public class ConversationTest {

    private static final Pattern LISTENS =
            Pattern.compile("m1 listens for slaves on (\\S+); dashboard at (http://\\S+)/");

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(MasterCommand.class.getPackageName());
    private final Thread master = new Thread(() -> Cli.run(
            "master", "--bind", "127.0.0.1", "--port", "0", "--admin-port", "0", "--name", "m1", "--round", "100ms"));
    private String address = "";
    private String admin = "";

    @BeforeAll
    void start() {
        log.start();
        logger.addAppender(log);
        master.start();
        await().until(this::listens);
    }

    private boolean listens() {
        for (ILoggingEvent event : List.copyOf(log.list)) {
            Matcher matcher = LISTENS.matcher(event.getFormattedMessage());
            if (matcher.matches()) {
                address = matcher.group(1);
                admin = matcher.group(2);
                return true;
            }
        }
        return false;
    }

    @AfterAll
    void stop() throws InterruptedException {
        logger.detachAppender(log);
        master.interrupt();
        master.join(5000);
        assertThat(master.isAlive()).as("the master after its end").isFalse();
    }

    private Cli.Result slave(String... more) {
        List<String> args = new ArrayList<>(List.of("slave", "--master", address));
        args.addAll(List.of(more));
        return Cli.run(args.toArray(String[]::new));
    }

    @Test
    void printsTheClustersTimeAsJson() throws Exception {
        Cli.Result result = slave(
                "--name", "a1", "--print", "json", "--interval", "100ms", "--duration", "3s", "--clock-offset", "3s");
        assertThat(result.exit()).isZero();
        assertThat(result.err()).isEmpty();
        List<String> lines = result.out().lines().toList();
        assertThat(lines).hasSizeBetween(10, 30);
        JsonNode last = new ObjectMapper().readTree(lines.get(lines.size() - 1));
        assertThat(last.get("status").asText()).isEqualTo("SYNCHRONIZED");
        // The cluster is the master's clock and this one's: their average is 1.5 s from both.
        assertThat(last.get("offset_ns").asLong()).isBetween(1_000_000_000L, 2_000_000_000L);
        assertThat(last.get("local_ns").asLong() - last.get("host_ns").asLong())
                .isBetween(2_900_000_000L, 3_100_000_000L);
    }

    @Test
    void printsNothingWhenToldSoAndEndsInTime() {
        long start = System.nanoTime();
        Cli.Result result = slave("--name", "quiet", "--print", "none", "--duration", "1s");
        assertThat(result).isEqualTo(new Cli.Result(0, "", ""));
        assertThat(System.nanoTime() - start).isBetween(1_000_000_000L, 5_000_000_000L);
    }

    @Test
    void printsALineForPeople() {
        Cli.Result result = slave("--name", "a2", "--interval", "200ms", "--duration", "500ms");
        assertThat(result.out().lines()).isNotEmpty().allMatch(line -> line.startsWith("a2  "));
    }

    @Test
    void showsItsStatus() throws Exception {
        Cli.Result text = Cli.run("status", "--admin", admin);
        assertThat(text.exit()).isZero();
        assertThat(text.out()).startsWith("master m1 at " + address + ", epoch ");
        Cli.Result json = Cli.run("status", "--admin", admin, "--json");
        assertThat(json.exit()).isZero();
        assertThat(StatusJson.read(json.out()).master().name()).isEqualTo("m1");
    }
}
