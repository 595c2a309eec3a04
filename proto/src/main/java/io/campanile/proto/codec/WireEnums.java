package io.campanile.proto.codec;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Between core's enums and the wire's, by name: {@code SILENT} is {@code REJECTION_REASON_SILENT} there.
 *
 * @param <C> core's
 * @param <W> the wire's
 */
final class WireEnums<C extends Enum<C>, W extends Enum<W>> {

    private final Map<C, W> toWire;
    private final Map<W, C> toCore;

    /**
     * Pairs the constants.
     *
     * @throws IllegalArgumentException if the wire lacks one of core's
     */
    WireEnums(Class<C> core, Class<W> wire) {
        toWire = new EnumMap<>(core);
        toCore = new EnumMap<>(wire);
        String prefix =
                wire.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT) + "_";
        for (C constant : core.getEnumConstants()) {
            W counterpart = Enum.valueOf(wire, prefix + constant.name());
            toWire.put(constant, counterpart);
            toCore.put(counterpart, constant);
        }
    }

    W toWire(C constant) {
        return Objects.requireNonNull(toWire.get(constant));
    }

    /**
     * Core's constant.
     *
     * @throws IllegalArgumentException if it is unspecified, or unknown to this release
     */
    C toCore(W constant) {
        C counterpart = toCore.get(constant);
        if (counterpart == null) {
            throw new IllegalArgumentException("%s is no value that this release knows".formatted(constant));
        }
        return counterpart;
    }
}
