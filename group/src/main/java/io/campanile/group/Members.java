package io.campanile.group;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The group's list: the name of every member, and where the others reach it. */
public final class Members {

    /** As many as an election is made for; each further one makes every decision slower. */
    static final int MAX = 9;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern ENTRY =
            Pattern.compile("([^=]*)=(?:\\[([0-9A-Fa-f:.%]+)]|([^\\[\\]:\\s]+)):([0-9]{1,5})");
    private static final String FORM = "write NAME=HOST:PORT for each member, with commas between, such as "
            + "m1=host1:9081,m2=host2:9081,m3=host3:9081";

    private Members() {}

    /**
     * Reads the group's list as people write it.
     *
     * @param text such as {@code m1=host1:9081,m2=[::1]:9081}
     * @throws IllegalArgumentException saying what is wrong and how to write it
     */
    public static Map<String, Endpoint> parse(String text) {
        Map<String, Endpoint> members = new TreeMap<>();
        for (String entry : text.split(",", -1)) {
            Matcher matcher = ENTRY.matcher(entry.trim());
            if (!matcher.matches()) {
                throw new IllegalArgumentException(
                        "'%s' in the group's list is no member: %s".formatted(entry.trim(), FORM));
            }
            String name = matcher.group(1);
            String host = matcher.group(2) == null ? matcher.group(3) : matcher.group(2);
            Endpoint endpoint;
            try {
                endpoint = new Endpoint(host, Integer.parseInt(matcher.group(4)));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "'%s' in the group's list: %s".formatted(entry.trim(), e.getMessage()), e);
            }
            if (members.put(name, endpoint) != null) {
                throw new IllegalArgumentException(
                        "the group's list names %s twice: give each member a name of its own".formatted(name));
            }
        }
        return check(members);
    }

    /** Checks a list, and returns it in the order of the names. */
    static Map<String, Endpoint> check(Map<String, Endpoint> members) {
        if (members.isEmpty() || members.size() > MAX) {
            throw new IllegalArgumentException(
                    "the group's list has %s members; choose 1 to %s".formatted(members.size(), MAX));
        }
        Map<Endpoint, String> names = new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
        new TreeMap<>(members).forEach((name, endpoint) -> {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "'%s' is no name of a member: take 1 to 64 letters, digits, dots, underscores and hyphens"
                                .formatted(name));
            }
            String other = names.put(endpoint, name);
            if (other != null) {
                throw new IllegalArgumentException(
                        "%s and %s have the same address %s in the group's list: give each its own"
                                .formatted(other, name, endpoint));
            }
        });
        return Collections.unmodifiableMap(new TreeMap<>(members));
    }

    /** The list as people write it, in the order of the names. */
    static String text(Map<String, Endpoint> members) {
        return new TreeMap<>(members)
                .entrySet().stream()
                        .map(member -> member.getKey() + "=" + member.getValue())
                        .collect(Collectors.joining(","));
    }

    /** What tells a group from one with another list. */
    static UUID id(Map<String, Endpoint> members) {
        return UUID.nameUUIDFromBytes(text(members).getBytes(StandardCharsets.UTF_8));
    }

    /** What differs between two lists, for people: such as {@code m3 is host3:9081 here and host4:9081 there}. */
    static String difference(Map<String, Endpoint> here, Map<String, Endpoint> there) {
        TreeSet<String> names = new TreeSet<>(here.keySet());
        names.addAll(there.keySet());
        List<String> differences = new ArrayList<>();
        for (String name : names) {
            Endpoint mine = here.get(name);
            Endpoint theirs = there.get(name);
            if (mine == null) {
                differences.add("%s is only in the other list".formatted(name));
            } else if (theirs == null) {
                differences.add("%s is missing in the other list".formatted(name));
            } else if (!Objects.equals(mine, theirs)) {
                differences.add("%s is %s here and %s there".formatted(name, mine, theirs));
            }
        }
        return String.join(", ", differences);
    }
}
