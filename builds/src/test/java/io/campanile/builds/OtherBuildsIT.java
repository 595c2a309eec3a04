package io.campanile.builds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.campanile.clock.SystemClock;
import io.campanile.master.MasterConfig;
import io.campanile.master.MasterServer;
import java.io.File;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever copies from our documents gets a synchronized clock, whatever else is in the build. */
class OtherBuildsIT {

    private static final String BOOT_3 = System.getProperty("spring-boot.3.version");
    private static final String BOOT_4 = System.getProperty("spring-boot.version");
    private static final String STARTER_3 = "campanile-spring-boot-3-starter";
    private static final String STARTER_4 = "campanile-spring-boot-starter";

    private static final String OLDEST_JUNIT = "5.10.2";

    private static MasterServer master;

    @BeforeAll
    static void startMaster() throws Exception {
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        master = MasterServer.start(MasterConfig.at(anyPort), new SystemClock());
    }

    @AfterAll
    static void stopMaster() {
        master.close().join();
    }

    private static int port() {
        return master.address().getPort();
    }

    @Test
    void springBoot3HasTheClockBesideItsOlderNetty() throws Exception {
        assertThat(springBoot(BOOT_3, STARTER_3).succeeds(Javas.own(), port()))
                .contains("netty is in netty-transport-4.1.")
                .satisfies(OtherBuildsIT::hasHealthAndMetrics);
    }

    @Test
    void springBoot4HasTheClock() throws Exception {
        assertThat(springBoot(BOOT_4, STARTER_4).succeeds(Javas.own(), port()))
                .contains("netty is in netty-transport-4.2.")
                .satisfies(OtherBuildsIT::hasHealthAndMetrics);
    }

    @Tag("more")
    @Test
    void springBoot40HasTheClock() throws Exception {
        assertThat(springBoot("4.0.7", STARTER_4).succeeds(Javas.own(), port()))
                .satisfies(OtherBuildsIT::hasHealthAndMetrics);
    }

    private static void hasHealthAndMetrics(String output) {
        assertThat(output)
                .contains("clock: SYNCHRONIZED")
                .containsPattern("health: .*\"clusterClock\":\\{[^}]*\"errorNanos\":\\d+")
                .containsPattern("metric: .*\"name\":\"campanile.clock.error.bound\"");
    }

    /** In two sentences, and without a stack trace. */
    @Tag("more")
    @Test
    void springBoot3WithTheStarterFor4SaysWhichOneToTake() throws Exception {
        assertThat(springBoot(BOOT_3, STARTER_4).fails(Javas.own(), port()))
                .contains("APPLICATION FAILED TO START")
                .contains(
                        "Campanile cannot work with this application's libraries: the libraries of this application do not fit")
                .contains("depend on campanile-spring-boot-3-starter in place of campanile-spring-boot-starter")
                .doesNotContain("\tat ");
    }

    private static OtherBuild springBoot(String version, String starter) throws Exception {
        return OtherBuild.compile(
                "boot",
                "boot-%s-%s".formatted(version, starter),
                Map.of("boot", version, "starter", starter, "campanile", Published.VERSION));
    }

    /** The module's own tests run on the newest one. */
    @Test
    void extensionsRunOnTheOldestJunit() throws Exception {
        OtherBuild tests =
                OtherBuild.compile("junit", "junit", Map.of("junit", OLDEST_JUNIT, "campanile", Published.VERSION));

        assertThat(tests.succeeds(Javas.own(), port()))
                .contains("/junit-jupiter-api-%s.jar".formatted(OLDEST_JUNIT))
                .contains("passed: 2, failed: 0");
    }

    @Tag("more")
    @ParameterizedTest
    @ValueSource(ints = {17, 21, 25})
    void plainMavenHasTheClock(int version) throws Exception {
        Path java = Javas.ofVersion(version);
        OtherBuild plain = OtherBuild.compile("plain", "plain-" + version, Map.of("campanile", Published.VERSION));

        assertThat(plain.succeeds(java, port())).contains("clock: SYNCHRONIZED on Java " + version);
    }

    /** Debian has an old Gradle, and this build can fetch no other. */
    @Tag("more")
    @Test
    void gradleHasTheClock() throws Exception {
        boolean isHere = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "gradle")));
        assumeTrue(isHere, "there is no gradle here: apt-get install gradle");

        assertThat(OtherBuild.compileByGradle(Published.VERSION).succeeds(Javas.own(), port()))
                .contains("clock: SYNCHRONIZED");
    }

    @Test
    void shadedSlaveWorksBehindAnOlderNetty() throws Exception {
        Path classes = Path.of("target", "builds", "shaded").toAbsolutePath();
        String classPath = String.join(
                File.pathSeparator,
                Path.of("target", "other-netty").toAbsolutePath() + "/*",
                Published.jar("slave-shaded").toString(),
                othersJars()
                        .filter(jar -> jar.contains("/slf4j-api"))
                        .findFirst()
                        .orElseThrow());
        compile(classes, "--class-path", classPath, "plain/src/main/java/shop/Orders.java", "shaded/shop/Shaded.java");

        assertThat(run("--class-path", classes + File.pathSeparator + classPath, "shop.Shaded"))
                .contains("netty-transport-4.1.")
                .contains("epoll: " + System.getProperty("os.name").equals("Linux"))
                .contains("clock: SYNCHRONIZED");
    }

    @Test
    void modulesHaveTheClock() throws Exception {
        Path classes = Path.of("target", "builds", "modules").toAbsolutePath();
        String path = Stream.concat(
                        Stream.of("core", "clock", "proto", "slave")
                                .map(Published::jar)
                                .map(Path::toString),
                        othersJars())
                .collect(Collectors.joining(File.pathSeparator));
        compile(classes, "--module-path", path, "modules/module-info.java", "plain/src/main/java/shop/Orders.java");

        assertThat(run("--module-path", classes + File.pathSeparator + path, "--module", "shop/shop.Orders"))
                .contains("in module shop and module io.campanile.slave");
    }

    /** Compiles files of {@code src/test/builds}. */
    private static void compile(Path classes, String how, String path, String... files) throws Exception {
        Stream<String> sources = Arrays.stream(files)
                .map(file ->
                        Path.of("src", "test", "builds", file).toAbsolutePath().toString());
        OtherBuild.run(
                Path.of("").toAbsolutePath(),
                Map.of(),
                Stream.concat(Stream.of(tool("javac"), "-d", classes.toString(), how, path), sources)
                        .toArray(String[]::new));
    }

    private static String run(String... options) throws Exception {
        return OtherBuild.run(
                Path.of("").toAbsolutePath(),
                Map.of("MASTER_PORT", String.valueOf(port())),
                Stream.concat(Stream.of(tool("java")), Arrays.stream(options)).toArray(String[]::new));
    }

    private static String tool(String name) {
        return Javas.own().resolveSibling(name).toString();
    }

    /** What a slave needs of others, in the jars of these tests. */
    private static Stream<String> othersJars() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(jar -> jar.matches(".*/(netty-|protobuf-java|slf4j-api|jspecify)[^/]*\\.jar"))
                .filter(jar ->
                        !jar.matches(".*/(netty-codec-http|netty-all|netty-pkitesting|netty-codec-compression)[^/]*"));
    }
}
