package io.campanile.group;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;

/** Any entry of the log: one that is read, or one that is refused. */
class CommandFuzzTest {

    @FuzzTest
    void readsAnyEntry(byte[] input) {
        try {
            Command.decode(input);
        } catch (IOException e) {
            // Refused.
        }
    }
}
