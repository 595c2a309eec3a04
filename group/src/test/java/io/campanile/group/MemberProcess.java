package io.campanile.group;

import java.io.IOException;
import java.nio.file.Path;

/** A member in a process of its own, which says what it is told: one line for each state. Ends with its standard input. */
final class MemberProcess {

    private MemberProcess() {}

    /** Arguments: the member's name, the group's list, the data directory. */
    public static void main(String[] args) throws IOException {
        int port = Integer.parseInt(args[0].substring(1));
        Group group = Group.open(
                new GroupConfig(
                        args[0],
                        Members.parse(args[1]),
                        Path.of(args[2]),
                        new Endpoint(args[0] + ".example", port),
                        null),
                false);
        group.onFailure(reason -> System.out.println("failed: " + reason));
        group.start(System.out::println);
        while (System.in.read() >= 0) {
            // Whoever started this process holds the other end.
        }
        group.stop();
    }
}
