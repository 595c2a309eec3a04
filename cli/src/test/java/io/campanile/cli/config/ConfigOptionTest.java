package io.campanile.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.cli.Cli;
import io.campanile.cli.client.FakeAdmin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command takes its options from a file, where nobody else says what they are. */
class ConfigOptionTest {

    private final FakeAdmin admin;

    @TempDir
    private Path folder;

    ConfigOptionTest() throws IOException {
        admin = new FakeAdmin();
        admin.answer("{\"name\":\"a1\",\"status\":\"SYNCHRONIZED\",\"error_ns\":5000}");
    }

    @AfterEach
    void stop() {
        admin.close();
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }

    private String strict() throws IOException {
        return file("strict.yaml", """
                # Only what is within a microsecond will do.
                waitsync:
                  admin: %s
                  max-error: 1us
                  timeout: 0s
                """.formatted(admin.address()));
    }

    @Test
    void takesWhatNobodyElseSaysFromTheFile() throws IOException {
        Cli.Result result = Cli.run("waitsync", "--config", strict());
        assertThat(result.err()).contains("not synchronized within --timeout", "a1 is synchronized to ±5.0 µs");
        assertThat(result.exit()).isOne();
    }

    @Test
    void believesTheEnvironmentMoreAndTheCommandLineMost() throws IOException {
        Map<String, String> generous = Map.of("CAMPANILE_MAX_ERROR", "10us");
        assertThat(Cli.run(generous, "waitsync", "--config=" + strict()).exit()).isZero();
        assertThat(Cli.run(generous, "waitsync", "--config=" + strict(), "--max-error", "1us")
                        .exit())
                .isOne();
    }

    @Test
    void findsItBeforeTheCommandAndInTheEnvironmentToo() throws IOException {
        assertThat(Cli.run("--config", strict(), "waitsync").err()).contains("a1 is synchronized to ±5.0 µs");
        assertThat(Cli.run(Map.of("CAMPANILE_CONFIG", strict()), "waitsync").err())
                .contains("a1 is synchronized to ±5.0 µs");
    }

    @Test
    void readsPropertiesToo() throws IOException {
        String properties = file("strict.properties", """
                waitsync.admin=%s
                waitsync.max-error=10us
                waitsync.timeout=0s
                """.formatted(admin.address()));
        assertThat(Cli.run("waitsync", "--config", properties).exit()).isZero();
    }

    @Test
    void takesAListForWhatHasCommas() throws IOException {
        String yaml = file("list.yaml", """
                slave:
                  master: [nobody.invalid:1, "nowhere.invalid"]
                """);
        assertThat(Cli.run("slave", "--config", yaml).errLines())
                .singleElement()
                .asString()
                .contains("cannot find nobody.invalid, nowhere.invalid");
    }

    @Test
    void saysWhereABadValueIs() throws IOException {
        String yaml = file("bad.yaml", "master:\n  port: 0\n  round: soon\n  quorum: 0\n");
        Cli.Result unreadable = Cli.run("master", "--config", yaml);
        assertThat(unreadable.exit()).isEqualTo(2);
        assertThat(unreadable.err()).contains("--round", "'soon' is no duration", "(from " + yaml + ", line 3)");
        Cli.Result outOfRange = Cli.run("master", "--config", yaml, "--round", "1s");
        assertThat(outOfRange.exit()).isEqualTo(2);
        assertThat(outOfRange.err()).contains("--quorum is 0", "(from " + yaml + ", line 4)");
        assertThat(Cli.run("master", "--config", yaml, "--round", "later").err())
                .doesNotContain("(from");
    }

    @Test
    void refusesAFileWithNamesThatNobodyKnows() throws IOException {
        String yaml = file("typo.yaml", "master:\n  rond: 1s\nslaves:\n  interval: 1s\n");
        Cli.Result result = Cli.run("status", "--config", yaml);
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.errLines())
                .singleElement()
                .asString()
                .contains(yaml + ", line 2: campanile master has no 'rond'; did you mean round?", "and 1 more");
    }

    @Test
    void saysThatItCannotBeRead() throws IOException {
        for (String place :
                List.of(folder.resolve("missing.yaml").toString(), folder.toString(), file("list.txt", "a"))) {
            Cli.Result result = Cli.run("master", "--config", place);
            assertThat(result.exit()).isOne();
            assertThat(result.errLines())
                    .singleElement()
                    .asString()
                    .contains(place)
                    .doesNotContain("internal error");
        }
        assertThat(Cli.run("master", "--config").exit()).isEqualTo(2);
    }

    @Test
    void countsTheLinesOfPropertiesThatGoOn() throws IOException {
        List<String> places = new ArrayList<>();
        Text text = PropertiesText.read("# no \\\na=1\\\n  2\n\nb\\ c : d\\\\\ne");
        text.settings().forEach(s -> places.add(s.line() + ":" + s.key() + "=" + s.text()));
        assertThat(places).containsExactly("2:a=12", "5:b c=d\\", "6:e=");
    }
}
