package io.campanile.cli.option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Files that a command writes when it is done. */
public final class OutputFile {

    private OutputFile() {}

    /**
     * Checks where a picture goes before the work begins.
     *
     * @param file null for none
     * @throws ParameterException if its name ends in something else than {@code .png}, the one form there is
     * @throws IOException saying what is wrong
     */
    public static void requirePicture(CommandSpec spec, @Nullable Path file) throws IOException {
        if (file != null && !file.toString().toLowerCase(Locale.ROOT).endsWith(".png")) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--plot is '%s'; pictures are PNG: choose a name that ends in .png".formatted(file));
        }
        requireWritable(file);
    }

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
