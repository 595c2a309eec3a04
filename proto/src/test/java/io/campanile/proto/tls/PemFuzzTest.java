package io.campanile.proto.tls;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;

/** Any bytes in a file of certificates or of a key: what it holds, or one sentence about the file. */
@Tag("slow")
class PemFuzzTest {

    private static final Path FILE = Path.of("file.pem");

    @FuzzTest
    void readsAnyFile(byte[] input) {
        read(() -> assertThat(Pem.certificates("the certificate", FILE, input)).isNotEmpty());
        read(() -> assertThat(Pem.key(FILE, "EC", input)).isNotNull());
    }

    private interface Reader {
        void read() throws IOException;
    }

    private static void read(Reader reader) {
        try {
            reader.read();
        } catch (IOException e) {
            assertThat(e.getMessage()).contains(FILE.toString()).doesNotContain("\n");
        }
    }
}
