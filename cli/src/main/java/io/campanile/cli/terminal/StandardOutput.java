package io.campanile.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Standard output that tells when it cannot be written, such as to a full disk: Java's own swallows that, and a command would
 * go on, or end as if all were well. Thread-safe.
 */
public final class StandardOutput extends OutputStream {

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

    /** Whether something that was printed is lost. */
    public boolean hasFailed() {
        return failed.get();
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
