package io.campanile.os.discipline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What this machine's kernel says of its clock. It is only read here: what it does when it is told is tried in a kernel of its own. */
class LinuxKernelTest {

    @Test
    @EnabledOnOs(OS.LINUX)
    void theKernelsFieldsAreWhereTheyAreReadFrom() throws IOException {
        KernelState state = new LinuxKernel().state();

        assertThat(state.tickMicros()).isBetween(9_000L, 11_000L);
        assertThat(state.ratePpb()).isBetween(-100_500_000.0, 100_500_000.0);
        assertThat(state.maxErrorMicros()).isBetween(0L, 16_000_000L);
        assertThat(state.estErrorMicros()).isBetween(0L, 16_000_000L);
    }
}
