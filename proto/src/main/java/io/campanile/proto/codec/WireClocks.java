package io.campanile.proto.codec;

import io.campanile.core.Mapping;
import io.campanile.core.ReferenceReading;
import io.campanile.core.discipline.Bound;
import io.campanile.core.discipline.ClockState;
import io.campanile.proto.v1.Clock;
import io.campanile.proto.v1.ClockStatus;
import io.campanile.proto.v1.Correction;
import io.campanile.proto.v1.Outside;

/** What the messages say of clocks, as it goes over the wire and as core has it. */
final class WireClocks {

    private static final WireEnums<io.campanile.core.discipline.ClockStatus, ClockStatus> STATUSES =
            new WireEnums<>(io.campanile.core.discipline.ClockStatus.class, ClockStatus.class);

    private WireClocks() {}

    static Clock toWire(ClockState c) {
        Mapping mapping = c.mapping();
        Clock.Builder clock = Clock.newBuilder()
                .setVersion(mapping.version())
                .setAnchorNanos(mapping.anchorNanos())
                .setOffsetNanos(mapping.offsetNanos())
                .setRatePpb(mapping.ratePpb())
                .setStatus(STATUSES.toWire(c.status()))
                .setEpoch(c.epoch())
                .setDisruptions(c.disruptions())
                .setVoid(c.isVoid())
                .setStepLimitNanos(c.stepLimitNanos());
        if (c.bound() != null) {
            clock.setErrorNanos(c.bound().errorNanos())
                    .setErrorGrowthPpb(c.bound().errorGrowthPpb())
                    .setValidForNanos(c.bound().validForNanos());
        }
        if (c.utc() != null) {
            clock.setUtc(toWire(c.utc()));
        }
        return clock.build();
    }

    static ClockState fromWire(Clock m) {
        return new ClockState(
                new Mapping(m.getVersion(), m.getAnchorNanos(), m.getOffsetNanos(), m.getRatePpb()),
                STATUSES.toCore(m.getStatus()),
                m.getEpoch(),
                m.hasErrorNanos() ? new Bound(m.getErrorNanos(), m.getErrorGrowthPpb(), m.getValidForNanos()) : null,
                m.getDisruptions(),
                m.getVoid(),
                m.getStepLimitNanos(),
                m.hasUtc() ? fromWire(m.getUtc()) : null);
    }

    private static Outside toWire(ReferenceReading r) {
        return Outside.newBuilder()
                .setAtNanos(r.atNanos())
                .setOffsetNanos(r.offsetNanos())
                .setRatePpb(r.ratePpb())
                .setErrorNanos(r.errorNanos())
                .setErrorGrowthPpb(r.errorGrowthPpb())
                .setValidForNanos(r.validForNanos())
                .build();
    }

    private static ReferenceReading fromWire(Outside m) {
        return new ReferenceReading(
                m.getAtNanos(),
                m.getOffsetNanos(),
                m.getRatePpb(),
                m.getErrorNanos(),
                m.getErrorGrowthPpb(),
                m.getValidForNanos());
    }

    static Correction toWire(io.campanile.core.discipline.Correction s) {
        Correction.Builder correction = Correction.newBuilder()
                .setEpoch(s.epoch())
                .setRound(s.round())
                .setBaseVersion(s.baseVersion())
                .setAtNanos(s.atNanos())
                .setOffsetNanos(s.offsetNanos())
                .setRatePpb(s.ratePpb())
                .setErrorNanos(s.errorNanos())
                .setErrorGrowthPpb(s.errorGrowthPpb())
                .setSynchronizedForNanos(s.synchronizedForNanos())
                .setValidForNanos(s.validForNanos());
        if (s.utc() != null) {
            correction.setUtc(toWire(s.utc()));
        }
        return correction.build();
    }

    static io.campanile.core.discipline.Correction fromWire(Correction m) {
        return new io.campanile.core.discipline.Correction(
                m.getEpoch(),
                m.getRound(),
                m.getBaseVersion(),
                m.getAtNanos(),
                m.getOffsetNanos(),
                m.getRatePpb(),
                m.getErrorNanos(),
                m.getErrorGrowthPpb(),
                m.getSynchronizedForNanos(),
                m.getValidForNanos(),
                m.hasUtc() ? fromWire(m.getUtc()) : null);
    }
}
