package io.campanile.cli.replay;

import io.campanile.cli.option.Durations;
import io.campanile.cli.option.Rate;
import io.campanile.core.ensemble.EnsembleConfig;
import io.campanile.core.ensemble.Legacy;
import io.campanile.core.ensemble.Reference;
import io.campanile.core.filter.FilterLimits;
import io.campanile.core.replay.Event.Begun;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import picocli.CommandLine.TypeConversionException;

/**
 * Settings of a master that a replay can change, under the names that they have there. What decides when slaves are probed cannot be
 * changed any more.
 */
final class OtherSettings implements UnaryOperator<Begun> {

    private final Map<Key, String> values;

    /** A setting. */
    private enum Key {
        QUORUM {
            @Override
            Begun set(Begun term, String value) {
                return term.with(term.limits().withQuorum(whole(value)));
            }
        },
        REFERENCE {
            @Override
            Begun set(Begun term, String value) {
                return new Begun(term.limits(), reference(value), term.legacy());
            }
        },
        PANIC {
            @Override
            Begun set(Begun term, String value) {
                EnsembleConfig now = term.limits();
                return term.with(now.withDistances(nanos(value), now.toleranceNanos(), now.settleNanos()));
            }
        },
        TOLERANCE {
            @Override
            Begun set(Begun term, String value) {
                EnsembleConfig now = term.limits();
                return term.with(now.withDistances(now.panicNanos(), nanos(value), now.settleNanos()));
            }
        },
        SETTLE {
            @Override
            Begun set(Begun term, String value) {
                EnsembleConfig now = term.limits();
                return term.with(now.withDistances(now.panicNanos(), now.toleranceNanos(), nanos(value)));
            }
        },
        HOLDOVER {
            @Override
            Begun set(Begun term, String value) {
                return term.with(term.limits().withHoldover(nanos(value)));
            }
        },
        DRIFT_LIMIT {
            @Override
            Begun set(Begun term, String value) {
                FilterLimits now = term.limits().filter();
                return term.with(term.limits()
                        .withFilter(new FilterLimits(Rate.parse(value).ppb(), now.maxWanderPpb())));
            }
        },
        WANDER_LIMIT {
            @Override
            Begun set(Begun term, String value) {
                FilterLimits now = term.limits().filter();
                return term.with(term.limits()
                        .withFilter(new FilterLimits(
                                now.maxDriftPpb(), Rate.parse(value).ppb())));
            }
        };

        abstract Begun set(Begun term, String value);

        private static int whole(String value) {
            try {
                return Integer.parseInt(value);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("it is no whole number", e);
            }
        }

        private static Reference reference(String value) {
            return Arrays.stream(Reference.values())
                    .filter(reference -> reference.name().equalsIgnoreCase(value))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("choose ensemble or local"));
        }

        private static long nanos(String value) {
            return Durations.parse(value).toNanos();
        }

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private OtherSettings(Map<Key, String> values) {
        this.values = values;
    }

    /**
     * Settings as they were given.
     *
     * @throws IllegalArgumentException if there is no such setting, or it cannot have this value: one sentence
     */
    static OtherSettings of(Map<String, String> given) {
        Map<Key, String> values = new LinkedHashMap<>();
        given.forEach((name, value) -> values.put(
                key(name)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "there is no setting '%s' to be replayed: choose %s".formatted(name, words()))),
                value));
        OtherSettings settings = new OtherSettings(values);
        settings.apply(new Begun(EnsembleConfig.DEFAULT, Reference.ENSEMBLE, Legacy.NONE));
        return settings;
    }

    private static Optional<Key> key(String name) {
        return Arrays.stream(Key.values())
                .filter(key -> key.word().equals(name))
                .findFirst();
    }

    /** All names. */
    static String words() {
        return Arrays.stream(Key.values()).map(Key::word).collect(Collectors.joining(", "));
    }

    @Override
    public Begun apply(Begun term) {
        Begun changed = term;
        for (Map.Entry<Key, String> setting : values.entrySet()) {
            try {
                changed = setting.getKey().set(changed, setting.getValue());
            } catch (IllegalArgumentException | TypeConversionException e) {
                throw new IllegalArgumentException(
                        "%s=%s: %s".formatted(setting.getKey().word(), setting.getValue(), e.getMessage()), e);
            }
        }
        return changed;
    }
}
