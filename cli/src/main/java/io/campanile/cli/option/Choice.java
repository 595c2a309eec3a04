package io.campanile.cli.option;

import io.campanile.proto.socket.TimeStamps;
import io.campanile.proto.socket.Transport;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * One of a few words: offered in small letters, for help and completion, and read in any.
 *
 * @param <E> what they stand for
 */
public abstract class Choice<E extends Enum<E>> implements ITypeConverter<E>, Iterable<String> {

    private final List<E> values;

    /** Among all of these. */
    protected Choice(Class<E> type) {
        this(Arrays.asList(type.getEnumConstants()));
    }

    /** Among these. */
    protected Choice(Collection<E> values) {
        this.values = List.copyOf(values);
    }

    /** How slaves reach their masters. */
    public static final class OfTransport extends Choice<Transport> {

        /** As picocli makes one. */
        public OfTransport() {
            super(Transport.class);
        }
    }

    /** What a master listens to. */
    public static final class OfListened extends Choice<Transport> {

        /** As picocli makes one. */
        public OfListened() {
            super(Transport.LISTENED);
        }
    }

    /** Who stamps datagrams. */
    public static final class OfTimeStamps extends Choice<TimeStamps> {

        /** As picocli makes one. */
        public OfTimeStamps() {
            super(TimeStamps.class);
        }
    }

    private List<String> words() {
        return values.stream()
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    @Override
    public Iterator<String> iterator() {
        return words().iterator();
    }

    @Override
    public E convert(String text) {
        return values.stream()
                .filter(value -> value.name().equalsIgnoreCase(text.strip()))
                .findFirst()
                .orElseThrow(() ->
                        new TypeConversionException("'%s' is none of %s".formatted(text, String.join(", ", words()))));
    }
}
