package io.campanile.group;

import io.campanile.master.Memory;
import java.io.IOException;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a member into its group, and finds out who has another list.
 *
 * <p>A member that has never been in the group waits until all others have answered. Then it knows the latest that any of
 * them remembers, and no majority can have been made without it. A member that has been in the group needs nobody's
 * answer; it asks while nobody leads, so that it can say who is missing or has another list.
 */
final class Formation {

    private static final Logger log = LoggerFactory.getLogger(Formation.class);

    private final GroupConfig config;
    private final RaftNode node;
    private final Recall recall;
    private final boolean foundAnew;
    private final BooleanSupplier troubled;
    private final Consumer<String> failure;
    private Set<String> missing = Set.of();
    private String reported = "";
    private volatile @Nullable Roundup last;

    /**
     * Of this member.
     *
     * @param foundAnew whether it begins with those that are there
     * @param troubled whether nobody has led for long enough to ask why
     * @param failure takes why this member cannot take part: one sentence that says what to do
     */
    Formation(
            GroupConfig config,
            RaftNode node,
            Recall recall,
            boolean foundAnew,
            BooleanSupplier troubled,
            Consumer<String> failure) {
        this.config = config;
        this.node = node;
        this.recall = recall;
        this.foundAnew = foundAnew;
        this.troubled = troubled;
        this.failure = failure;
    }

    /** Does what is to be done now. Blocks; called by one thread again and again. */
    void work() {
        if (node.isFormed() && !troubled.getAsBoolean()) {
            return;
        }
        Roundup roundup = Roundup.ask(config);
        last = roundup;
        String difference = roundup.difference(config).orElse("");
        if (node.isFormed()) {
            if (!difference.equals(reported) && !difference.isEmpty()) {
                log.error(difference);
            }
            reported = difference;
        } else if (!difference.isEmpty()) {
            failure.accept(difference);
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
            Memory latest = roundup.latest(recall.memory());
            recall.keep(latest);
            node.form();
        } catch (IOException e) {
            failure.accept(String.valueOf(e.getMessage()));
        }
    }

    /** The last answers; null if nobody was asked. */
    @Nullable
    Roundup last() {
        return last;
    }
}
