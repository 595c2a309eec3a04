package io.campanile.load;

import io.campanile.core.LocalClock;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts who came and who went. The event loops count, any thread may ask. */
final class Census {

    private final LocalClock machine;
    private final AtomicInteger tried = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();
    private volatile long lastLetInAtNanos;
    private volatile String lastTrouble = "";
    private volatile Round probed = Round.NONE;

    Census(LocalClock machine) {
        this.machine = machine;
    }

    /** A slave's first try to get in has ended, either way. */
    void countTried() {
        tried.incrementAndGet();
    }

    /** A slave is in for the first time. */
    void noteLetIn() {
        lastLetInAtNanos = machine.nanos();
    }

    /** A slave that was in is not any more, and did not want to leave. */
    void countLost(String reason) {
        lost.incrementAndGet();
        noteTrouble(reason);
    }

    /** Why a slave is not in. */
    void noteTrouble(String reason) {
        lastTrouble = reason;
    }

    /** Somebody was probed in this round. */
    void noteProbe(Round round) {
        // Two loops may cross here and keep the older of two rounds, until the next probe.
        if (round.isAfter(probed)) {
            probed = round;
        }
    }

    int tried() {
        return tried.get();
    }

    int lost() {
        return lost.get();
    }

    /** When a slave was let in last, by the machine's clock; 0 if none was. */
    long lastLetInAtNanos() {
        return lastLetInAtNanos;
    }

    /** The newest round in which anybody was probed. */
    Round probed() {
        return probed;
    }

    /** Empty if there was none. */
    String lastTrouble() {
        return lastTrouble;
    }
}
