package io.wardkeep.gateway.page;

import io.vertx.core.Vertx;
import io.wardkeep.password.HashLoop;
import io.wardkeep.password.PasswordHash;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A page server on a free port over a {@link SmallWard}, and a client that speaks real HTTP to it. */
final class PageUnderTest implements AutoCloseable {

    static final String PIN = "2580";
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    final TestClock clock = new TestClock();
    final SmallWard ward;
    final PageServer server;
    final int port;
    private final HashLoop hashing;
    private final Vertx vertx = Vertx.vertx();
    private final PageServer.Started started;
    private final HttpClient http = HttpClient.newHttpClient();

    PageUnderTest() {
        ward = new SmallWard(clock);
        hashing = new HashLoop("test-hash", 1, System::nanoTime, new Random(8), bug -> {
            throw bug;
        });
        hashing.start();
        server = new PageServer(config(), ward, ward, hashing, clock, new Random(7));
        ward.feed(server.feed());
        started = server.start(vertx).await();
        port = started.port();
    }

    private static PageConfig config() {
        Random random = new Random(1);
        List<StaffMember> staff = new ArrayList<>();
        for (Role role : Role.values()) {
            String word = role.word();
            PasswordHash hash = PasswordHash.create(PIN.toCharArray(), random, 64, 1);
            staff.add(new StaffMember(word, word.toUpperCase(Locale.ROOT), role, hash));
        }
        return new PageConfig("127.0.0.1", 0, "7A", Set.of("ward.example"), staff, "page-under-test");
    }

    HttpRequest.Builder request(String method, String path, String body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
    }

    HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException broken) {
            throw new IllegalStateException(broken);
        }
    }

    HttpResponse<InputStream> open(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException | InterruptedException broken) {
            throw new IllegalStateException(broken);
        }
    }

    CompletableFuture<HttpResponse<String>> sendLater(HttpRequest request) {
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path) {
        return send(request("GET", path, "").build());
    }

    HttpResponse<String> as(String cookie, String method, String path, String body) {
        return send(request(method, path, body).header("Cookie", cookie).build());
    }

    /** Logs in and returns the cookie to send. */
    String login(String user) {
        HttpResponse<String> answer =
                send(request("POST", "/api/v1/session", "{\"user\":\"" + user + "\",\"pin\":\"" + PIN + "\"}")
                        .build());
        String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
        return cookie.substring(0, cookie.indexOf(';'));
    }

    static JsonNode json(HttpResponse<String> answer) {
        return MAPPER.readTree(answer.body());
    }

    @Override
    public void close() {
        started.stop().await();
        vertx.close().await();
        http.close();
        ward.close();
        hashing.close();
    }
}
