package io.campanile.cli.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.cli.Cli;
import io.campanile.cli.ConversationTest;
import io.campanile.cli.client.FakeAdmin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a server that answers what the test tells it to; {@link ConversationTest} asks a real master. */
class StatusCommandTest {

    private static final String MASTER = """
            "master":{"name":"m1","address":"10.0.0.1:8080","epoch":7,"status":"SYNCHRONIZED","local_ns":1,
            "cluster_ns":2,"error_ns":100,"round_ns":1000000000,"burst":4}
            """;

    private final FakeAdmin admin;

    StatusCommandTest() throws IOException {
        admin = new FakeAdmin();
    }

    @AfterEach
    void stop() {
        admin.close();
    }

    private Cli.Result status(String... more) {
        return statusAt(admin.url(), more);
    }

    private static Cli.Result statusAt(String place, String... more) {
        List<String> args = new ArrayList<>(List.of("status", "--admin", place));
        args.addAll(List.of(more));
        return Cli.run(args.toArray(String[]::new));
    }

    private static String slave(String name, String state, String offset, String rejection) {
        return """
                {"name":"%s","address":"10.0.0.2:4711","state":"%s","offset_ns":%s,"drift_ppb":%s,"delay_ns":%s,
                "error_ns":%s,"age_ns":5000000,"rejection":%s}""".formatted(name, state, offset, offset, offset, offset, rejection);
    }

    private String answer(String round, String slaves) {
        String body = "{%s,\"round\":%s,\"slaves\":[%s]}".formatted(MASTER, round, slaves);
        admin.answer(body);
        return body;
    }

    private static String round(String falsetickers) {
        return """
                {"number":42,"outcome":"STEERED","why":"3 of 3 clocks agree","members":3,"heard":2,"electors":3,
                "truechimers":3,"falsetickers":[%s],"spread_ns":2500,"ensemble_offset_ns":1,"ensemble_rate_ppb":1.5}""".formatted(falsetickers);
    }

    @Test
    void showsTheMasterTheRoundAndEverySlave() {
        answer(round(""), slave("a1", "MEMBER", "1500", "null"));
        Cli.Result result = status();
        assertThat(result.exit()).isZero();
        assertThat(result.out().lines())
                .containsExactly(
                        "master m1 at 10.0.0.1:8080, epoch 7, synchronized",
                        "round 42: 3 of 3 clocks agree; 2 of 3 slaves heard, spread 2.5 µs",
                        "slave        address   state  offset   error      drift   delay        heard",
                        "a1     10.0.0.2:4711  member  1.5 µs  1.5 µs  1.500 ppm  1.5 µs  5.00 ms ago");
    }

    @Test
    void showsWhoseProbesGoAsDatagramsIfAnyDo() {
        String a1 = slave("a1", "MEMBER", "1500", "null").replace("}", ",\"stamps\":\"KERNEL\",\"probes_by\":\"udp\"}");
        answer(round(""), a1);
        assertThat(status().out().lines().toList().get(2)).containsPattern("delay +probes +heard");
        assertThat(status().out().lines().toList().get(3)).containsPattern("1.5 µs +udp, kernel +5.00 ms ago");
    }

    @Test
    void showsThatThereWasNoRoundYetAndWhatIsUnknown() {
        answer("null", slave("a1", "JOINING", "null", "null"));
        Cli.Result result = status();
        assertThat(result.exit()).isZero();
        assertThat(result.out().lines().toList().get(0)).endsWith(", synchronized, before its first round");
        assertThat(result.out().lines().toList().get(2)).containsPattern("joining +- +- +- +- +5.00 ms ago");
    }

    @Test
    void saysWhomTheLastRoundLeftOut() {
        String why = "{\"slave\":\"a1\",\"reason\":\"BEYOND_PANIC\",\"detail\":\"it is 2000 s ahead\"}";
        answer(round(why), slave("a1", "REJECTED", "1500", why));
        Cli.Result result = status();
        assertThat(result.out().lines().toList()).last().isEqualTo("a1 is left out: it is 2000 s ahead");
        assertThat(result.out()).contains("rejected").contains("3 of 3 clocks agree, 1 left out; 2 of 3 slaves heard");
    }

    private static String clock(String master, String refusals, String certificates) {
        return """
                {"name":"a1","status":"HOLDOVER","local_ns":9000000000,"cluster_ns":2,"error_ns":1500,"drift_ppb":1.5,
                "epoch":7,"round":3,"master":%s,"refusals":[%s],"certificates":%s}""".formatted(master, refusals, certificates);
    }

    @Test
    void showsWhomASlaveFollows() {
        String body = clock("\"m1:8080\"", "", "null");
        admin.answer(body);
        assertThat(status().out().lines())
                .containsExactly("slave a1, holdover within ±1.5 µs; follows m1:8080, epoch 7");
        assertThat(status("--json").out()).isEqualTo(body + System.lineSeparator());
    }

    @Test
    void showsHowASlaveKeepsTheMachinesClock() {
        admin.answer(clock("\"m1:8080\"", "", "null").replace("{\"name\"", """
                {"machine_clock":{"keeping":"FOLLOWING","offset_ns":-3200,"frequency_ppb":79998.0,"max_error_ns":25000,
                "synchronized":true,"steps":1,"interferences":2,"last_interference":"it was set by +3.000000 s",
                "disruptions":0},"name\""""));
        assertThat(status().out().lines())
                .containsExactly(
                        "slave a1, holdover within ±1.5 µs; follows m1:8080, epoch 7",
                        "the machine's clock: following, off by -3.2 µs within ±25.0 µs at +79.998 ppm, synchronized for the"
                                + " kernel; 1 step, 0 disruptions",
                        "somebody else has changed the machine's clock, 2 times by now: it was set by +3.000000 s");
    }

