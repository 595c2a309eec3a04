package io.campanile.proto.socket;

import java.net.UnknownHostException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why a connection could not be made, or a port not be listened on: in the system's words alone, or in ours where they say what to do. */
public final class SocketFailure {

    private SocketFailure() {}

    /**
     * Takes away what the transports put around those words: the system call and the error's number before, the address
     * behind.
     */
    public static String reason(@Nullable Throwable cause) {
        if (cause instanceof UnknownHostException) {
            return "no such host";
        }
        Optional<String> noFiles = FileLimit.reached(cause);
        if (noFiles.isPresent()) {
            return noFiles.get();
        }
        String message = cause == null || cause.getMessage() == null ? "it failed" : cause.getMessage();
        return message.replaceFirst("^\\w+\\(\\.\\.\\) failed with error\\(-?\\d+\\): ", "")
                .replaceFirst(": \\S*[/:]\\S+$", "");
    }
}
