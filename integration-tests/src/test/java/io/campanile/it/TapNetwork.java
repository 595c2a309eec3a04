package io.campanile.it;

import java.util.ArrayList;
import java.util.List;

/**
 * A network namespace with a bridge and a tap device for each user-mode Linux: so the machine's own network is left alone. Processes of the
 * machine that are to be reached have to be started in it.
 */
final class TapNetwork implements AutoCloseable {

    /** Where processes of the machine are found. */
    static final String HOST = "10.77.0.1";

    private static final String PREFIX = "10.77.0.";
    private static final int FIRST = 2;

    private final String name = "campanile-it-" + ProcessHandle.current().pid();

    /** One with this many tap devices. */
    TapNetwork(int taps) {
        Docker.output(new ProcessBuilder("ip", "netns", "add", name));
        ip("link", "set", "lo", "up");
        ip("link", "add", "bridge", "type", "bridge");
        ip("address", "add", HOST + "/24", "dev", "bridge");
        ip("link", "set", "bridge", "up");
        for (int i = 0; i < taps; i++) {
            ip("tuntap", "add", "dev", tap(i), "mode", "tap");
            ip("link", "set", tap(i), "master", "bridge");
            ip("link", "set", tap(i), "up");
        }
    }

    private void ip(String... arguments) {
        List<String> command = new ArrayList<>(List.of("ip", "-netns", name));
        command.addAll(List.of(arguments));
        Docker.output(new ProcessBuilder(command));
    }

    static String tap(int number) {
        return "tap" + number;
    }

    /** The address of the user-mode Linux at that tap device. */
    static String address(int number) {
        return PREFIX + (FIRST + number);
    }

    /** Has a command be run in it. */
    ProcessBuilder within(ProcessBuilder command) {
        command.command().addAll(0, List.of("ip", "netns", "exec", name));
        return command;
    }

    @Override
    public void close() {
        Docker.output(new ProcessBuilder("ip", "netns", "delete", name));
    }
}
