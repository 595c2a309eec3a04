package io.campanile.cli.option;

import io.campanile.core.Quantity;
import picocli.CommandLine.TypeConversionException;

/**
 * A rate as people write it: {@code 40ppm}.
 *
 * @param ppb in parts per billion
 */
public record Rate(double ppb) {

    /**
     * Reads one.
     *
     * @throws TypeConversionException saying what is wrong and how to write it
     */
    public static Rate parse(String text) {
        try {
            return new Rate(Quantity.ppb(text));
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
