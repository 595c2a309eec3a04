package io.campanile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is wrong, one line says what, and what to do; the exit code says whose mistake it was. */
class BadInputTest {

    private static final String NAME_A_PLACE = "http://HOST:PORT";

    private static void assertOneLine(Cli.Result result, int exit, String... parts) {
        assertThat(result.errLines()).hasSize(1);
        assertThat(result.err())
                .startsWith("campanile")
                .contains(parts)
                .doesNotContain("Exception", "\tat ", "internal error");
        assertThat(result.out()).isEmpty();
        assertThat(result.exit()).isEqualTo(exit);
    }

    private static Arguments usage(String command, String... parts) {
        return Arguments.of(command, parts);
    }

    static Stream<Arguments> wrongUsage() {
        return Stream.of(
                usage(
                        "",
                        "no command: choose master, slave, status, waitsync, chat, demo, simulate, accuracy, agreement, load, replay, pki or check-config",
                        "campanile --help"),
                usage("maste", "'maste'", "did you mean master or", "campanile --help"),
                usage("frobnicate", "'frobnicate'"),
                usage("master --frobnicate", "--frobnicate", "campanile master --help"),
                usage("master --por=1", "--por", "--port"),
                usage("master extra", "'extra'"),
                usage("slave", "Missing required option", "--master=HOST:PORT"),
                usage("slave --master", "--master"),
                usage("slave --master a,,b", "'' is no address"),
                usage("slave --master localhost:99999", "the port in 'localhost:99999' is not within 1 to 65535"),
                usage("slave --master localhost --interval 5", "--interval", "'5' is no duration"),
                usage("slave --master localhost --interval 0s", "--interval is too short; choose 1ms or more"),
                usage("slave --master localhost --duration -1s", "--duration is negative"),
                usage("slave --master localhost --clock-drift 5", "--clock-drift", "'5' is no rate"),
                usage("slave --master localhost --clock-drift 90%", "--clock-drift", "must lie within"),
                usage("slave --master localhost --utc maybe", "--utc", "auto, off"),
                usage("master --port 0 --utc-pull 600ppm", "the pull's limit is 600 ppm; choose 0 to 500 ppm"),
                usage("slave --master localhost --print xml", "--print", "text, json, none"),
                usage("slave --master localhost --name=", "--name: a name has 1 to 64 printable characters"),
                usage("master --log-file /no/such/folder/log", "--log-file: cannot write /no/such/folder/log"),
                usage("master --log-file target/50%.log", "--log-file: ", "choose a path without a per cent sign"),
                usage("master --otlp collector:4318", "'collector:4318' is no address of a collector"),
                usage("slave --master localhost --otlp http://c --otlp-interval 5ms", "--otlp-interval is too short"),
                usage("master --port 65536", "-port is 65536; choose 0 to 65535"),
                usage("master --port -1", "--port is -1; choose 0 to 65535"),
                usage("master --port http", "--port", "'http'"),
                usage("master --admin-port 65536 --port 0", "-port is 65536; choose 0 to 65535"),
                usage("demo --masters 2", "--masters is 2; choose 1, or 3 to 9"),
                usage("demo --masters 3 --liars 1", "--liars does not go with several --masters"),
                usage("demo --masters 3 --kill-after 1s", "--kill-after is out of its range; choose 5s or more"),
                usage("demo --masters 3 --duration 8s", "choose more than --kill-after"),
                usage("master --group m1=a:1", "--group needs --data-dir"),
                usage("master --advertise a:1", "--advertise is for a member of a --group"),
                usage("master --advertise-admin a:1", "--advertise-admin is for a member of a --group"),
                usage(
                        "master --group m1=a:1 --data-dir D --name m1 --advertise-admin ftp://a",
                        "'ftp://a' is no admin server"),
                usage("master --admin-tls-cert C", "--admin-tls-cert and --admin-tls-key go together"),
                usage("master --admin-tls-ca C", "--admin-tls-ca needs --admin-tls-cert"),
                usage("slave --master localhost --admin-port 0 --admin-tls-key K", "go together: give both"),
                usage("master --found-anew", "--found-anew is about what a --data-dir remembers"),
                usage("master --group m1=a:1 --data-dir D --port 0", "choose a --port, or --advertise"),
                usage("master --group m1=a --data-dir D --name m1", "'m1=a'", "NAME=HOST:PORT"),
                usage("master --group m1=a:1 --data-dir D --name m2", "m2 is not in the group's list"),
                usage(
                        "master --group m1=a:1 --data-dir D --name m1 --reference local",
                        "choose the ensemble as the reference"),
                usage("master --burst 0", "'0' is no burst: choose 1 to 16, or auto"),
                usage("master --burst 17", "'17' is no burst: choose 1 to 16, or auto"),
                usage("master --transport tcp,sctp", "--transport", "'sctp'", "is none of tcp, udp"),
                usage("master --transport auto", "--transport", "'auto'", "is none of tcp, udp"),
                usage("slave --master localhost --transport x", "--transport", "'x'", "is none of auto, tcp, udp"),
                usage("master --round 9ms", "--round is 9 ms; choose 10 ms to 1 h"),
                usage("master --round 2h", "--round is 2 h; choose 10 ms to 1 h"),
                usage("master --round 100000d", "choose 10 ms to 1 h"),
                usage("master --name=", "--name: a name has 1 to 64 printable characters"),
                usage("master --max-votes-per-address -1", "--max-votes-per-address is -1; choose 0 or more"),
                usage("master --max-sessions-per-address 0", "--max-sessions-per-address is 0; choose 1 or more"),
                usage("master --max-silent-per-address 0", "--max-silent-per-address is 0; choose 1 or more"),
                usage("slave --master localhost --panic 1us", "--panic is 1 µs; choose 1 ms or more"),
                usage("slave --master localhost --first-step 0s", "--first-step is 0 ns; choose 1 ms or more"),
                usage("slave --master localhost --epoch-lead 1ms", "--epoch-lead is 1 ms; choose 1 s or more"),
                usage("slave --master localhost --max-holdover 1ms", "--max-holdover is 1 ms; choose 1 s or more"),
                usage(
                        "slave --master localhost --local-socket /" + "x".repeat(107),
                        "--local-socket: the path of a local socket has 108 bytes; choose one of 1 to 107"),
                usage("slave --master localhost --local-socket=", "--local-socket: the path", "choose one of 1 to 107"),
                usage("slave --master localhost --local-socket-mode 666", "give --local-socket, too"),
                usage(
                        "slave --master localhost --local-socket /s --local-socket-mode 668",
                        "'668' is no mode of a file: write three octal digits, such as 660"),
                usage(
                        "slave --master localhost --clock-step 1s",
                        "--clock-step is about the machine's clock: give --discipline-clock, too"),
                usage("slave --master localhost --discipline-clock --clock-step 1us", "choose 1ms or more"),
                usage(
                        "slave --master localhost --discipline-clock --clock-offset 2s",
                        "give no --clock-offset and no --clock-drift"),
                usage(
                        "slave --master localhost --discipline-clock --local-socket /s",
                        "--local-socket tells cluster time by CLOCK_MONOTONIC",
                        "give one of the two"),
                usage("load --master localhost --plot x.jpg", "--plot is 'x.jpg'", "ends in .png"),
                usage("simulate --plot x", "--plot is 'x'", "ends in .png"),
                usage("help mastre", "mastre"),
                usage("master --quorum 0", "--quorum is 0; choose 1 or more clocks"),
                usage("master --threads 0", "--threads is 0; choose 1 to 64"),
                usage("master --max-slaves 0", "--max-slaves is 0; choose 1 or more"),
                usage("master --panic 0s", "--panic is 0 ns; choose 1 ms to 10 years"),
                usage("master --tolerance -1s", "--tolerance is -1 s; choose 0 s or more"),
                usage("master --settle -1s", "--settle is -1 s; choose 0 s or more"),
                usage("master --holdover 2d", "--holdover is 2 d; choose 1 s to 1 day"),
                usage("master --drift-limit 0ppm", "--drift-limit is 0 ppb; choose 1 ppb to 20000 ppm"),
                usage("master --wander-limit 2000ppm", "--wander-limit is 2000 ppm", "--drift-limit of 1000 ppm"),
                usage("master --record-limit 0", "--record-limit is 0; choose 1 to 1000000 megabytes"),
                usage("slave --record-limit 0", "--record-limit is 0; choose 1 to 1000000 megabytes"),
                usage(
                        "slave --transport tcp --timestamps hardware",
                        "--timestamps hardware: only datagrams are stamped so: give --transport auto or udp, too"),
                usage("replay", "Missing required parameter", "FILE"),
                usage("master --reference gps", "--reference", "ensemble, local"),
                usage("status --admin http://localhost?x=1", "is no admin server", NAME_A_PLACE),
                usage("waitsync --max-error 0s", "--max-error is not positive; choose more than 0s"),
                usage("waitsync --timeout -1s", "--timeout is negative; choose 0s or more"),
                usage("status --admin ftp://localhost:8081", "is no admin server", NAME_A_PLACE),
                usage("status --admin http://[::1", "is no admin server", NAME_A_PLACE),
                usage("status --admin http://localhost:99999", "is no admin server", NAME_A_PLACE),
                usage("demo --slaves 0", "--slaves is 0; choose 1 to 1000"),
                usage("demo --slaves 2 --liars 2", "--liars is 2", "choose 0 to 1"),
                usage("demo --round 1ms", "choose 10 ms to 1 h"),
                usage("demo --max-offset 501s", "--max-offset is out of its range; choose 0s to 500s"),
                usage("demo --max-drift 501ppm", "--max-drift is out of its range; choose 0 to 500ppm"),
                usage("demo --duration -1s", "--duration is negative"),
                usage("demo --seed x", "--seed", "'x'"),
                usage("load", "Missing required option", "--master=HOST:PORT"),
                usage("load --master localhost --slaves 0", "--slaves is 0; choose 1 to 1000000"),
                usage("load --master localhost --ramp 2000", "--ramp", "write a number and /s"),
                usage("load --master localhost --ramp 0/s", "--ramp is out of its range; choose 1/s to 100000/s"),
                usage("load --master localhost --churn 1001/s", "--churn is out of its range; choose 0/s to 1000/s"),
                usage("load --master localhost --slaves 2 --liars 3", "--liars is 3; choose 0 to --slaves, 2"),
                usage("load --master localhost --duration -1s", "--duration is negative"),
                usage("load --master localhost --max-offset 501s", "--max-offset", "choose 0s to 500s"),
                usage("load --master localhost --max-drift 501ppm", "--max-drift", "choose 0ppm to 500ppm"),
                usage(
                        "load --master localhost --tls-pki P --tls-cert C --tls-key K --tls-ca A",
                        "--tls-pki makes a certificate for each slave, and --tls-cert is one for all: give one of them"),
                usage("load --master localhost --threads 0", "--threads is 0; choose 1 to 64"),
                usage("load --master localhost --transport pigeon", "--transport", "tcp, udp"));
    }

