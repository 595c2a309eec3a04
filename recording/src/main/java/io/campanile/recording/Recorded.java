package io.campanile.recording;

/**
 * What was read of a recording.
 *
 * @param version what has written it
 * @param subject who is recorded
 * @param name what people call it
 * @param files how many files were read
 * @param whole whether it was read from its beginning; otherwise the files before these are missing
 * @param cut whether it ends within an entry: its writer was killed, or its disk full
 * @param events how many events were read
 */
public record Recorded(
        String version, Subject subject, String name, int files, boolean whole, boolean cut, long events) {}
