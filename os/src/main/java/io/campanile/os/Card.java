package io.campanile.os;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The network card of a machine that stamps datagrams: there has to be one clock that all interfaces share which have any, since a stamp does not say
 * by which clock it was taken.
 *
 * <p>Thread-safe.
 */
final class Card {

    private static final Logger log = LoggerFactory.getLogger(Card.class);

    private final AtomicBoolean used = new AtomicBoolean();
    private final AtomicBoolean missed = new AtomicBoolean();
    private final Cards cards;
    private final int clock;
    private final List<String> interfaces;

    private Card(Cards cards, int clock, List<String> interfaces) {
        this.cards = cards;
        this.clock = clock;
        this.interfaces = interfaces;
    }

    /**
     * The one of a machine. Nothing is changed.
     *
     * @throws IOException if there is none that can be used: why, and what to do, in one sentence
     */
    static Card of(Cards cards) throws IOException {
        Map<Integer, List<String>> clocks = new TreeMap<>();
        for (String name : cards.interfaces()) {
            int clock = cards.clockOf(name);
            if (clock >= 0) {
                clocks.computeIfAbsent(clock, c -> new ArrayList<>()).add(name);
            }
        }
        if (clocks.isEmpty()) {
            throw new IOException("no network interface that is up stamps all datagrams by a clock of its own");
        }
        if (clocks.size() > 1) {
            throw new IOException(clocks.values().stream()
                    .map(names -> String.join(", ", names))
                    .collect(Collectors.joining(
                            "; ",
                            "there is more than one network card with a clock (",
                            "), and stamps do not say of which they are: take all but one down")));
        }
        int clock = clocks.keySet().iterator().next();
        List<String> interfaces = clocks.get(clock);
        Card card = new Card(cards, clock, interfaces == null ? List.of() : interfaces);
        card.requireStamps();
        cards.clock(clock);
        return card;
    }

    private void requireStamps() throws IOException {
        Optional<String> silent =
                interfaces.stream().filter(name -> !cards.stampsAll(name)).findFirst();
        if (silent.isPresent() && !cards.mayBeSet()) {
            throw new IOException(
                    "%s does not stamp all datagrams, and this process may not have it do so: give it CAP_NET_ADMIN, or run hwstamp_ctl -i %s -t 1 -r 1"
                            .formatted(silent.get(), silent.get()));
        }
    }

    /**
     * Has its interfaces stamp all datagrams, as far as they do not.
     *
     * @return its clock, for one event loop
     * @throws IOException if one cannot: one sentence
     */
    LongSupplier open() throws IOException {
        for (String name : interfaces) {
            int error = cards.stampsAll(name) ? 0 : cards.stampAll(name);
            if (error != 0) {
                throw new IOException(
                        "%s cannot stamp all datagrams: its driver gives error number %s".formatted(name, error));
            }
        }
        if (used.compareAndSet(false, true)) {
            log.info("datagrams are stamped by the network card of {}", String.join(", ", interfaces));
        }
        return cards.clock(clock);
    }

    /** A datagram has no stamp of it that counts. That is said once. */
    void misses() {
        if (missed.compareAndSet(false, true)) {
            log.info(
                    "there are datagrams without a stamp of the network card of {} that fits to the kernel's: the kernel's counts for those",
                    String.join(", ", interfaces));
        }
    }
}