    @Test
    void showsWhoRefusedASlaveAndWhatToDo() {
        String body = clock(
                "null", """
                {"master":"m1:8080","reason":"FULL","why":"the master at m1:8080 does not let this slave in: FULL",
                "remedy":"raise it","since_ns":2000000000,"last_ns":3}""", "{\"until_ns\":1,\"authorities_until_ns\":2,\"warnings\":[\"the certificate expires\"]}");
        admin.answer(body);
        assertThat(status().out().lines())
                .containsExactly(
                        "slave a1, holdover within ±1.5 µs; follows nobody, epoch 7",
                        "the certificate expires",
                        "the master at m1:8080 does not let this slave in: FULL, for 7.000 s: raise it");
    }

    @Test
    void showsWhatAMasterHasToRenew() {
        admin.answer(
                answer("null", "")
                        .replace(
                                "\"burst\":4",
                                "\"burst\":4,\"certificates\":{\"until_ns\":1,\"authorities_until_ns\":2,\"warnings\":[\"renew it\"]}"));
        assertThat(status().out().lines()).contains("renew it");
    }

    @Test
    void passesTheAnswerOnAsItIs() {
        String body = answer("null", "");
        assertThat(status("--json").out()).isEqualTo(body + System.lineSeparator());
    }

    @Test
    void showsTheGroupThatAMemberTells() {
        String body = """
                {%s,"round":null,"slaves":[],"group":{"self":"m1","role":"FOLLOWING","leader":"m2",
                "leader_address":"10.0.0.2:8080","epoch":7,"since_ns":1,"takeovers":1,"last_takeovers":[],
                "members":[{"name":"m1","address":"10.0.0.1:9081","state":"FOLLOWING","silent_ns":0,
                "offset_ns":null,"error_ns":100}]}}""".formatted(MASTER);
        admin.answer(body);
        assertThat(status().out().lines())
                .contains("group: m2 leads, epoch 7", "m1 (this)  following       -  100 ns      -");
        assertThat(status("--json").out()).isEqualTo(body + System.lineSeparator());
    }

    @ParameterizedTest
    @ValueSource(strings = {"@|red a1|@", "@|nosuchstyle a1|@", "@|a1", "a1|@", "@|bg(x),fg(999) a1|@", "%s %n %d"})
    void takesNoSlavesNameForMarkup(String name) {
        String why = "{\"slave\":\"%s\",\"reason\":\"SILENT\",\"detail\":\"it said nothing\"}".formatted(name);
        answer(round(why), slave(name, "REJECTED", "1500", why));
        Cli.Result result = status();
        assertThat(result.err()).isEmpty();
        assertThat(result.exit()).isZero();
        assertThat(result.out()).contains("it said nothing").doesNotContain("@|", "|@");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>", "", "{}", "[]", "null", "42", "{\"master\":{}}", "{\"slaves\":[]}"})
    void saysThatSomethingElseAnswered(String other) {
        admin.answer(other);
        Cli.Result result = status();
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.errLines()).hasSize(1);
        assertThat(result.err()).contains(admin.url(), "--admin").doesNotContain("internal error", "Exception");
    }

    @Test
    void bringsItsToken(@TempDir Path folder) throws IOException {
        answer("null", "");
        Path file = Files.writeString(folder.resolve("token"), "0123456789abcdef\n");
        assertThat(status("--token-file", file.toString()).exit()).isZero();
        assertThat(admin.authorization()).isEqualTo("Bearer 0123456789abcdef");
    }

    @Test
    void saysWhatIsWrongWithItsFiles(@TempDir Path folder) throws IOException {
        answer("null", "");
        String empty = Files.writeString(folder.resolve("empty"), "\n").toString();
        String missing = folder.resolve("missing").toString();
        assertThat(status("--token-file", empty).err()).contains("holds no token");
        assertThat(status("--token-file", missing).err()).contains("cannot read the token in " + missing);
        assertThat(status("--ca", empty).err()).contains("holds no certificate");
        assertThat(status("--ca", missing).err()).contains("cannot read " + missing);
        Cli.Result result = status("--cert", empty);
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains("--cert, --key and --ca go together");
    }

    @Test
    void saysWhatToDoWhenItIsRefused() {
        admin.refuse(401);
        assertThat(status().err()).contains("it wants a token: give --token-file");
        admin.refuse(403);
        assertThat(status().err()).contains("no operator's", "--allow");
        admin.refuse(421);
        assertThat(status().err()).contains("use its address", "--admin-host");
    }

    @Test
    void showsNothingThatATerminalObeys() {
        answer("null", slave("a\\u001b[2J\\u202e1\\n2", "JOINING", "null", "null"));
        assertThat(status().out()).contains("a [2J 1 2").doesNotContain("\u001b", "\u202e");
    }

    @Test
    void asksWithoutASchemeAndBehindAPath() {
        String body = answer("null", "");
        assertThat(statusAt(admin.address(), "--json").out()).isEqualTo(body + System.lineSeparator());
        assertThat(admin.path()).isEqualTo("/api/v1/status");
        assertThat(statusAt(admin.url() + "/clocks/", "--json").exit()).isZero();
        assertThat(admin.path()).isEqualTo("/clocks/api/v1/status");
    }

    @Test
    void saysWhichErrorTheServerAnsweredWith() {
        admin.refuse(404);
        Cli.Result result = status();
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.errLines()).hasSize(1);
        assertThat(result.err()).contains("it answered 404", "--admin");
    }
}
