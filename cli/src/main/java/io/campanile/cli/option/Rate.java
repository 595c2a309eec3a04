package io.campanile.cli.option;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/**
 * A rate as people write it: {@code 40ppm}.
 *
 * @param ppb in parts per billion
 */
public record Rate(double ppb) {

    private static final Pattern FORM = Pattern.compile("([+-]?[0-9]+(?:\\.[0-9]+)?)(ppb|ppm|%)");

    /**
     * Reads one.
     *
     * @throws TypeConversionException saying what is wrong and how to write it
     */
    public static Rate parse(String text) {
        Matcher matcher = FORM.matcher(text.trim());
        if (!matcher.matches()) {
            throw new TypeConversionException(
                    "'%s' is no rate: write a number and a unit, such as 40ppm, 500ppb or 0.1%%".formatted(text));
        }
        return new Rate(Double.parseDouble(matcher.group(1)) * unitPpb(matcher.group(2)));
    }

    private static double unitPpb(String unit) {
        return switch (unit) {
            case "ppb" -> 1;
            case "ppm" -> 1e3;
            case "%" -> 1e7;
            default -> throw new AssertionError(unit);
        };
    }
}
