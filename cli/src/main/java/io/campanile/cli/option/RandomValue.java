package io.campanile.cli.option;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import picocli.CommandLine.ITypeConverter;

/**
 * How wrong a clock is, which may be left to chance: {@code random:2s} is anything from -2s to 2s, and something else at
 * each start. So the replicas of one service, which share a command line, get clocks of their own.
 */
final class RandomValue {

    private static final String PREFIX = "random:";

    private RandomValue() {}

    /** An offset, fixed or left to chance. */
    static final class Offset implements ITypeConverter<Duration> {

        @Override
        public Duration convert(String text) {
            return convert(text, RandomValue::throwDice);
        }

        /**
         * Reads one.
         *
         * @param dice within [-1, 1)
         */
        static Duration convert(String text, DoubleSupplier dice) {
            return isRandom(text)
                    ? Duration.ofNanos(Math.round(Durations.parse(limit(text)).toNanos() * dice.getAsDouble()))
                    : Durations.parse(text);
        }
    }

    /** A drift, fixed or left to chance. */
    static final class Drift implements ITypeConverter<Rate> {

        @Override
        public Rate convert(String text) {
            return convert(text, RandomValue::throwDice);
        }

        /**
         * Reads one.
         *
         * @param dice within [-1, 1)
         */
        static Rate convert(String text, DoubleSupplier dice) {
            return isRandom(text) ? new Rate(Rate.parse(limit(text)).ppb() * dice.getAsDouble()) : Rate.parse(text);
        }
    }

    private static boolean isRandom(String text) {
        return text.startsWith(PREFIX);
    }

    private static String limit(String text) {
        return text.substring(PREFIX.length());
    }

    private static double throwDice() {
        return ThreadLocalRandom.current().nextDouble(-1, 1);
    }
}
