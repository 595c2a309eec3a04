package io.campanile.master.admin;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The files that an admin server has in its jar: a description of its interface, and a master's the dashboard. */
final class Assets {

    /** No path that climbs out of the folder looks like this. */
    private static final Pattern PATH = Pattern.compile("(/[a-z0-9-]+)+\\.[a-z]+");

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "json", "application/json; charset=utf-8",
            "svg", "image/svg+xml",
            "txt", "text/plain; charset=utf-8");

    private final String folder;
    private final Map<String, Answer> cache = new HashMap<>();

    /** Those of this folder, which lies beside this class. */
    Assets(String folder) {
        this.folder = folder;
    }

    /** The file at this path. */
    Optional<Page> at(String rawPath) {
        String path = rawPath.equals("/") ? "/index.html" : rawPath;
        if (!PATH.matcher(path).matches()) {
            return Optional.empty();
        }
        Answer answer = cache.get(path);
        if (answer == null) {
            answer = load(path);
        }
        if (answer == null) {
            return Optional.empty();
        }
        cache.put(path, answer);
        CompletableFuture<Answer> done = CompletableFuture.completedFuture(answer);
        return Optional.of(query -> done);
    }

    private @Nullable Answer load(String path) {
        String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
        try (InputStream file = Assets.class.getResourceAsStream(folder + path)) {
            if (file == null || type == null) {
                return null;
            }
            return Answer.of(HttpResponseStatus.OK, type, file.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("this jar is damaged", e);
        }
    }
}
