package io.campanile.slave;

import io.campanile.core.LocalClock;
import io.campanile.core.inquiry.Hearing;
import io.campanile.core.inquiry.Panel;
import io.campanile.core.inquiry.Precedent;
import io.campanile.core.inquiry.Scrutiny;
import io.campanile.core.message.Testimony;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** The masters of a slave's list, as those who can be asked about one of them. The event loop calls everything. */
final class Witnesses {

    private final List<InetSocketAddress> listed;
    private final Dialer dialer;
    private final EventLoop loop;
    private final LocalClock local;
    private final Precedent precedent = new Precedent();

    /** What each has said last to a hearing. */
    private final Map<InetSocketAddress, Statement> said = new HashMap<>();

    private final SplittableRandom random = new SplittableRandom();

    /**
     * What one of them has said.
     *
     * @param heardNanos local time when it had come in
     */
    record Statement(Testimony told, long heardNanos) {}

    /**
     * Those of a slave.
     *
     * @param masters its list; equal ones are one
     * @param dialer opens connections on which they can be asked
     * @param local the slave's local clock
     */
    Witnesses(List<InetSocketAddress> masters, Dialer dialer, EventLoop loop, LocalClock local) {
        this.listed = List.copyOf(new LinkedHashSet<>(masters));
        this.dialer = dialer;
        this.loop = loop;
        this.local = local;
    }

    /** The list without this one, be it in there or not. */
    List<InetSocketAddress> otherThan(InetSocketAddress master) {
        return listed.stream().filter(other -> !other.equals(master)).toList();
    }

    /** What each has said since this was called last, to the {@linkplain Bench#ask hearings} of a session. */
    Map<InetSocketAddress, Statement> takeSaid() {
        Map<InetSocketAddress, Statement> taken = Map.copyOf(said);
        said.clear();
        return taken;
    }

    /** Asks each of these; what they say is told until the inquiry is stopped. */
    Inquiry ask(List<InetSocketAddress> whom, Inquiry.Answers answers) {
        Inquiry inquiry = new Inquiry(dialer, loop, local, answers);
        inquiry.start(whom);
        return inquiry;
    }

    /** Those who can be asked about this one. */
    Bench besides(InetSocketAddress master) {
        List<InetSocketAddress> others = otherThan(master);
        // So those who were let in at the same time do not ask at the same time.
        long period = random.nextLong(Panel.LONGEST_PERIOD_NANOS / 2, Panel.LONGEST_PERIOD_NANOS);
        return new Bench(others, new Panel(listed.size(), others.size(), period));
    }

    /** Those who can be asked about one master. */
    final class Bench {

        private final List<InetSocketAddress> others;
        private final Panel panel;

        private Bench(List<InetSocketAddress> others, Panel panel) {
            this.others = others;
            this.panel = panel;
        }

        /** That of a session with the master. */
        Scrutiny scrutiny() {
            return new Scrutiny(panel, precedent);
        }

        /** Asks each of them; {@code news} is run whenever the hearing has learnt something. */
        Inquiry ask(Hearing hearing, Runnable news) {
            return Witnesses.this.ask(others, new Inquiry.Answers() {

                @Override
                public void testified(InetSocketAddress by, Testimony told, long askedNanos, long heardNanos) {
                    said.put(by, new Statement(told, heardNanos));
                    hearing.testified(told, askedNanos, heardNanos);
                    news.run();
                }

                @Override
                public void silent() {
                    hearing.silent();
                    news.run();
                }
            });
        }
    }
}
