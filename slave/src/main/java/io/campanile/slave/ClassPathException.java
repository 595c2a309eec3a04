package io.campanile.slave;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A slave cannot work with the libraries that it finds: a class is missing, or is not the one that it was compiled with. Trying
 * again does not help, so that it does not. The message says what is needed.
 */
public final class ClassPathException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    private static final int DEEPEST = 20;

    ClassPathException(LinkageError cause) {
        super(
                ("the libraries of this application do not fit (%s): Campanile needs Netty 4.2 and protobuf-java 4.26.1, or"
                                + " newer ones. Where something else pins older ones, depend on campanile-slave-shaded in place"
                                + " of campanile-slave")
                        .formatted(cause),
                cause);
    }

    /** The first such thing among the causes of a failure. */
    static Optional<ClassPathException> in(@Nullable Throwable failure) {
        Throwable each = failure;
        for (int i = 0; i < DEEPEST && each != null; i++) {
            if (each instanceof LinkageError error) {
                return Optional.of(new ClassPathException(error));
            }
            each = each.getCause();
        }
        return Optional.empty();
    }
}
