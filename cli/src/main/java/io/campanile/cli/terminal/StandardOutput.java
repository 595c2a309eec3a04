package io.campanile.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Standard output that tells when it cannot be written, such as to a full disk: Java's own swallows that, and a command would
 * go on, or end as if all were well. Thread-safe.
 */
public final class StandardOutput extends OutputStream {

    private static final Path OWN_OUTPUT = Path.of("/proc/self/fd/1");

    private final OutputStream out;
    private final Consumer<IOException> listener;
    private final AtomicBoolean failed = new AtomicBoolean();

    /**
     * In front of another stream.
     *
     * @param listener is told of the first failure, and returns at once
     */
    StandardOutput(OutputStream out, Consumer<IOException> listener) {
        this.out = out;
        this.listener = listener;
    }

    /** Takes the place of {@link System#out}, and has somebody told of the first failure. */
    public static StandardOutput install(Consumer<IOException> listener) {
        StandardOutput output = new StandardOutput(new FileOutputStream(FileDescriptor.out), listener);
        String named = System.getProperty("stdout.encoding", System.getProperty("sun.stdout.encoding", ""));
        Charset charset = named.isEmpty() ? Charset.defaultCharset() : Charset.forName(named);
        System.setOut(new PrintStream(output, true, charset));
        return output;
    }

    /**
     * Whether output is lost because nobody reads it any more, as behind {@code | head}: a pipe is never full for good, and so
     * fails for no other reason. Elsewhere than on Linux the failure has to say so itself.
     */
    public static boolean isUnread(IOException failure) {
        try {
            String target = Files.readSymbolicLink(OWN_OUTPUT).toString();
            return target.startsWith("pipe:") || target.startsWith("socket:");
        } catch (IOException | UnsupportedOperationException e) {
            return String.valueOf(failure.getMessage()).contains("Broken pipe");
        }
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            if (failed.compareAndSet(false, true)) {
                listener.accept(e);
            }
            throw e;
        }
    }
}
