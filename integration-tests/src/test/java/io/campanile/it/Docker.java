package io.campanile.it;

import io.campanile.master.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.testcontainers.DockerClientFactory;

/** The engine that the container tests run on, and the image that they run: made of this build, once for all of them. */
final class Docker {

    static final String IMAGE = "campanile-test";

    /** What that is made from: a Java runtime, and the tools that break clocks and networks. */
    static final String BASE = "campanile-test-base";

    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static boolean built;

    private Docker() {}

    /** Sees to the image; where no engine or no base is, the test is skipped, and says what to do. */
    static synchronized void require() {
        requireEngine();
        requireImage(BASE, "docker/test-base");
        if (!built) {
            build("--tag=" + IMAGE);
            built = true;
        }
    }

    /** Where there is no engine, the test is skipped. */
    static void requireEngine() {
        Tool.DOCKER.path();
        Tool.DOCKER.need(DockerClientFactory.instance().isDockerAvailable(), "there is no Docker engine: start one");
    }

    /** Where this image is missing, the test is skipped. */
    static void requireImage(String image, String maker) {
        Tool.DOCKER.need(!run("images", "-q", image).isBlank(), "there is no image %s: run %s".formatted(image, maker));
    }

    /** Builds the Dockerfile, with further options, and returns the number of the image. */
    static String build(String... options) {
        List<String> arguments = new ArrayList<>(List.of("build", "--quiet"));
        arguments.addAll(List.of(options));
        arguments.addAll(List.of("--build-arg=BUILD_IMAGE=" + BASE, "--build-arg=BASE_IMAGE=" + BASE));
        arguments.addAll(List.of("--file=" + ROOT.resolve("docker/Dockerfile"), ROOT.toString()));
        return run(arguments.toArray(String[]::new)).lines().reduce("", (before, last) -> last);
    }

    /**
     * How compose is called here: as a part of docker, or as the program that it was before. Where there is neither, the test is
     * skipped.
     */
    static List<String> compose() {
        try {
            Process trial = new ProcessBuilder("docker", "compose", "version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (trial.waitFor() == 0) {
                return List.of("docker", "compose");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return List.of(Tool.DOCKER_COMPOSE.path().toString());
    }

    /** Runs {@code docker} and returns what it says. */
    static String run(String... arguments) {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(arguments));
        return output(new ProcessBuilder(command));
    }

    /** Runs a command and returns what it says, errors included; a failure of it is one of the test. */
    static String output(ProcessBuilder command) {
        try {
            Process process = command.redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = process.waitFor();
            if (code != 0) {
                throw new AssertionError("%s ended with %s: %s".formatted(command.command(), code, output));
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted at " + command.command(), e);
        }
    }

    /** What a container has printed, but for what it logged. */
    static List<String> jsonLines(String container) {
        return run("logs", container)
                .lines()
                .filter(line -> line.startsWith("{"))
                .toList();
    }

    /** Runs a tool as an administrator of the network that a container sees. */
    static void inNetworkOf(String container, String... tool) {
        List<String> arguments = new ArrayList<>(
                List.of("run", "--rm", "--network=container:" + container, "--cap-add=NET_ADMIN", BASE));
        arguments.addAll(List.of(tool));
        run(arguments.toArray(String[]::new));
    }
}
