package io.campanile.bench.report;

/**
 * A document in which programs own what lies between two comments, and people the rest:
 *
 * <pre>
 * &lt;!-- bench:echo --&gt;
 * …
 * &lt;!-- /bench:echo --&gt;
 * </pre>
 *
 * @param text the whole document
 */
public record Marked(String text) {

    /**
     * The same document with other content between the markers of that name.
     *
     * @throws IllegalArgumentException if the markers are not there, saying what to add
     */
    public Marked with(String name, String content) {
        String begin = "<!-- bench:%s -->\n".formatted(name);
        String end = "<!-- /bench:%s -->".formatted(name);
        int from = text.indexOf(begin);
        int to = text.indexOf(end, Math.max(0, from));
        if (from < 0 || to < 0) {
            throw new IllegalArgumentException(
                    "there is no place for %s: write the line %s, and below it %s".formatted(name, begin.strip(), end));
        }
        return new Marked(text.substring(0, from + begin.length()) + "\n" + content + "\n" + text.substring(to));
    }
}
