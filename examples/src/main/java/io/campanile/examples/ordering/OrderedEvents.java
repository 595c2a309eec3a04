package io.campanile.examples.ordering;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Three processes handle an order one after the other: it is placed, paid, shipped. Their clocks are a minute and a half
 * ahead, right, and as much behind; so by their own clocks it was shipped before it was placed.
 *
 * <pre>java … OrderedEvents MASTER-HOST MASTER-PORT</pre>
 */
final class OrderedEvents {

    private OrderedEvents() {}

    public static void main(String[] args) throws IOException {
        List<Event> happened = run(InetSocketAddress.createUnresolved(args[0], Integer.parseInt(args[1])));
        print("by local time", sorted(happened, Comparator.comparing(Event::local)));
        print("by hybrid time", sorted(happened, Comparator.comparing(Event::stamp)));
    }

    /** The events in the order in which they happened. */
    static List<Event> run(InetSocketAddress master) throws IOException {
        List<Process> nodes = new ArrayList<>();
        try {
            nodes.add(start(master, "placed", "PT90S"));
            nodes.add(start(master, "paid", "PT0S"));
            nodes.add(start(master, "shipped", "PT-90S"));
            List<Event> events = new ArrayList<>();
            String cause = "";
            for (Process node : nodes) {
                cause = ask(node, cause);
                events.add(Event.parse(cause));
            }
            return events;
        } finally {
            nodes.forEach(Process::destroy);
        }
    }

    static List<Event> sorted(List<Event> events, Comparator<Event> order) {
        return events.stream().sorted(order).toList();
    }

    /** Sends a process the event that causes its own, and returns that. */
    private static String ask(Process node, String cause) throws IOException {
        PrintStream out = new PrintStream(node.getOutputStream(), true, StandardCharsets.UTF_8);
        out.println(cause);
        BufferedReader in = node.inputReader(StandardCharsets.UTF_8);
        String event = in.readLine();
        if (event == null) {
            throw new IOException("a node ended before its event");
        }
        return event;
    }

    private static Process start(InetSocketAddress master, String what, String clockOffset) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        EventNode.class.getName(),
                        master.getHostString(),
                        String.valueOf(master.getPort()),
                        what,
                        clockOffset)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static void print(String title, List<Event> events) {
        System.out.println(title + ":");
        events.forEach(event -> System.out.println("  " + event));
    }
}
