package io.campanile.core.message;

import java.util.function.IntPredicate;

/**
 * What a peer says, made safe to show: in logs, on terminals, on pages and in file names. Text that went through here has one
 * line, is shown in the order in which it is written, and has no character that is not seen.
 *
 * <p>Thread-safe.
 */
public final class Printable {

    /** Letters that no font shows, by Unicode's own property Default_Ignorable_Code_Point, and the blank of Braille. */
    private static final String UNSEEN = "\u034F\u115F\u1160\u17B4\u17B5\u2800\u3164\uFFA0";

    private static final String JOINERS = "\u200C\u200D";

    private Printable() {}

    /**
     * Whether every character of a name can be seen, or is a space between such. Marks that join letters are refused, too: two names
     * that look the same would be two.
     *
     * @return false for a name that is empty or blank
     */
    public static boolean isName(String name) {
        return name.codePoints().noneMatch(Printable::isUnsafe)
                && name.codePoints().anyMatch(c -> !Character.isSpaceChar(c));
    }

    /**
     * The same text, with a space in place of every character that a terminal or a browser would obey or hide. Marks that join
     * letters stay: some scripts and many emoji need them.
     */
    public static String text(String text) {
        IntPredicate stays = c -> !isUnsafe(c) || JOINERS.indexOf(c) >= 0;
        if (text.codePoints().allMatch(stays)) {
            return text;
        }
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> safe.appendCodePoint(stays.test(c) ? c : ' '));
        return safe.toString();
    }

    /**
     * The beginning of a text, made safe to show.
     *
     * @param mostLength how many chars it may have; a pair of surrogates is not cut in two
     */
    static String text(String text, int mostLength) {
        if (text.length() <= mostLength) {
            return text(text);
        }
        boolean halves = Character.isHighSurrogate(text.charAt(mostLength - 1));
        return text(text.substring(0, halves ? mostLength - 1 : mostLength));
    }

    private static boolean isUnsafe(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> true;
            default -> UNSEEN.indexOf(codePoint) >= 0;
        };
    }
}
