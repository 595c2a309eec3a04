package io.campanile.group;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Brings a member into its group, and finds out who has another list.
 *
 * <p>A member that has never been in the group waits until all others have answered. Then it knows the latest that any of
 * them remembers, and no majority can have been made without it. A member that has been in the group needs nobody's
 * answer; it asks while nobody leads, so that it can say who is missing or has another list.
 */
final class Formation {

    private static final Logger log = LoggerFactory.getLogger(Formation.class);

    /** Nobody leads for longer than an election takes: the members are asked why. */
    private static final long TROUBLED_MILLIS = 2000;

    /** How long a member whose log is empty waits for a leader that fills it, before it says so again. */
    private static final long REPEAT_MILLIS = 5000;

    /**
     * For so long all others may answer and go on without this member, which is longer than it takes to catch up. After one entry that
     * could not be appended, Ratis 3.3 appends nothing more in this process.
     */
    private static final long STRANDED_MILLIS = 30_000;

    private final GroupConfig config;
    private final MemberTls tls;
    private final RaftNode node;
    private final Recall recall;
    private final boolean foundAnew;
    private final LongSupplier vacantMillis;
    private final Consumer<String> failure;
    private Set<String> missing = Set.of();
    private String reported = "";
    private boolean empty;
    private long saidNanos;
    private volatile @Nullable Roundup last;

    /**
     * Of this member.
     *
     * @param tls how to connect to the others
     * @param foundAnew whether it begins with those that are there
     * @param vacantMillis for how long nobody has led, as far as this member knows
     * @param failure takes why this member cannot take part: one sentence that says what to do
     */
    Formation(
            GroupConfig config,
            MemberTls tls,
            RaftNode node,
            Recall recall,
            boolean foundAnew,
            LongSupplier vacantMillis,
            Consumer<String> failure) {
        this.config = config;
        this.tls = tls;
        this.node = node;
        this.recall = recall;
        this.foundAnew = foundAnew;
        this.vacantMillis = vacantMillis;
        this.failure = failure;
    }

    /** Does what is to be done now. Blocks; called by one thread again and again. */
    void work() {
        if (!node.isFormed()) {
            begin();
        } else if (vacantMillis.getAsLong() == 0) {
            empty = false;
            reported = "";
        } else if (vacantMillis.getAsLong() > TROUBLED_MILLIS) {
            findTrouble();
        }
    }

    private void begin() {
        Roundup roundup = ask(false);
        Optional<String> difference = roundup.difference(config);
        if (difference.isPresent()) {
            failure.accept(difference.get());
        } else if (roundup.silent().isEmpty() || foundAnew) {
            form(roundup);
        } else if (!missing.equals(roundup.silent())) {
            log.info(
                    "waiting for {}: a group begins when all of its members are there",
                    String.join(", ", roundup.silent()));
            missing = roundup.silent();
        }
    }

    private void form(Roundup roundup) {
        try {
            recall.keep(roundup.latest(recall.memory()));
            node.form();
            log.info(
                    "takes part in the group of {}",
                    String.join(", ", config.members().keySet()));
            empty = true;
            ask(true);
        } catch (IOException e) {
            failure.accept(String.valueOf(e.getMessage()));
        }
    }

    private void findTrouble() {
        boolean repeat = empty && System.nanoTime() - saidNanos > TimeUnit.MILLISECONDS.toNanos(REPEAT_MILLIS);
        Roundup roundup = ask(repeat);
        Optional<String> difference = roundup.difference(config);
        String trouble = difference.orElseGet(() -> vacancy(roundup.silent()));
        if (!trouble.equals(reported)) {
            log.atLevel(difference.isPresent() ? Level.ERROR : Level.WARN).log(trouble);
        }
        reported = trouble;
        if (!empty && vacantMillis.getAsLong() > STRANDED_MILLIS && roundup.goesOnWithout(recall.memory())) {
            failure.accept(
                    "the others go on without this member, and nothing of the log has reached it for half a minute, though all of"
                            + " them answer; start it again");
        }
    }

    private static String vacancy(Set<String> silent) {
        return silent.isEmpty()
                ? "nobody leads the group, though all of its members answer"
                : "nobody leads the group, and %s did not answer: a majority must run and reach each other"
                        .formatted(String.join(", ", silent));
    }

    /** Asks all others, and has the leader know if this member's log is empty: it may count on what the log once had. */
    private Roundup ask(boolean sayEmpty) {
        if (sayEmpty) {
            saidNanos = System.nanoTime();
        }
        Roundup roundup = Roundup.ask(config, tls, sayEmpty);
        last = roundup;
        return roundup;
    }

    /** The last answers; null if nobody was asked. */
    @Nullable
    Roundup last() {
        return last;
    }
}
