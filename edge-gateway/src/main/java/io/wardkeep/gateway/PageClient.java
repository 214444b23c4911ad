package io.wardkeep.gateway;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Asks the running gateway over its ward page. */
final class PageClient {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final String base;

    PageClient(GatewayConfig config) {
        String host = config.page().host().equals("0.0.0.0")
                ? "127.0.0.1"
                : config.page().host();
        base = "http://" + host + ":" + config.page().port();
    }

    /** The body of a page; fails when nobody answers, or not with 200. */
    String get(String path) throws IOException, InterruptedException {
        try (HttpClient client =
                HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(URI.create(base + path))
                            .timeout(PATIENCE)
                            .build(),
                    HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            if (response.statusCode() != 200) {
                throw new IOException(base + path + " answers " + response.statusCode());
            }
            return response.body();
        } catch (ConnectException | HttpTimeoutException silent) {
            throw new IOException("the gateway does not answer at " + base + ": does it run?", silent);
        }
    }
}
