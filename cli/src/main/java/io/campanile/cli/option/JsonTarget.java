package io.campanile.cli.option;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where {@code --json} puts a result: into a file, to standard output alone ({@code -}), or nowhere. */
public final class JsonTarget {

    private static final Path STANDARD_OUTPUT = Path.of("-");

    private final @Nullable Path target;

    /**
     * Checks it before the work begins.
     *
     * @param target what the option says; null when it was not given
     * @throws IOException when no such file can be written
     */
    public JsonTarget(@Nullable Path target) throws IOException {
        this.target = target;
        OutputFile.requireWritable(isStandardOutput() ? null : target);
    }

    private boolean isStandardOutput() {
        return STANDARD_OUTPUT.equals(target);
    }

    /**
     * Hands a result over: the lines for people to standard output, unless the JSON goes there.
     *
     * @param json one line, without its end
     */
    public void deliver(PrintWriter out, List<String> lines, String json) throws IOException {
        if (isStandardOutput()) {
            out.println(json);
        } else {
            lines.forEach(out::println);
        }
        out.flush();
        if (target != null && !isStandardOutput()) {
            Files.writeString(target, json + "\n");
        }
    }
}
