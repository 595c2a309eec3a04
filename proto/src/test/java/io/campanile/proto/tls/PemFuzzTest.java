package io.campanile.proto.tls;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Any bytes in a file of certificates or of a key: what it holds, or one sentence about the file. */
class PemFuzzTest {

    @TempDir
    private Path folder;

    @FuzzTest
    void readsAnyFile(byte[] input) throws IOException {
        Path file = Files.write(folder.resolve("file.pem"), input);
        read(file, () -> assertThat(Pem.certificates("the certificate", file)).isNotEmpty());
        read(file, () -> assertThat(Pem.key(file, "EC")).isNotNull());
    }

    private interface Reader {
        void read() throws IOException;
    }

    private static void read(Path file, Reader reader) {
        try {
            reader.read();
        } catch (IOException e) {
            assertThat(e.getMessage()).contains(file.toString()).doesNotContain("\n");
        }
    }
}
