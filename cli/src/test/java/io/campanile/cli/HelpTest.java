package io.campanile.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class HelpTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "master",
                "slave",
                "status",
                "waitsync",
                "chat",
                "demo",
                "simulate",
                "accuracy",
                "agreement",
                "load",
                "replay",
                "pki",
                "check-config",
                "generate-completion"
            })
    void mentionsEveryOption(String command) {
        Cli.Result help = Cli.run(command, "--help");
        assertThat(help.exit()).isZero();
        assertThat(help.err()).isEmpty();
        CommandLine line = Cli.command(Main.commandLine(name -> null), command);
        assertThat(line.getCommandSpec().options())
                .isNotEmpty()
                .allSatisfy(option -> assertThat(help.out()).contains(option.longestName()));
    }

    @Test
    void namesEveryCommand() {
        Cli.Result help = Cli.run("--help");
        assertThat(help.exit()).isZero();
        assertThat(help.out())
                .contains(
                        "Usage: campanile",
                        "master",
                        "slave",
                        "status",
                        "waitsync",
                        "chat",
                        "demo",
                        "simulate",
                        "accuracy",
                        "agreement",
                        "load",
                        "replay",
                        "pki",
                        "check-config",
                        "generate-completion")
                .contains("CAMPANILE_CLOCK_OFFSET", "Exit codes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "master",
                "slave",
                "demo",
                "simulate",
                "accuracy",
                "agreement",
                "load",
                "status",
                "waitsync",
                "chat"
            })
    void showsDefaults(String command) {
        assertThat(Cli.run(command, "--help").out()).contains("Default: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "master",
                "slave",
                "status",
                "waitsync",
                "chat",
                "demo",
                "simulate",
                "accuracy",
                "agreement",
                "load",
                "replay"
            })
    void saysWhichVersionItIs(String command) {
        Cli.Result version = command.isEmpty() ? Cli.run("--version") : Cli.run(command, "--version");
        assertThat(version.exit()).isZero();
        assertThat(version.err()).isEmpty();
        assertThat(version.out()).startsWith("campanile ").contains("Java " + Runtime.version());
    }

    @Test
    void helpsWithACommandByItsName() {
        Cli.Result help = Cli.run("help", "waitsync");
        assertThat(help.exit()).isZero();
        assertThat(help.out()).isEqualTo(Cli.run("waitsync", "--help").out());
    }

    @Test
    void offersWordsInSmallLetters() {
        assertThat(Cli.run("generate-completion").out()).contains("\"tcp\" \"udp\"", "\"ensemble\" \"local\"");
        assertThat(Cli.run("master", "--help").out()).contains("tcp, udp").doesNotContain("TCP");
    }

    @Test
    void completesInBash(@TempDir Path folder) throws IOException, InterruptedException {
        Cli.Result script = Cli.run("generate-completion");
        assertThat(script.exit()).isZero();
        assertThat(script.out()).contains("complete -F", "--clock-offset", "--admin-port");
        assumeThat(Path.of("/bin/bash")).exists();
        Path file = Files.writeString(folder.resolve("completion"), script.out());
        Process bash = new ProcessBuilder("/bin/bash", "-n", file.toString())
                .inheritIO()
                .start();
        assertThat(bash.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(bash.exitValue()).isZero();
    }
}
