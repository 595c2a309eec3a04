package io.campanile.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.campanile.master.Tool;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A page in a headless Chromium, told what to do over the DevTools protocol. Remembers every request that the page makes
 * and everything that it complains about.
 */
final class Browser implements AutoCloseable {

    private static final long ANSWER_SECONDS = 60;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path profile;
    private final Process process;
    private final WebSocket socket;
    private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private int lastId;

    private Browser(Path executable) throws IOException, InterruptedException {
        profile = Files.createTempDirectory("campanile-browser");
        process = new ProcessBuilder(
                        executable.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--hide-scrollbars",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        socket = http.newWebSocketBuilder()
                .buildAsync(pageSocket(), new Listener())
                .join();
        for (String domain : List.of("Page", "Runtime", "Log", "Network", "Performance")) {
            tell(domain + ".enable", Map.of());
        }
    }

    /** Starts one; where there is none, the test is skipped. */
    static Browser start() throws IOException, InterruptedException {
        return new Browser(Tool.BROWSER.path());
    }

    /** Chromium writes its port into its profile as soon as it listens. */
    private URI pageSocket() throws IOException, InterruptedException {
        Path port = profile.resolve("DevToolsActivePort");
        Awaitility.await("a browser that listens")
                .atMost(Duration.ofSeconds(ANSWER_SECONDS))
                .until(() -> Files.exists(port) && Files.readAllLines(port).size() == 2);
        URI list = URI.create("http://127.0.0.1:" + Files.readAllLines(port).get(0) + "/json/list");
        String targets = http.send(HttpRequest.newBuilder(list).build(), BodyHandlers.ofString())
                .body();
        for (JsonNode target : JSON.readTree(targets)) {
            if (target.get("type").asText().equals("page")) {
                return URI.create(target.get("webSocketDebuggerUrl").asText());
            }
        }
        throw new IOException("the browser has no page: " + targets);
    }

    /** What the browser says. */
    private final class Listener implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                try {
                    hear(JSON.readTree(text.toString()));
                } catch (IOException e) {
                    complaints.add("the browser sent no JSON: " + e.getMessage());
                }
                text.setLength(0);
            }
            from.request(1);
            return CompletableFuture.completedStage(null);
        }
    }

    private void hear(JsonNode message) {
        if (message.has("id")) {
            CompletableFuture<JsonNode> waiting = asked.remove(message.get("id").asInt());
            if (waiting != null) {
                waiting.complete(message.path("result"));
            }
            return;
        }
        JsonNode params = message.path("params");
        switch (message.path("method").asText()) {
            case "Network.requestWillBeSent" ->
                requests.add(params.at("/request/url").asText());
            case "Runtime.exceptionThrown" ->
                complaints.add(params.get("exceptionDetails").toString());
            case "Runtime.consoleAPICalled" -> {
                if (params.get("type").asText().equals("error")) {
                    complaints.add(params.get("args").toString());
                }
            }
            case "Log.entryAdded" -> {
                if (params.at("/entry/level").asText().equals("error")) {
                    complaints.add(params.at("/entry/text") + " " + params.at("/entry/url"));
                }
            }
            default -> {
                // The many things that no test asks about.
            }
        }
    }

    private synchronized JsonNode tell(String method, Map<String, Object> params) {
        int id = ++lastId;
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        asked.put(id, answer);
        ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
        message.set("params", JSON.valueToTree(params));
        socket.sendText(message.toString(), true).join();
        return answer.orTimeout(ANSWER_SECONDS, TimeUnit.SECONDS).join();
    }

    void resize(int width, int height) {
        tell(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
    }

    void dark(boolean dark) {
        Map<String, String> scheme = Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light");
        tell("Emulation.setEmulatedMedia", Map.of("features", List.of(scheme)));
    }

    /** Runs a script in every page from now on, before those of the page. */
    void runFirst(String script) {
        tell("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
    }

    /** Draws over an element with the mouse, from one part of its width to another. */
    void drag(String selector, double from, double to) {
        evaluate("document.querySelector('%s').scrollIntoView({block: 'center'})".formatted(selector));
        JsonNode box = evaluate("document.querySelector('%s').getBoundingClientRect().toJSON()".formatted(selector));
        double y = box.get("y").asDouble() + box.get("height").asDouble() / 2;
        mouse("mousePressed", x(box, from), y);
        mouse("mouseMoved", x(box, (from + to) / 2), y);
        mouse("mouseMoved", x(box, to), y);
        mouse("mouseReleased", x(box, to), y);
    }

    private static double x(JsonNode box, double part) {
        return box.get("x").asDouble() + box.get("width").asDouble() * part;
    }

    private void mouse(String what, double x, double y) {
        tell(
                "Input.dispatchMouseEvent",
                Map.of("type", what, "x", x, "y", y, "button", "left", "buttons", 1, "clickCount", 1));
    }

    private static String axe() throws IOException {
        try (InputStream source = Objects.requireNonNull(Browser.class.getResourceAsStream("axe.min.js"))) {
            return new String(source.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Where the page shuts people out who see, hear or move differently, by the rules of axe-core. */
    List<String> violations() throws IOException {
        evaluate(axe() + "; 0");
        JsonNode found = evaluate(
                "axe.run().then(r => r.violations.map(v => v.id + ' at ' + v.nodes.map(n => n.target + ': ' + n.failureSummary).join('; ')))");
        if (!found.isArray()) {
            throw new IOException("axe-core did not look: " + found);
        }
        List<String> violations = new ArrayList<>();
        found.forEach(violation -> violations.add(violation.asText()));
        return violations;
    }

    void open(String url) {
        tell("Page.navigate", Map.of("url", url));
    }

    /** The value of an expression in the page, which may be promised; missing while there is none. */
    JsonNode evaluate(String expression) {
        return tell("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true, "awaitPromise", true))
                .at("/result/value");
    }

    /** The text of the first element that a selector finds; empty when there is none. */
    String text(String selector) {
        return evaluate("document.querySelector('%s')?.textContent".formatted(selector))
                .asText();
    }

    /** For how long the page was busy since it was opened. */
    double busySeconds() {
        for (JsonNode metric : tell("Performance.getMetrics", Map.of()).path("metrics")) {
            if (metric.get("name").asText().equals("TaskDuration")) {
                return metric.get("value").asDouble();
            }
        }
        throw new IllegalStateException("the browser does not say how busy it is");
    }

    /** Keeps a picture of the page in {@code target/screenshots}, for people. */
    void screenshot(String name) throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "screenshots"));
        JsonNode picture = tell("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true));
        Files.write(
                folder.resolve(name + ".png"),
                Base64.getDecoder().decode(picture.get("data").asText()));
    }

    /** Every address that the page asked for. */
    List<String> requests() {
        return requests;
    }

    /** Errors on the console, and exceptions. */
    List<String> complaints() {
        return complaints;
    }

    @Override
    public void close() throws IOException {
        socket.abort();
        process.destroyForcibly().onExit().join();
        try (Stream<Path> files = Files.walk(profile)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }
}
