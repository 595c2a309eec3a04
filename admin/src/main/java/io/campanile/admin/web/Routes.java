package io.campanile.admin.web;

import java.util.Map;
import java.util.Optional;

/** Which page is at which path: a fixed set of pages, one for everything below a path, and files. */
public final class Routes {

    /** Where every admin server says how its process is. */
    public static final String STATUS = "/api/v1/status";

    private final Map<String, Page> atOnce;
    private final Map<String, Page> pages;
    private final Map<String, Page> below;
    private final Assets files;

    /**
     * Routes.
     *
     * @param atOnce the pages that are answered whatever else is asked for, by their path: they cost next to nothing, and
     *     anybody may see them. The event loop of the connections calls them
     * @param pages the other pages by their path
     * @param below pages for all paths that begin with this; none begins with another
     * @param owner the class that the files in the folder {@code site} beside it belong to
     */
    public Routes(Map<String, Page> atOnce, Map<String, Page> pages, Map<String, Page> below, Class<?> owner) {
        this.atOnce = Map.copyOf(atOnce);
        this.pages = Map.copyOf(pages);
        this.below = Map.copyOf(below);
        this.files = new Assets(owner);
    }

    /** The page at this path, if it is one that is answered at once. */
    Optional<Page> atOnce(String rawPath) {
        return Optional.ofNullable(atOnce.get(rawPath));
    }

    /** Another page at this path, if there is one. */
    Optional<Page> at(String rawPath) {
        return Optional.ofNullable(pages.get(rawPath))
                .or(() -> below.entrySet().stream()
                        .filter(page -> rawPath.startsWith(page.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst())
                .or(() -> files.at(rawPath));
    }
}
