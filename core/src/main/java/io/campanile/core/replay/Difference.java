package io.campanile.core.replay;

import java.lang.reflect.RecordComponent;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The first field in which what was recorded differs from what comes out now.
 *
 * @param field its name, with those of what it is in before it: {@code clusterTime.ratePpb}
 * @param recorded what it was
 * @param now what it is
 */
public record Difference(String field, String recorded, String now) {

    /**
     * Compares two facts to the last bit: records field by field, lists and maps element by element.
     *
     * @return empty if they are the same
     */
    public static Optional<Difference> between(@Nullable Object recorded, @Nullable Object now) {
        return between("", recorded, now);
    }

    /**
     * For people.
     *
     * @param where what the field is of
     */
    String sentence(String where) {
        return "%s: %s was %s and is now %s".formatted(where, field.isEmpty() ? "it" : field, recorded, now);
    }

    private static Optional<Difference> between(String field, @Nullable Object recorded, @Nullable Object now) {
        if (Objects.equals(recorded, now)) {
            return Optional.empty();
        }
        if (recorded instanceof Record before && now instanceof Record after && before.getClass() == after.getClass()) {
            return inRecords(field, before, after);
        }
        if (recorded instanceof List<?> before && now instanceof List<?> after && before.size() == after.size()) {
            return inLists(field, before, after);
        }
        if (recorded instanceof Map<?, ?> before && now instanceof Map<?, ?> after) {
            return inMaps(field, before, after);
        }
        return Optional.of(new Difference(field, String.valueOf(recorded), String.valueOf(now)));
    }

    private static Optional<Difference> inRecords(String field, Record before, Record after) {
        for (RecordComponent component : before.getClass().getRecordComponents()) {
            String inner = field.isEmpty() ? component.getName() : field + "." + component.getName();
            Optional<Difference> found = between(inner, value(component, before), value(component, after));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static @Nullable Object value(RecordComponent component, Record of) {
        try {
            return component.getAccessor().invoke(of);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a record's %s cannot be read".formatted(component.getName()), e);
        }
    }

    private static Optional<Difference> inLists(String field, List<?> before, List<?> after) {
        for (int i = 0; i < before.size(); i++) {
            Optional<Difference> found = between("%s[%s]".formatted(field, i), before.get(i), after.get(i));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<Difference> inMaps(String field, Map<?, ?> before, Map<?, ?> after) {
        Set<Object> keys = new LinkedHashSet<>(before.keySet());
        keys.addAll(after.keySet());
        for (Object key : keys) {
            Optional<Difference> found = between("%s[%s]".formatted(field, key), before.get(key), after.get(key));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }
}
