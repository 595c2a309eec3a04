package io.campanile.core.session;

import io.campanile.core.Units;
import io.campanile.core.message.GoodbyeReason;
import io.campanile.core.message.Message;
import io.campanile.core.message.Message.Hello;
import java.util.Optional;

/**
 * What a master bears from one slave: for how long it may say nothing that counts, and how much it may say that nobody asked for.
 * Only what moves the session on counts as heard: a connection, a hello that is let in, a reading that answers a probe.
 *
 * <p>Not thread-safe: its {@link MasterSession} owns it. All times are the master's local time.
 */
final class Patience {

    /** A slave says hello as soon as it is connected: five seconds bear two lost packets. */
    static final long HELLO_NANOS = 5 * Units.SECOND_NANOS;

    /** A slave is probed as soon as it is let in, and answers at once. */
    static final long FIRST_READING_NANOS = 5 * Units.SECOND_NANOS;

    /** While a slave waits to be let in it may say hello again, over datagrams each 1.6 seconds at most. */
    static final int MOST_HELLOS = 20;

    /** The network may deliver each probe twice, and each of both answers, and one of them late. */
    private static final int READINGS_PER_PROBE = 4;

    private enum Awaits {
        HELLO("no hello"),
        FIRST_READING("no reading that answers a probe"),
        READING("no reading that answers a probe");

        private final String missing;

        Awaits(String missing) {
            this.missing = missing;
        }
    }

    /**
     * Why the session is to end.
     *
     * @param detail one sentence for a person
     */
    record Objection(GoodbyeReason reason, String detail) {}

    private final SessionConfig config;
    private Awaits awaits = Awaits.HELLO;
    private long lastHeardAt;
    private int hellos;
    private int straysLeft;

    /** The other end has just connected. */
    Patience(SessionConfig config, long nowNanos) {
        this.config = config;
        this.lastHeardAt = nowNanos;
        this.straysLeft = config.backlog();
    }

    /** The other end has said hello. Returns why it cannot be let in, if it cannot. */
    Optional<Objection> hello(Hello hello) {
        hellos++;
        if (hellos > MOST_HELLOS) {
            return Optional.of(new Objection(GoodbyeReason.FLOOD, "it says hello again and again"));
        }
        if (hello.protocolVersion() != Message.PROTOCOL_VERSION) {
            String detail =
                    "this master speaks protocol version %s and the slave speaks %s: run the same release on both"
                            .formatted(Message.PROTOCOL_VERSION, hello.protocolVersion());
            return Optional.of(new Objection(GoodbyeReason.VERSION_MISMATCH, detail));
        }
        return Optional.empty();
    }

    /** The slave was let in. */
    void admitted(long nowNanos) {
        awaits = Awaits.FIRST_READING;
        lastHeardAt = nowNanos;
    }

    /** A probe was sent: so readings may come. */
    void probed() {
        straysLeft = Math.min(config.backlog(), straysLeft + READINGS_PER_PROBE);
    }

    /** A reading has answered a probe. */
    void answered(long nowNanos) {
        awaits = Awaits.READING;
        lastHeardAt = nowNanos;
    }

    /** A reading has come that answers no probe. Returns a complaint if that were too many. */
    Optional<String> stray() {
        straysLeft--;
        return straysLeft >= 0 ? Optional.empty() : Optional.of("it sends far more readings than it is sent probes");
    }

    /** Whether a probe was ever answered. */
    boolean isProven() {
        return awaits == Awaits.READING;
    }

    /** What is missing for too long, as a sentence; empty while there is still time. */
    Optional<String> complaint(long nowNanos) {
        long bearable = switch (awaits) {
            case HELLO -> HELLO_NANOS;
            case FIRST_READING -> Math.min(FIRST_READING_NANOS, config.idleNanos());
            case READING -> config.idleNanos();
        };
        return nowNanos - lastHeardAt <= bearable
                ? Optional.empty()
                : Optional.of("%s for %s s".formatted(awaits.missing, bearable / Units.SECOND_NANOS));
    }

    /** When something was last heard that counts. */
    long lastHeardAtNanos() {
        return lastHeardAt;
    }
}
