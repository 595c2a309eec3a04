package io.campanile.group;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** Says in one sentence why a member cannot take part, and what to do. */
final class Failures {

    private static final int MAX_DEPTH = 10;

    private Failures() {}

    static IOException cannotListen(Endpoint address, Throwable cause) {
        return new IOException(
                "cannot listen to the other members on %s (%s): stop what listens there, or give this member another address in the group's list at every member"
                        .formatted(address, reason(cause)),
                cause);
    }

    /** Why a member could not start. */
    static IOException atStart(Throwable cause, Path storage, Endpoint address) {
        return says(cause, "failed to bind") || says(cause, "failed to start grpc")
                ? cannotListen(address, cause)
                : inStorage(cause, storage);
    }

    /** Why the log could not be read or written. */
    static IOException inStorage(Throwable cause, Path storage) {
        return new IOException(sentence(cause, storage), cause);
    }

    /** Why the log could not be read or written, in words. */
    static String sentence(Throwable cause, Path storage) {
        if (says(cause, "no space left")) {
            return "cannot write %s, for the disk is full: make room and start again".formatted(storage);
        }
        if (says(cause, "accessdenied") || says(cause, "permission denied") || says(cause, "read-only")) {
            return "cannot write %s: let this user write there, or choose another data directory".formatted(storage);
        }
        return "%s is damaged (%s): remove it and start again, and this member gets everything from the others"
                .formatted(storage, reason(cause));
    }

    private static boolean says(Throwable failure, String text) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++) {
            if (cause.toString().toLowerCase(Locale.ROOT).contains(text)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    /** What is at the bottom of it, in a line. */
    static String reason(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause.getCause() != null && depth < MAX_DEPTH; depth++) {
            cause = cause.getCause();
        }
        String message = String.valueOf(cause.getMessage());
        return message.lines().findFirst().orElse(cause.getClass().getSimpleName());
    }
}
