package io.wardkeep.demo;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A person at a page: the HTTP API of a hub or a gateway, with a session. Not shared between threads. */
public final class PageClient {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final URI base;
    private final HttpClient http;
    private final JsonMapper json = JsonMapper.shared();

    /** Talks to {@code base}, for example {@code http://127.0.0.1:8800/}. */
    public PageClient(URI base) {
        this.base = base;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .cookieHandler(new CookieManager())
                .connectTimeout(TIMEOUT)
                .build();
    }

    /** Is the page up and ready? */
    public boolean ready() {
        try {
            return send(request("health/ready").GET().build()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** What a path answers; anything but 2xx is an IOException with the answer in it. */
    public JsonNode get(String path) throws IOException {
        return parsed(send(request(path).GET().build()));
    }

    /** Posts a body. */
    public JsonNode post(String path, Object body) throws IOException {
        return parsed(send(withBody(path, "POST", body)));
    }

    /** Puts a body. */
    public JsonNode put(String path, Object body) throws IOException {
        return parsed(send(withBody(path, "PUT", body)));
    }

    /**
     * Follows a path that goes on answering, line by line, until the future is cancelled or the page ends.
     *
     * @param lines told of each line, on a thread of the client's
     */
    public CompletableFuture<Void> follow(String path, Flow.Subscriber<String> lines) {
        HttpRequest request = HttpRequest.newBuilder(base.resolve(path)).build();
        return http.sendAsync(request, HttpResponse.BodyHandlers.fromLineSubscriber(lines))
                .thenAccept(answer -> {});
    }

    private HttpRequest withBody(String path, String method, Object body) {
        String origin = base.getScheme() + "://" + base.getAuthority();
        return request(path)
                .header("Content-Type", "application/json")
                .header("Origin", origin)
                .method(method, HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body)))
                .build();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(TIMEOUT);
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while asking " + request.uri(), stopped);
        }
    }

    private JsonNode parsed(HttpResponse<String> response) throws IOException {
        if (response.statusCode() / 100 != 2) {
            throw new IOException(response.request().method() + " " + response.uri() + " answered "
                    + response.statusCode() + ": " + response.body());
        }
        return json.readTree(response.body());
    }
}
