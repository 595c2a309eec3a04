package io.campanile.group;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;

/** Any bytes for a greeting: refused with a sentence, or a greeting that is written as it was read. */
class HelloFuzzTest {

    @FuzzTest
    void readsAnyGreeting(byte[] input) {
        Hello hello;
        try {
            hello = Hello.decode(input);
        } catch (IOException e) {
            return;
        }
        try {
            assertThat(Hello.decode(hello.encode())).isEqualTo(hello);
        } catch (IOException e) {
            throw new AssertionError("it cannot be read again", e);
        }
    }
}
