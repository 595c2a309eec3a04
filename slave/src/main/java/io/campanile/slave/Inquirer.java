package io.campanile.slave;

import io.campanile.core.LocalClock;
import io.campanile.core.inquiry.Hearing;
import io.campanile.core.message.Message.Goodbye;
import io.campanile.core.session.SlaveSession;
import io.campanile.slave.Witnesses.Bench;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks other masters when a session wants that, and has the session settle what it holds meanwhile. The channel's event loop calls it.
 */
final class Inquirer {

    private final SlaveSession session;
    private final LocalClock local;
    private final @Nullable Bench bench;
    private final SessionLog log;
    private @Nullable Inquiry inquiry;

    /**
     * That of a session which has just begun.
     *
     * @param bench who can be asked, if anybody
     */
    Inquirer(SlaveSession session, LocalClock local, @Nullable Bench bench, SessionLog log) {
        this.session = session;
        this.local = local;
        this.bench = bench;
        this.log = log;
    }

    /**
     * The session has taken something in.
     *
     * @param hangUp sends the goodbye that ends the session
     */
    void carryOn(Consumer<Goodbye> hangUp) {
        session.inquiry().ifPresent(hearing -> ask(hearing, hangUp));
    }

    private void ask(Hearing hearing, Consumer<Goodbye> hangUp) {
        stop();
        inquiry = bench == null ? null : bench.ask(hearing, () -> settle(hangUp));
    }

    private void settle(Consumer<Goodbye> hangUp) {
        boolean held = session.lastDecision().isEmpty();
        session.settle(local.nanos()).ifPresent(hangUp);
        if (held) {
            log.noteDecision();
        }
    }

    /** The session is over: nothing that it holds is obeyed. */
    void stop() {
        if (inquiry != null) {
            inquiry.stop();
        }
    }
}
