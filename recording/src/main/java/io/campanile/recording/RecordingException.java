package io.campanile.recording;

import java.io.IOException;

/** A file is no recording, or a damaged one: one sentence that says what is wrong and what to do. */
public final class RecordingException extends IOException {

    private static final long serialVersionUID = 1L;

    RecordingException(String message) {
        super(message);
    }
}
