package io.campanile.core.ensemble;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Remembers which clocks jumped, as the master saw it, in a round without a majority. Either they did, or the master's own clock; where so
 * few are there, nobody can tell. Such a clock holds over, and in the end its promise expires and it has no say any more. Even then it is
 * not to be pulled to the master's, which may be the one that jumped: until a person restarts one of the two, or more clocks are there.
 */
final class Dispute {

    private Set<Long> jumped = Set.of();

    /** Nobody agrees in this round. */
    void goesOn(List<ClockReport> electors) {
        Set<Long> all = new HashSet<>(jumped);
        electors.stream()
                .filter(r -> r.jump() != null)
                .map(ClockReport::session)
                .forEach(all::add);
        jumped = Set.copyOf(all);
    }

    /** The master agrees with another clock, or follows others. */
    void ends() {
        jumped = Set.of();
    }

    /** Whether a clock that jumped, or did not, still keeps the time that it was told before. A slave that starts again does not. */
    boolean isOpen(List<ClockReport> reports) {
        if (jumped.isEmpty()) {
            return false;
        }
        Predicate<ClockReport> keeps = r -> jumped.contains(r.session()) && r.keepsTime();
        jumped = reports.stream().filter(keeps).map(ClockReport::session).collect(Collectors.toSet());
        return !jumped.isEmpty();
    }
}
