package io.campanile.master;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;

/** Says in plain words why a file could not be used. The exceptions of the file system often tell a path and no reason. */
final class FileFailure {

    private FileFailure() {}

    /** The reason, to stand behind a colon. */
    static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "this user has no right to it: change its owner, or choose another directory";
        }
        if (e instanceof NoSuchFileException) {
            return "it is not there";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "it is a file: choose a directory";
        }
        if (e instanceof FileSystemException failed && failed.getReason() != null) {
            return failed.getReason();
        }
        return Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
    }
}
