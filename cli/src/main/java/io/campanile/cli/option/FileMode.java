package io.campanile.cli.option;

import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Who may do what with a file.
 *
 * @param permissions what is allowed
 */
public record FileMode(Set<PosixFilePermission> permissions) {

    private static final String DIGITS = "0?[0-7]{3}";

    /** Copies the set. */
    public FileMode {
        permissions = Set.copyOf(permissions);
    }

    /** Reads three octal digits, as {@code chmod} does. */
    public static final class Octal implements ITypeConverter<FileMode> {

        @Override
        public FileMode convert(String text) {
            if (!text.strip().matches(DIGITS)) {
                throw new TypeConversionException(
                        "'%s' is no mode of a file: write three octal digits, such as 660".formatted(text));
            }
            int bits = Integer.parseInt(text.strip(), 8);
            PosixFilePermission[] all = PosixFilePermission.values();
            Set<PosixFilePermission> allowed = EnumSet.noneOf(PosixFilePermission.class);
            for (int i = 0; i < all.length; i++) {
                // They are declared from the owner's reading to the others' executing.
                if ((bits >> (all.length - 1 - i) & 1) == 1) {
                    allowed.add(all[i]);
                }
            }
            return new FileMode(allowed);
        }
    }
}
