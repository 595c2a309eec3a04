package io.campanile.admin.web;

import java.util.Map;
import java.util.Optional;

/** Which page is at which path: a fixed set of pages, one for everything below a path, and files. */
public final class Routes {

    /** Where every admin server says how its process is. */
    public static final String STATUS = "/api/v1/status";

    private final Map<String, Page> pages;
    private final Map<String, Page> below;
    private final Assets files;

    /**
     * Routes.
     *
     * @param pages the pages by their path
     * @param below pages for all paths that begin with this; none begins with another
     * @param owner the class that the files in the folder {@code site} beside it belong to
     */
    public Routes(Map<String, Page> pages, Map<String, Page> below, Class<?> owner) {
        this.pages = Map.copyOf(pages);
        this.below = Map.copyOf(below);
        this.files = new Assets(owner);
    }

    /** The page at this path, if there is one. */
    Optional<Page> at(String rawPath) {
        return Optional.ofNullable(pages.get(rawPath))
                .or(() -> below.entrySet().stream()
                        .filter(page -> rawPath.startsWith(page.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst())
                .or(() -> files.at(rawPath));
    }
}
