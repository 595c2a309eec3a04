package io.campanile.cli.option;

import io.campanile.core.round.Burst;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 4} or {@code auto}. */
public final class BurstConverter implements ITypeConverter<Burst> {

    @Override
    public Burst convert(String text) {
        if (text.equalsIgnoreCase("auto")) {
            return Burst.AUTO;
        }
        if (!text.matches("[1-9]|1[0-6]")) {
            throw new TypeConversionException("'%s' is no burst: choose 1 to %s, or auto".formatted(text, Burst.MOST));
        }
        return new Burst(Integer.parseInt(text));
    }
}
