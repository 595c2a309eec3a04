package io.campanile.simulator.scenario;

import io.campanile.core.Quantity;
import java.util.Arrays;
import java.util.Locale;

/**
 * One thing that goes wrong.
 *
 * @param atNanos when, from the start
 * @param kind what
 * @param who {@code master}, which is the one that leads then where there are several; {@code master-1}, or all the
 *     {@code masters}; {@code slave-1}, {@code liar-1}, or {@code all} the slaves
 * @param amount how much: nanoseconds of a step or of congestion, ppb of a ramp or of a frequency; 0 where it means nothing
 * @param lastsNanos for how long; 0 where it means nothing
 */
public record Fault(long atNanos, Kind kind, String who, double amount, long lastsNanos) {

    /** What can go wrong, with what is written after it. */
    public enum Kind {
        /** {@code step slave-1 2s}: the clock jumps. */
        STEP("AMOUNT"),
        /** {@code speed slave-1 5%}: the clock runs faster from then on. */
        SPEED("RATE"),
        /** {@code ramp slave-1 5ppm 60s}: the frequency changes by this much, evenly within that time. */
        RAMP("RATE DURATION"),
        /** {@code suspend slave-1 10m}: the machine sleeps, and its clock with it. */
        SUSPEND("DURATION"),
        /** {@code sleep slave-1 -7s 10m}: the same, and it knows when it wakes up; its wall clock was set by that much meanwhile. */
        SLEEP("DURATION DURATION"),
        /** {@code restart slave-1 5s}: the process dies; another one starts that much later. */
        RESTART("DURATION"),
        /** {@code crash slave-1 5s}: the machine loses its power, and nobody is told; it is back that much later. */
        CRASH("DURATION"),
        /** {@code leave slave-1 30s}: the process says goodbye; another one starts that much later. */
        LEAVE("DURATION"),
        /** {@code cut slave-1 30s}: nothing gets through, either way. */
        CUT("DURATION"),
        /** {@code cut-to slave-1 30s}: nothing gets to it. */
        CUT_TO("DURATION"),
        /** {@code cut-from slave-1 30s}: nothing gets from it. */
        CUT_FROM("DURATION"),
        /** {@code congest slave-1 5ms 30s}: every packet waits for this time on average, exponentially. */
        CONGEST("DURATION DURATION"),
        /** {@code hold-to slave-1 50ms 30s}: somebody on the way holds back what goes to it, each packet by as much. */
        HOLD_TO("DURATION DURATION"),
        /** {@code hold-from slave-1 50ms 30s}: the same for what comes from it. */
        HOLD_FROM("DURATION DURATION"),
        /** {@code replay slave-1 30s}: all that passes within that time passes once more at its end. */
        REPLAY("DURATION"),
        /** {@code drop slave-1 30s}: its datagrams get lost, and its connection stays. */
        DROP("DURATION"),
        /** {@code betray master 2h 30s}: it tells its slaves corrections that are wrong by this, and promises that they are right. */
        BETRAY("DURATION DURATION"),
        /** {@code cut-masters master-1 30s}: nothing gets through between it and the other masters. */
        CUT_MASTERS("DURATION"),
        /** {@code cut-slaves master-1 30s}: nothing gets through between it and the slaves. */
        CUT_SLAVES("DURATION"),
        /** {@code utc-wrong slave-1 10ms 10m}: what it claims of UTC is wrong by this, and it does not know. */
        UTC_WRONG("DURATION DURATION"),
        /** {@code utc-silent slave-1 10m}: it claims nothing of UTC. */
        UTC_SILENT("DURATION"),
        /** {@code utc-jump world 10ms}: UTC itself jumps, and what everybody claims of it. */
        UTC_JUMP("AMOUNT"),
        /** {@code elect master-2 1s}: it leads from then on; who led until then knows it that much later, two seconds at most. */
        ELECT("DURATION");

        private final String operands;

        Kind(String operands) {
            this.operands = operands;
        }

        /** The first of two; the only one otherwise. */
        private String firstOperand() {
            int space = operands.indexOf(' ');
            return space < 0 ? operands : operands.substring(0, space);
        }

        private int operandCount() {
            return operands.indexOf(' ') < 0 ? 1 : 2;
        }

        /** Whether it can happen only to a master. */
        public boolean isOfMaster() {
            return this == BETRAY || isOfGroup();
        }

        /** Whether it happens to datagrams beside a connection. */
        public boolean isOfDatagrams() {
            return this == DROP;
        }

        /** Whether it happens to what is known of UTC. */
        public boolean isOfUtc() {
            return this == UTC_WRONG || this == UTC_SILENT || this == UTC_JUMP;
        }

        /** Whether it can happen only to one of a group of masters. */
        public boolean isOfGroup() {
            return this == CUT_MASTERS || this == CUT_SLAVES || this == ELECT;
        }

        /** As it is written. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * Reads {@code 300s suspend slave-1 10m}.
     *
     * @throws IllegalArgumentException saying how to write it
     */
    static Fault parse(String text) {
        String[] words = text.trim().split("\\s+", -1);
        Kind kind = Arrays.stream(Kind.values())
                .filter(k -> words.length > 1 && k.word().equals(words[1]))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "'%s' is no fault: write when, what, who and how much, such as 300s suspend slave-1 10m"
                                .formatted(text.trim())));
        int operands = kind.operandCount();
        if (words.length != 3 + operands) {
            throw new IllegalArgumentException(
                    "'%s': write TIME %s WHO %s".formatted(text.trim(), kind.word(), kind.operands));
        }
        boolean lasts = operands == 2 || (kind != Kind.STEP && kind != Kind.SPEED && kind != Kind.UTC_JUMP);
        double amount = operands == 2 || !lasts ? amount(kind.firstOperand(), words[3]) : 0;
        return new Fault(
                Quantity.nanos(words[0]), kind, words[2], amount, lasts ? Quantity.nanos(words[2 + operands]) : 0);
    }

    private static double amount(String operand, String text) {
        return operand.equals("RATE") ? Quantity.ppb(text) : (double) Quantity.nanos(text);
    }
}
