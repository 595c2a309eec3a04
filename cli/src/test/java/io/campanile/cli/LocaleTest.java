package io.campanile.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.campanile.proto.socket.FileLimit;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.Errors.NativeIoException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the commands say is the same wherever they run: programs read it, and people compare it. */
class LocaleTest {

    /** Figures, tables, JSON, and sentences with numbers in them. */
    private static final List<String> COMMANDS = List.of(
            "simulate --duration 30s --seed 7",
            "simulate --duration 30s --seed 7 --json -",
            "simulate --runs 0",
            "simulate --delay 5",
            "master --port 99999",
            "master --threads 0",
            "master --round 5ns",
            "master --drift-limit 1ppt",
            "slave --master m1:99999",
            "slave --master m1 --panic 1ns",
            "slave --master m1 --print XML",
            "load --master m1 --slaves 0",
            "accuracy --runs 0",
            "demo --slaves 0");

    /** How long it took is another figure each time. */
    private static final Pattern WALL = Pattern.compile("(wall_s\\W+)[0-9.]+");

    /** A digit of another script, or a comma before the tenths. */
    private static final Pattern FOREIGN = Pattern.compile("[\\p{Nd}&&[^0-9]]|[0-9],[0-9]|[0-9]\u066b[0-9]");

    private final Locale before = Locale.getDefault();

    @AfterEach
    void restore() {
        Locale.setDefault(before);
    }

    private static List<String> said(Locale locale) {
        Locale.setDefault(locale);
        List<String> said = new ArrayList<>();
        for (String command : COMMANDS) {
            Cli.Result result = Cli.run(command.split(" "));
            said.add("$ campanile " + command);
            said.add(WALL.matcher(result.out() + result.err()).replaceAll("$1"));
        }
        return said;
    }

    @ParameterizedTest
    @ValueSource(strings = {"ar-EG-u-nu-arab", "de-DE", "tr-TR", "hi-IN-u-nu-deva"})
    void commandsSayTheSameUnderEveryLocale(String locale) {
        assertThat(said(Locale.forLanguageTag(locale))).isEqualTo(said(Locale.US));
    }

    @ParameterizedTest
    @ValueSource(strings = {"en-US", "ar-EG-u-nu-arab", "de-DE"})
    void logLinesDocumentsAndMetricsHaveTheSameDigitsUnderEveryLocale(String locale) throws Exception {
        Locale.setDefault(Locale.forLanguageTag(locale));
        try (RunningMaster master = RunningMaster.start()) {
            String slave = "slave --interval 100ms --duration 2s --clock-offset 2.5s --master " + master.address();
            Cli.Result json = Cli.run((slave + " --name a1 --print json").split(" "));
            Cli.Result text = Cli.run((slave + " --name a2").split(" "));
            Cli.Result status = Cli.run("status", "--admin", master.admin());
            String metrics = body(master.admin() + "/metrics");
            List<String> logged = master.log().toList();

            assertThat(json.out()).contains("\"SYNCHRONIZED\"");
            assertThat(logged).anyMatch(line -> line.contains("the cluster clock stepped by -"));
            assertThat(metrics).contains("campanile_rounds_total");
            assertThat(Stream.concat(logged.stream(), Stream.of(json.out(), text.out(), status.out(), metrics))
                            .flatMap(String::lines))
                    .noneMatch(line -> FOREIGN.matcher(line).find());
        }
    }

    /** Its options would be in another order: {@code "TITLE".toLowerCase()} is another word there. */
    @Test
    void helpIsTheSameInATurkishProcess() throws Exception {
        assertThat(help("tr", "TR")).contains("--limit-loopback").isEqualTo(help("en", "US"));
    }

    private static String help(String language, String country) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Duser.language=" + language,
                        "-Duser.country=" + country,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "master",
                        "--help")
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    /** Its words are in the language of the process. */
    @Test
    void knowsByANumberThatNoFilesAreLeft() {
        assumeThat(Epoll.isAvailable()).isTrue();
        assertThat(FileLimit.reached(new NativeIoException("accept", -24)).orElseThrow())
                .contains("ulimit -n");
        assertThat(FileLimit.reached(new NativeIoException("accept", -23)).orElseThrow())
                .contains("fs.file-max");
        assertThat(FileLimit.reached(new NativeIoException("accept", -98))).isEmpty();
    }

    private static String body(String url) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    /** Otherwise the tests above would prove nothing here. */
    @Test
    void theseLocalesHaveOtherDigitsAndOtherCommas() {
        assertThat(String.format(Locale.forLanguageTag("ar-EG-u-nu-arab"), "%d", 12))
                .isEqualTo("\u0661\u0662");
        assertThat(String.format(Locale.forLanguageTag("hi-IN-u-nu-deva"), "%d", 12))
                .isEqualTo("\u0967\u0968");
        assertThat(String.format(Locale.GERMANY, "%.1f", 0.5)).isEqualTo("0,5");
        assertThat("title".toUpperCase(Locale.forLanguageTag("tr-TR"))).isNotEqualTo("TITLE");
    }
}
