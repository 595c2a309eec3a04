package io.campanile.cli.config;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Properties;

/** Reads {@code master.round=500ms}, with comments, escapes and lines that go on as Java's properties have them. */
final class PropertiesText {

    private PropertiesText() {}

    static Text read(String properties) {
        Text text = new Text();
        List<String> lines = properties.lines().toList();
        StringBuilder logical = new StringBuilder();
        for (int i = 0, start = 0; i < lines.size(); i++) {
            start = logical.isEmpty() ? i : start;
            logical.append(lines.get(i)).append('\n');
            if (i + 1 == lines.size() || !goesOn(lines.get(i), i == start)) {
                add(text, logical.toString(), start + 1);
                logical.setLength(0);
            }
        }
        return text;
    }

    /** Behind a backslash that is not itself escaped; a comment never does. */
    private static boolean goesOn(String line, boolean first) {
        String begin = line.stripLeading();
        if (first && (begin.startsWith("#") || begin.startsWith("!"))) {
            return false;
        }
        int backslashes = 0;
        while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }

    private static void add(Text text, String logical, int line) {
        Properties one = new Properties();
        try {
            one.load(new StringReader(logical));
        } catch (IllegalArgumentException e) {
            text.complain(line, "this is no property: " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (String name : one.stringPropertyNames()) {
            int last = name.lastIndexOf('.');
            String command = last < 0 ? "" : name.substring(0, last).replace('.', ' ');
            String value = one.getProperty(name);
            text.add(
                    new Setting(command, name.substring(last + 1), value.isEmpty() ? List.of() : List.of(value), line));
        }
    }
}
