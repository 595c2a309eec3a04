package io.campanile.proto.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.message.GoodbyeReason;
import io.campanile.core.message.RejectionReason;
import io.campanile.core.message.Standing;
import org.junit.jupiter.api.Test;

class WireEnumsTest {

    @Test
    void pairsEveryConstantOfCoreWithOneOfTheWire() {
        assertPaired(ClockStatus.class, io.campanile.proto.v1.ClockStatus.class);
        assertPaired(Standing.class, io.campanile.proto.v1.Standing.class);
        assertPaired(RejectionReason.class, io.campanile.proto.v1.RejectionReason.class);
        assertPaired(GoodbyeReason.class, io.campanile.proto.v1.GoodbyeReason.class);
    }

    @Test
    void leavesNoConstantOfTheWireOver() {
        // UNSPECIFIED and UNRECOGNIZED are the wire's own.
        assertThat(io.campanile.proto.v1.ClockStatus.values()).hasSize(ClockStatus.values().length + 2);
        assertThat(io.campanile.proto.v1.Standing.values()).hasSize(Standing.values().length + 2);
        assertThat(io.campanile.proto.v1.RejectionReason.values()).hasSize(RejectionReason.values().length + 2);
        assertThat(io.campanile.proto.v1.GoodbyeReason.values()).hasSize(GoodbyeReason.values().length + 2);
    }

    @Test
    void pairsByMeaning() {
        WireEnums<RejectionReason, io.campanile.proto.v1.RejectionReason> reasons =
                new WireEnums<>(RejectionReason.class, io.campanile.proto.v1.RejectionReason.class);

        assertThat(reasons.toWire(RejectionReason.SILENT))
                .isEqualTo(io.campanile.proto.v1.RejectionReason.REJECTION_REASON_SILENT);
    }

    @Test
    void refusesAnEnumThatTheWireLacks() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WireEnums<>(GoodbyeReason.class, io.campanile.proto.v1.Standing.class));
    }

    private static <C extends Enum<C>, W extends Enum<W>> void assertPaired(Class<C> core, Class<W> wire) {
        WireEnums<C, W> enums = new WireEnums<>(core, wire);
        for (C constant : core.getEnumConstants()) {
            assertThat(enums.toCore(enums.toWire(constant))).isEqualTo(constant);
        }
    }
}
