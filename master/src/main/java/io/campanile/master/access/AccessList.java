package io.campanile.master.access;

import io.campanile.proto.tls.PeerNames;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which certified names may be what. A file has one name on each line and its roles behind it; a {@code *} in a name stands for
 * any characters, and a {@code #} begins a comment. The first line that fits a name counts; a name that fits none may be
 * nothing.
 *
 * <pre>
 * # who           may be
 * gateway         observer
 * *.example.org   voter
 * m1              master, operator
 * </pre>
 */
public final class AccessList {

    /** Every certified name may vote; nobody is an operator or a master by that. */
    static final AccessList EVERYBODY =
            new AccessList(List.of(new Line(Pattern.compile(".*"), EnumSet.of(Role.VOTER))));

    private static final int MAX_LINES = 100_000;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9.:_*-]{1,253}");
    private static final String ROLES =
            Arrays.stream(Role.values()).map(AccessList::word).collect(Collectors.joining(", "));

    private final List<Line> lines;

    private record Line(Pattern names, Set<Role> roles) {}

    private AccessList(List<Line> lines) {
        this.lines = List.copyOf(lines);
    }

    /**
     * Reads a file.
     *
     * @throws IOException if it cannot be read or a line is wrong: one sentence that says where and what to do
     */
    public static AccessList read(Path file) throws IOException {
        List<String> texts;
        try {
            texts = Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            throw new IOException("the access list %s is not there: check its path".formatted(file), e);
        } catch (AccessDeniedException e) {
            throw new IOException(
                    "the access list %s may not be read by this user: change its owner".formatted(file), e);
        } catch (CharacterCodingException e) {
            throw new IOException(
                    "the access list %s is no text: write a name and its roles on each line".formatted(file), e);
        } catch (IOException e) {
            throw new IOException("cannot read the access list %s: %s".formatted(file, e.getMessage()), e);
        }
        return parse(file, texts);
    }

    /** As {@link #read}, of a file with these lines. */
    static AccessList parse(Path file, List<String> texts) throws IOException {
        if (texts.size() > MAX_LINES) {
            throw new IOException("the access list %s has %s lines, the limit is %s: use patterns"
                    .formatted(file, texts.size(), MAX_LINES));
        }
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i).replaceFirst("#.*", "").trim();
            if (!text.isEmpty()) {
                lines.add(line(text, "line %s of the access list %s".formatted(i + 1, file)));
            }
        }
        if (lines.isEmpty()) {
            throw new IOException(
                    "the access list %s allows nobody: write a name and its roles on each line".formatted(file));
        }
        return new AccessList(lines);
    }

    private static Line line(String text, String where) throws IOException {
        String[] parts = text.split("\\s+", 2);
        if (!NAME.matcher(parts[0]).matches()) {
            throw new IOException(
                    "%s begins with what is no name: write a name or a pattern, such as node-*".formatted(where));
        }
        if (parts.length < 2) {
            throw new IOException("%s says of %s not what it may be: add %s".formatted(where, parts[0], ROLES));
        }
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String word : parts[1].split("[,\\s]+", -1)) {
            roles.add(Arrays.stream(Role.values())
                    .filter(role -> word(role).equals(word.toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() -> new IOException("%s has a role that there is not, for %s: choose among %s"
                            .formatted(where, parts[0], ROLES))));
        }
        return new Line(pattern(parts[0].toLowerCase(Locale.ROOT)), roles);
    }

    /** Where a {@code *} has been matched as early as it can be, no other way is tried: many of them would take for ever. */
    private static Pattern pattern(String names) {
        String[] parts = names.split("\\*", -1);
        StringBuilder regex = new StringBuilder(Pattern.quote(parts[0]));
        for (int i = 1; i < parts.length; i++) {
            String part = Pattern.quote(parts[i]);
            regex.append(i < parts.length - 1 ? "(?>.*?" + part + ")" : ".*" + part);
        }
        return Pattern.compile(regex.toString());
    }

    private static String word(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    /**
     * Whether one of a certificate's names may be this. Who may vote may follow without a vote, and a master may vote.
     */
    public boolean allows(PeerNames names, Role role) {
        return names.all().stream().anyMatch(name -> allows(name, role));
    }

    /** Whether this name may be this. */
    public boolean allows(String name, Role role) {
        String lower = name.toLowerCase(Locale.ROOT);
        Predicate<Set<Role>> enough = switch (role) {
            case OBSERVER ->
                roles -> roles.contains(Role.OBSERVER) || roles.contains(Role.VOTER) || roles.contains(Role.MASTER);
            case VOTER -> roles -> roles.contains(Role.VOTER) || roles.contains(Role.MASTER);
            case MASTER, OPERATOR -> roles -> roles.contains(role);
        };
        return lines.stream()
                .filter(line -> line.names().matcher(lower).matches())
                .findFirst()
                .filter(line -> enough.test(line.roles()))
                .isPresent();
    }
}
