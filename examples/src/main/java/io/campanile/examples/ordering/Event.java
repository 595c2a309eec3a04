package io.campanile.examples.ordering;

import java.time.Instant;

/**
 * Something that happened at one of the processes.
 *
 * @param what happened
 * @param local when, by the clock of its machine
 * @param stamp when, by the cluster's hybrid clock
 */
record Event(String what, Instant local, long stamp) {

    /** From one line of text. */
    static Event parse(String line) {
        String[] fields = line.split(" ", 3);
        return new Event(fields[2], Instant.parse(fields[0]), Long.parseLong(fields[1]));
    }

    @Override
    public String toString() {
        return local + " " + stamp + " " + what;
    }
}
