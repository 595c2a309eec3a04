package io.campanile.simulator.node;

import io.campanile.core.ensemble.EnsembleConfig;
import io.campanile.core.ensemble.Outside;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whom a master's process follows: the leader of its group while another one leads, and its parent while it leads itself. */
final class SimulatedSuperiors {

    private @Nullable SimulatedSlave standby;
    private @Nullable SimulatedParent parent;

    /** What the process is while another master leads. */
    void standsBy(SimulatedSlave ofThisNode) {
        standby = ofThisNode;
    }

    /** The master whose cluster's time that of this process follows. */
    void descends(SimulatedParent from) {
        parent = from;
    }

    Optional<SimulatedSlave> standby() {
        return Optional.ofNullable(standby);
    }

    /** The parent; empty where there is none. */
    Optional<SimulatedParent> parent() {
        return Optional.ofNullable(parent);
    }

    /** The process begins. */
    void begin() {
        standby().ifPresent(SimulatedSlave::takeIdentity);
        parent().ifPresent(SimulatedParent::begin);
    }

    /** Another master leads. */
    void follow(ServedClock clock, SimulatedMaster leader) {
        standby().ifPresent(slave -> slave.begin(clock, List.of(leader)));
    }

    /** This one leads. */
    void lead() {
        parent().ifPresent(SimulatedParent::follow);
    }

    /** What is known of the parent's time. */
    Outside outside(long nowNanos, EnsembleConfig limits) {
        return parent().map(of -> of.outside(nowNanos, limits)).orElse(Outside.NONE);
    }

    /** Says goodbye to whom it follows. */
    void end() {
        standby().ifPresent(SimulatedSlave::end);
        parent().ifPresent(SimulatedParent::letGo);
    }

    /** The process ends without a word; the machine closes its connections. */
    void hangUp() {
        standby().ifPresent(SimulatedSlave::hangUp);
        parent().ifPresent(SimulatedParent::hangUp);
    }

    /** The process is no more. */
    void forget() {
        standby().ifPresent(SimulatedSlave::forget);
        parent().ifPresent(SimulatedParent::forget);
    }
}
