package io.wardkeep.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A gateway's {@code /metrics}, scraped once. */
record GatewayMetrics(String text) {

    static GatewayMetrics scrape(URI page) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(page.resolve("metrics")).build();
            return new GatewayMetrics(
                    client.send(request, HttpResponse.BodyHandlers.ofString()).body());
        }
    }

    /** A quantile of a latency in microseconds, by the label that the gateway gives it; "1" is the worst case. */
    double quantileMicros(String meter, String quantile) throws IOException {
        Matcher line = Pattern.compile("(?m)^" + meter + "_quantile\\w*\\{[^}]*quantile=\"" + Pattern.quote(quantile)
                        + "\"[^}]*\\} (\\S+)$")
                .matcher(text);
        if (!line.find()) {
            throw new IOException("the gateway tells no quantile " + quantile + " of " + meter);
        }
        return Double.parseDouble(line.group(1)) * 1e6;
    }

    /** The sum of a counter over its labels; empty when the gateway does not tell it. */
    Optional<Double> sum(String meter) {
        Matcher line =
                Pattern.compile("(?m)^" + meter + "(?:\\{[^}]*\\})? (\\S+)$").matcher(text);
        return line.results().map(found -> Double.parseDouble(found.group(1))).reduce(Double::sum);
    }
}
