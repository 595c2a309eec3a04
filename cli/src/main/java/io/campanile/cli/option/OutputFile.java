package io.campanile.cli.option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Files that a command writes when it is done. */
public final class OutputFile {

    private OutputFile() {}

    /**
     * Checks one before the work begins: later would be too late to say so.
     *
     * @param file null for none
     * @throws IOException saying what is wrong
     */
    public static void requireWritable(@Nullable Path file) throws IOException {
        Path folder = file == null ? null : file.toAbsolutePath().getParent();
        if (folder != null && !Files.isWritable(folder)) {
            throw new IOException("cannot write %s: there is no such directory, or it is not yours".formatted(file));
        }
        if (file != null && Files.isDirectory(file)) {
            throw new IOException("cannot write %s: it is a directory; give a file".formatted(file));
        }
    }
}
