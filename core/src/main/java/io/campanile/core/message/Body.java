package io.campanile.core.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** What an announcement brings: text in UTF-8, or bytes that mean something to those who announce them. Immutable. */
public final class Body {

    /** How many bytes the longest body has. */
    public static final int MAX_BYTES = 512;

    /** The body of an announcement that says everything by its kind. */
    public static final Body EMPTY = new Body(new byte[0]);

    private final byte[] bytes;

    private Body(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "the announcement has %s bytes; it may have %s at most".formatted(bytes.length, MAX_BYTES));
        }
        this.bytes = bytes;
    }

    /**
     * A body of these bytes, which are copied.
     *
     * @throws IllegalArgumentException if there are more than {@value #MAX_BYTES}
     */
    public static Body of(byte[] bytes) {
        return new Body(bytes.clone());
    }

    /**
     * A body of this text.
     *
     * @throws IllegalArgumentException if it has more than {@value #MAX_BYTES} bytes in UTF-8
     */
    public static Body of(String text) {
        return new Body(text.getBytes(UTF_8));
    }

    /** A copy of the bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** How many bytes it has. */
    public int length() {
        return bytes.length;
    }

    /** As text; what is no UTF-8 is replaced. Show it as {@link Printable#text}. */
    public String text() {
        return new String(bytes, UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Body body && Arrays.equals(bytes, body.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** How long it is: what is in it is nobody's business but the listener's. */
    @Override
    public String toString() {
        return bytes.length + " bytes";
    }
}
