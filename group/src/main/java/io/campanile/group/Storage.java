package io.campanile.group;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.ratis.util.FileUtils;

/**
 * Where a member keeps the log of its group. Each list of members has a directory of its own.
 *
 * @param directory the one of this list
 * @param list what tells the list from others
 */
record Storage(Path directory, UUID list) {

    /** How the names of these directories begin; the rest tells the list. */
    private static final String PREFIX = "raft-";

    static Storage of(GroupConfig config) {
        UUID list = Members.id(config.members());
        return new Storage(config.dataDir().resolve(PREFIX + list), list);
    }

    /** Whether this member has been in the group: Ratis writes this file last. */
    boolean isFormed() {
        return Files.exists(
                directory.resolve(list.toString()).resolve("current").resolve("raft-meta"));
    }

    /**
     * Makes room for a group in which this member has not been, also if a process ended while it formed it.
     *
     * @param formed whether it has been in the group, and its log is to be kept
     */
    void prepare(boolean formed) throws IOException {
        if (!formed) {
            FileUtils.deleteFully(directory);
        }
        Files.createDirectories(directory);
    }

    /** Removes the logs of all other lists. */
    void deleteOthers() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolveSibling("."))) {
            for (Path file : files.toList()) {
                if (file.getFileName().toString().startsWith(PREFIX)
                        && !file.getFileName().equals(directory.getFileName())) {
                    FileUtils.deleteFully(file);
                }
            }
        }
    }
}
