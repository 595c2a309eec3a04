package io.campanile.slave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlaveIdentityTest {

    @TempDir
    private Path directory;

    @Test
    void isCalledAsTheKernelSaysWhetherOrNotTheNameIsFound() throws IOException {
        Path kernel = Path.of("/proc/sys/kernel/hostname");
        assumeThat(kernel).exists();
        assertThat(SlaveIdentity.hostName()).isEqualTo(Files.readString(kernel).strip());
    }

    @Test
    void takesTheKernelsNameWithoutAskingForItsAddress() throws IOException {
        Path kernel = Files.writeString(directory.resolve("hostname"), "no-such-host.invalid\n");
        assertThat(SlaveIdentity.kernelName(kernel)).contains("no-such-host.invalid");
    }

    @Test
    void knowsAMachineWithoutAName() throws IOException {
        assertThat(SlaveIdentity.kernelName(Files.writeString(directory.resolve("hostname"), "(none)\n")))
                .isEmpty();
        assertThat(SlaveIdentity.kernelName(directory.resolve("absent"))).isEmpty();
        assertThat(SlaveIdentity.hostName()).isNotBlank();
    }
}
