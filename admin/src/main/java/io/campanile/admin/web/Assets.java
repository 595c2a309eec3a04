package io.campanile.admin.web;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The files that an admin server has in its jar, in the folder {@code site} beside the class that they belong to.
 *
 * <p>The admin server's thread calls everything here.
 */
final class Assets {

    private static final String FOLDER = "site";

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "json", "application/json; charset=utf-8",
            "svg", "image/svg+xml",
            "txt", "text/plain; charset=utf-8");

    private final Class<?> owner;
    private final Map<String, Page> cache = new HashMap<>();

    Assets(Class<?> owner) {
        this.owner = owner;
    }

    /** The file at this path. */
    Optional<Page> at(String rawPath) {
        String path = rawPath.equals("/") ? "/index.html" : rawPath;
        if (!isFile(path)) {
            return Optional.empty();
        }
        // What is not there is not remembered: somebody may ask for any number of such paths.
        return Optional.ofNullable(cache.computeIfAbsent(path, this::load));
    }

    /**
     * Whether it is small letters, digits and hyphens between slashes, and an ending that is known: nothing climbs out of the
     * folder so. Not a regular expression, which takes a stack as deep as the path is long.
     */
    private static boolean isFile(String path) {
        int dot = path.lastIndexOf('.');
        if (dot < 0 || !path.startsWith("/") || !TYPES.containsKey(path.substring(dot + 1))) {
            return false;
        }
        for (int i = 1; i < dot; i++) {
            char c = path.charAt(i);
            boolean named = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
            if (!named && (c != '/' || path.charAt(i - 1) == '/')) {
                return false;
            }
        }
        return path.charAt(dot - 1) != '/';
    }

    private @Nullable Page load(String path) {
        String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
        try (InputStream file = owner.getResourceAsStream(FOLDER + path)) {
            if (file == null || type == null) {
                return null;
            }
            Content content = Content.of(HttpResponseStatus.OK, type, file.readAllBytes());
            return Page.of(query -> content);
        } catch (IOException e) {
            throw new UncheckedIOException("this jar is damaged", e);
        }
    }
}
