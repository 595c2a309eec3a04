package io.campanile.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitsTest {

    private static final Path UNITS = Path.of("systemd");
    private static final Path DEFAULTS = Path.of("debian", "default");
    private static final Path MACHINE_CLOCK = Path.of("debian", "machine-clock.conf");
    private static final Path ANALYZE = Path.of("/usr/bin/systemd-analyze");
    private static final Pattern VARIABLE = Pattern.compile("(?m)^#?([A-Z][A-Z_]+)=(.+)$");

    /** Those that the script beside the jar reads. */
    private static final Set<String> OF_THE_SCRIPT = Set.of("CAMPANILE_JVM", "JAVA_OPTS");

    @TempDir
    private Path folder;

    private static String text(String unit) throws IOException {
        return Files.readString(UNITS.resolve(unit));
    }

    private static List<String> values(String unit, String name) throws IOException {
        return text(unit)
                .lines()
                .filter(line -> line.startsWith(name + "="))
                .map(line -> line.substring(name.length() + 1))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"campanile-master.service", "campanile-slave@.service"})
    void startWhatTheCommandUnderstands(String unit) throws IOException {
        Map<String, String> environment = new HashMap<>();
        for (String setting : values(unit, "Environment")) {
            int equals = setting.indexOf('=');
            environment.put(
                    setting.substring(0, equals), setting.substring(equals + 1).replace("%i", "time-1"));
        }
        List<String> start = List.of(values(unit, "ExecStart").get(0).split(" "));
        assertThat(start.get(0)).isEqualTo("/usr/bin/campanile");
        Commands.parse(environment, start.subList(1, start.size()));
        assertThat(Commands.variables(start.get(1))).containsAll(environment.keySet());
    }

    @ParameterizedTest
    @CsvSource({"campanile-master, master", "campanile-slave, slave"})
    void defaultsNameVariablesThatTheCommandHas(String file, String command) throws IOException {
        Map<String, String> environment = new HashMap<>();
        VARIABLE.matcher(Files.readString(DEFAULTS.resolve(file)))
                .results()
                .forEach(found -> environment.put(found.group(1), found.group(2)));
        Set<String> ours = new HashSet<>(environment.keySet());
        ours.removeAll(OF_THE_SCRIPT);
        assertThat(ours).isNotEmpty().isSubsetOf(Commands.variables(command));
        Commands.parse(environment, List.of(command));
    }

    /** A watched service that does not say that it is ready would be ended again and again. */
    @ParameterizedTest
    @ValueSource(strings = {"campanile-master.service", "campanile-slave@.service"})
    void areNotifiedAndWatched(String unit) throws IOException {
        assertThat(values(unit, "Type")).containsExactly("notify");
        assertThat(values(unit, "WatchdogSec")).hasSize(1);
        assertThat(values(unit, "Restart")).containsExactly("on-failure");
        assertThat(values(unit, "SuccessExitStatus")).containsExactly("143");
        assertThat(values(unit, "User")).containsExactly("campanile");
    }

    @ParameterizedTest
    @ValueSource(strings = {"campanile-master.service", "campanile-slave@.service"})
    void satisfySystemdAndExposeLittle(String unit) throws Exception {
        assumeThat(ANALYZE)
                .as("there is no %s: apt-get install systemd", ANALYZE)
                .exists();
        // A machine that builds this has no such program.
        String here = text(unit).replace("/usr/bin/campanile", "/bin/true").replace("file:/usr/share", "file:/share");
        Path file = Files.writeString(folder.resolve(unit), here);
        assertThat(analyze("verify", "--man=no", file.toString())).isEmpty();
        // Of 100; a service without any hardening has 96.
        assertThat(analyze("security", "--offline=yes", "--threshold=20", "--no-pager", file.toString()))
                .contains("Overall exposure level");
    }

    @Test
    void aSlaveThatKeepsTheMachinesClockHasThatRightAndNoOther() throws Exception {
        assumeThat(ANALYZE)
                .as("there is no %s: apt-get install systemd", ANALYZE)
                .exists();
        String unit = "campanile-slave@.service";
        String more = Files.readString(MACHINE_CLOCK);
        Files.writeString(
                folder.resolve(unit),
                text(unit).replace("/usr/bin/campanile", "/bin/true").replace("file:/usr/share", "file:/share"));
        Path dropIns = Files.createDirectories(folder.resolve(unit + ".d"));
        Files.writeString(dropIns.resolve("machine-clock.conf"), more);

        assertThat(analyze("verify", "--man=no", folder.resolve(unit).toString()))
                .isEmpty();
        Map<String, String> environment = new HashMap<>();
        Pattern.compile("(?m)^Environment=([A-Z_]+)=(.+)$")
                .matcher(more)
                .results()
                .forEach(found -> environment.put(found.group(1), found.group(2)));
        assertThat(environment).containsKeys("CAMPANILE_DISCIPLINE_CLOCK", "CAMPANILE_DATA_DIR");
        assertThat(Commands.variables("slave")).containsAll(environment.keySet());
        Commands.parse(environment, List.of("slave", "--master=time-1"));
        assertThat(more).contains("\nAmbientCapabilities=CAP_SYS_TIME\n", "\nCapabilityBoundingSet=CAP_SYS_TIME\n");
    }

    private static String analyze(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(ANALYZE.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
