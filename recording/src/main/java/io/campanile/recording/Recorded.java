package io.campanile.recording;

/**
 * What was read of a recording.
 *
 * @param version what has written it
 * @param master what people call the master
 * @param files how many files were read
 * @param whole whether it was read from its beginning; otherwise the files before these are missing
 * @param cut whether it ends within an entry: its writer was killed, or its disk full
 * @param events how many events were read
 */
public record Recorded(String version, String master, int files, boolean whole, boolean cut, long events) {}
