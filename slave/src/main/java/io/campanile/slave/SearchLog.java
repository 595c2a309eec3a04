package io.campanile.slave;

import io.campanile.core.LocalClock;
import io.campanile.core.message.GoodbyeReason;
import io.campanile.core.message.Lineage;
import io.campanile.core.message.Message.Goodbye;
import io.campanile.core.message.Printable;
import io.campanile.core.session.MasterChoice;
import io.campanile.slave.SlaveHandler.Ending;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells how a slave looks for its master. In the log, each new trouble of each master is there once, however often it is tried,
 * until one has kept the slave for a while. Whoever asks hears who has it, and of the troubles since then.
 *
 * <p>The slave's event loop tells it; any thread may ask.
 */
final class SearchLog {

    private static final Logger log = LoggerFactory.getLogger(Reconnector.class);

    /** What redirects name without end is not remembered, and not warned of. */
    private static final int MOST_MASTERS = 100;

    private final LocalClock local;
    private final Map<InetSocketAddress, String> told = new HashMap<>();
    private final Map<InetSocketAddress, Refusal> refusals = new HashMap<>();
    private final Descent descent;
    private volatile View view = new View(null, 0, List.of(), List.of());

    /** What others see. */
    private record View(
            @Nullable String master, long sinceNanos, List<Refusal> refusals, List<InetSocketAddress> rivals) {}

    /** Of a slave with this local clock, which has just begun. */
    SearchLog(LocalClock local) {
        this(local, Descent.NONE);
    }

    /** The same of one that is a master itself. */
    SearchLog(LocalClock local, Descent descent) {
        this.local = local;
        this.descent = descent;
    }

    /** How it stands. Any thread may call it. */
    MasterSearch now() {
        View now = view;
        boolean kept = now.master != null && local.nanos() - now.sinceNanos >= MasterChoice.PROVEN_NANOS;
        return new MasterSearch(
                Optional.ofNullable(now.master),
                kept ? List.of() : now.refusals,
                now.rivals.stream().findFirst().map(other -> rivalry(now.master, other)));
    }

    /** A master has let the slave in. */
    void follows(InetSocketAddress master) {
        descent.followsNobody();
        view = new View(name(master), local.nanos(), view.refusals, List.of());
    }

    /** These of the list keep another time than the master that the slave follows. */
    void others(List<InetSocketAddress> rivals) {
        View before = view;
        rivals.stream()
                .filter(rival -> !before.rivals.contains(rival))
                .forEach(rival -> log.warn("{}", rivalry(before.master, rival)));
        view = new View(before.master, before.sinceNanos, before.refusals, List.copyOf(rivals));
    }

    private static String rivalry(@Nullable String followed, InetSocketAddress rival) {
        return "the master at %s keeps another time than the one at %s, which this slave follows: slaves of two masters keep two times; make them"
                        .formatted(name(rival), followed)
                + " members of one group, or take one of them off this slave's list";
    }

    /** That master has told whose time it has; returns why the slave must not follow it. */
    Optional<String> descends(Lineage lineage) {
        return descent.follows(lineage);
    }

    /**
     * It follows nobody any more.
     *
     * @param lasted whether it had followed one for long enough: what comes from now on is news
     */
    void followsNobody(boolean lasted) {
        descent.followsNobody();
        if (lasted) {
            told.clear();
            refusals.clear();
        }
        publish(null, 0);
    }

    private void publish(@Nullable String master, long sinceNanos) {
        List<Refusal> latestFirst = new ArrayList<>(refusals.values());
        latestFirst.sort(Comparator.comparingLong(Refusal::lastNanos).reversed());
        view = new View(master, sinceNanos, latestFirst, master == null ? List.of() : view.rivals);
    }

    /** While one master was silent, a newer one has welcomed this slave. */
    void moved(InetSocketAddress from, InetSocketAddress to) {
        log.warn("lost the master at {}: it is silent, and the one at {} leads now", name(from), name(to));
    }

    void unreachable(InetSocketAddress master, String reason) {
        complain(master, Optional.empty(), "cannot reach the master at %s: %s".formatted(name(master), reason));
    }

    /** A session is over, or did not come about. */
    void ended(InetSocketAddress master, Ending how) {
        String what = how.welcomed() ? "lost the master at %s: %s" : "the master at %s does not let this slave in: %s";
        complain(master, how.goodbye().map(Goodbye::reason), what.formatted(name(master), how.reason()));
    }

    void sentOn(InetSocketAddress master, InetSocketAddress leader) {
        if (isNew(master, name(leader))) {
            log.info("the master at {} sends this slave on to {}", name(master), name(leader));
        }
    }

    void astray(InetSocketAddress master, InetSocketAddress leader) {
        complain(
                master,
                Optional.empty(),
                "the master at %s sends this slave on to %s, in vain".formatted(name(master), name(leader)));
    }

    private void complain(InetSocketAddress master, Optional<GoodbyeReason> said, String complaint) {
        if (isNew(master, complaint)) {
            log.warn("{}; trying again", complaint);
        }
        if (refusals.size() < MOST_MASTERS || refusals.containsKey(master)) {
            long now = local.nanos();
            Refusal before = refusals.get(master);
            long since = before != null && before.reason().equals(said) ? before.sinceNanos() : now;
            String remedy = said.map(Refusal::remedy).orElse(Refusal.UNHEARD);
            refusals.put(master, new Refusal(name(master), said, Printable.text(complaint), remedy, since, now));
            publish(view.master, view.sinceNanos);
        }
    }

    private boolean isNew(InetSocketAddress master, String text) {
        boolean hasRoom = told.size() < MOST_MASTERS || told.containsKey(master);
        return hasRoom && !text.equals(told.put(master, text));
    }

    private static String name(InetSocketAddress master) {
        return NetUtil.toSocketAddressString(master.getHostString(), master.getPort());
    }
}
