package io.campanile.cli.option;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/**
 * How often something happens, as people write it: {@code 2000/s}.
 *
 * @param perSecond how many times a second
 */
public record Frequency(double perSecond) {

    private static final Pattern FORM = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)/s");

    /**
     * Reads one.
     *
     * @throws TypeConversionException saying what is wrong and how to write it
     */
    public static Frequency parse(String text) {
        Matcher matcher = FORM.matcher(text.trim());
        if (!matcher.matches()) {
            throw new TypeConversionException(
                    "'%s' is not so many a second: write a number and /s, such as 2000/s or 0.5/s".formatted(text));
        }
        return new Frequency(Double.parseDouble(matcher.group(1)));
    }
}