    @ParameterizedTest(name = "campanile {0}")
    @MethodSource("wrongUsage")
    void saysInOneLineWhatIsWrong(String command, String[] parts) {
        assertOneLine(Cli.run(command.isEmpty() ? new String[0] : command.split(" ")), 2, parts);
    }

    @Test
    void saysThatTheMastersNameCannotBeFound() {
        for (String command : List.of("slave", "load")) {
            assertOneLine(
                    Cli.run(command, "--master", "nobody.invalid"),
                    1,
                    "cannot find nobody.invalid: check the name in --master, or give an address");
        }
    }

    @Test
    void saysThatTheAddressToBindCannotBeFound() {
        assertOneLine(
                Cli.run("master", "--port", "0", "--bind", "nobody.invalid"),
                1,
                "cannot find nobody.invalid: give --bind an address of this machine");
    }

    @Test
    void saysThatAPortIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = String.valueOf(taken.getLocalPort());
            assertOneLine(
                    Cli.run("master", "--bind", "127.0.0.1", "--port", port, "--admin-port", "0"),
                    1,
                    "cannot listen on 127.0.0.1:" + port,
                    "Address already in use",
                    "--bind and --port");
            assertOneLine(
                    Cli.run("master", "--bind", "127.0.0.1", "--port", "0", "--admin-port", port),
                    1,
                    "cannot listen on 127.0.0.1:" + port,
                    "--admin-bind and --admin-port");
        }
    }

    @Test
    void saysThatALocalSocketCannotBeMade(@TempDir Path folder) throws IOException {
        Path nowhere = folder.resolve("missing/time");
        assertOneLine(
                Cli.run("slave", "--master", "localhost:1", "--local-socket", nowhere.toString()),
                1,
                "there is no directory %s for the local socket: make it, or choose another path"
                        .formatted(nowhere.getParent()));
        Path taken = Files.writeString(folder.resolve("taken"), "precious");
        assertOneLine(
                Cli.run("slave", "--master", "localhost:1", "--local-socket", taken.toString()),
                1,
                taken + " is there, and is no socket: remove it, or choose another path");
    }

    @Test
    void saysBeforeTheDemoThatItsResultCannotBeWritten(@TempDir Path folder) {
        Path nowhere = folder.resolve("missing/result.json");
        assertOneLine(Cli.run("demo", "--duration", "60s", "--json", nowhere.toString()), 1, "cannot write " + nowhere);
        assertOneLine(Cli.run("demo", "--duration", "60s", "--json", folder.toString()), 1, "cannot write " + folder);
    }

    @Test
    void saysThatNobodyAnswers() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        assertOneLine(
                Cli.run("status", "--admin", "http://127.0.0.1:" + free),
                1,
                "cannot get the status from http://127.0.0.1:" + free,
                "is Campanile running there",
                "--admin");
    }

    @Test
    void namesTheVariableThatABadValueCameFrom() {
        assertOneLine(
                Cli.run(Map.of("CAMPANILE_ROUND", "soon"), "master"),
                2,
                "--round",
                "'soon' is no duration",
                "(from the environment variable CAMPANILE_ROUND)");
    }

    @Test
    void doesNotBlameTheEnvironmentForTheCommandLine() {
        Cli.Result result = Cli.run(Map.of("CAMPANILE_ROUND", "2s"), "master", "--round", "soon");
        assertOneLine(result, 2, "'soon' is no duration");
        assertThat(result.err()).doesNotContain("environment");
    }
}
