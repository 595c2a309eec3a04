package io.campanile.proto.socket;

import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** Why a connection could not be made, or a port not be listened on, in the system's words alone. */
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
        String message = cause == null || cause.getMessage() == null ? "it failed" : cause.getMessage();
        return message.replaceFirst("^\\w+\\(\\.\\.\\) failed with error\\(-?\\d+\\): ", "")
                .replaceFirst(": \\S*[/:]\\S+$", "");
    }
}
