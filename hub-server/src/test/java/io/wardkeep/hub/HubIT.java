package io.wardkeep.hub;

import static io.wardkeep.hub.HubFixture.BED;
import static io.wardkeep.hub.HubFixture.SPO2;
import static io.wardkeep.hub.HubFixture.get;
import static io.wardkeep.hub.HubFixture.join;
import static io.wardkeep.hub.HubFixture.loggedIn;
import static io.wardkeep.hub.HubFixture.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.hub.HubFixture.Answer;
import io.wardkeep.hub.access.Role;
import io.wardkeep.ward.record.EpisodeKey;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The whole hub over real HTTP and a real PostgreSQL. */
@TestInstance(Lifecycle.PER_CLASS)
class HubIT {

    private static final String LIMITS = "/api/v1/beds/" + BED + "/limits";

    private Hub hub;
    private HubFixture fixture;
    private long startMillis;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        fixture = new HubFixture(directory);
        fixture.person("nurse", Role.NURSE, "7A");
        fixture.person("doctor", Role.PHYSICIAN, "*");
        fixture.person("viewer", Role.CHARGE, "*");
        fixture.person("elsewhere", Role.NURSE, "7B");
        fixture.person("admin", Role.ADMIN, "*");
        fixture.person("leaver", Role.NURSE, "7A");
        hub = fixture.start();
        startMillis = System.currentTimeMillis() - 300_000;
        join(hub, HubFixture.roster(1));
        join(hub, HubFixture.observations(1, 300, startMillis));
        HttpClient nurse = loggedIn(hub, "nurse");
        await(() -> get(nurse, hub, "/api/v1/beds").json().get("beds").size() == 1);
    }

    @AfterAll
    void stop() {
        hub.close();
    }

    @Test
    void aWrongPasswordAnUnknownUserAndNoSessionAre401() throws Exception {
        HttpClient browser = HubFixture.browser();
        assertThat(get(browser, hub, "/api/v1/beds").status()).isEqualTo(401);
        assertThat(send(browser, hub, "POST", "/api/v1/session", Map.of("user", "nobody", "password", "x"))
                        .status())
                .isEqualTo(401);
        Answer wrong = send(browser, hub, "POST", "/api/v1/session", Map.of("user", "admin", "password", "x"));
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.type()).isEqualTo("application/problem+json");
    }

    @Test
    void aCrowdThatLogsInIsAnsweredOneByOneOrToldToComeBack() throws Exception {
        HttpClient browser = HubFixture.browser();
        List<CompletableFuture<HttpResponse<String>>> crowd = new ArrayList<>();
        for (int index = 0; index < 120; index++) {
            crowd.add(browser.sendAsync(
                    HubFixture.request(hub, "/api/v1/session")
                            .POST(HttpRequest.BodyPublishers.ofString(
                                    "{\"user\":\"nurse\",\"password\":\"" + HubFixture.PASSWORD + "\"}"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString()));
        }
        int welcome = 0;
        for (CompletableFuture<HttpResponse<String>> each : crowd) {
            HttpResponse<String> answer = each.get(60, TimeUnit.SECONDS);
            if (answer.statusCode() == 200) {
                welcome++;
            } else {
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.headers().firstValue("Retry-After")).contains("1");
            }
        }
        assertThat(welcome).isPositive();
        loggedIn(hub, "nurse");
    }

    @Test
    void aNurseSeesTheBedItsValueAndItsHistory() throws Exception {
        HttpClient nurse = loggedIn(hub, "nurse");
        JsonNode bed = get(nurse, hub, "/api/v1/beds/" + BED).json();
        assertThat(bed.get("ward").asString()).isEqualTo("7A");
        assertThat(bed.get("vitals").get(0).get("code").asInt()).isEqualTo(SPO2);
        assertThat(bed.get("limits").get(0).get("label").asString()).isEqualTo("SpO₂");
        JsonNode history = get(
                        nurse,
                        hub,
                        "/api/v1/beds/" + BED + "/observations?code=" + SPO2 + "&from=" + startMillis + "&to="
                                + (startMillis + 300_000) + "&points=10")
                .json();
        assertThat(history.get("points")).hasSize(10);
        assertThat(history.get("points").get(0).get(1).asInt()).isEqualTo(90);
        assertThat(history.get("points").get(0).get(2).asInt()).isEqualTo(99);
        JsonNode trend = get(
                        nurse,
                        hub,
                        "/api/v1/beds/" + BED + "/observations?code=" + SPO2 + "&from=" + (startMillis - 86_400_000)
                                + "&to=" + (startMillis + 360_000))
                .json();
        assertThat(trend.get("points").size()).isPositive();
        assertThat(trend.get("gaps").get(0).get("kind").asString()).isEqualTo("NO_DATA");
    }

    @Test
    void aBedOfAnotherWardDoesNotExist() throws Exception {
        HttpClient elsewhere = loggedIn(hub, "elsewhere");
        assertThat(get(elsewhere, hub, "/api/v1/beds").json().get("beds")).isEmpty();
        assertThat(get(elsewhere, hub, "/api/v1/beds/" + BED).status()).isEqualTo(404);
        assertThat(send(elsewhere, hub, "PUT", LIMITS, limits("88", List.of())).status())
                .isEqualTo(404);
        assertThat(get(elsewhere, hub, "/api/v1/completeness").json().get("streams"))
                .isEmpty();
    }

    @Test
    void anAdminSeesGatewaysButNoPatients() throws Exception {
        HttpClient admin = loggedIn(hub, "admin");
        assertThat(get(admin, hub, "/api/v1/beds").status()).isEqualTo(403);
        JsonNode gateway =
                get(admin, hub, "/api/v1/gateways").json().get("gateways").get(0);
        assertThat(gateway.get("name").asString()).isEqualTo("7a-box-1");
        assertThat(gateway.get("link").asString()).isEqualTo("LOST");
        JsonNode totals = get(admin, hub, "/api/v1/completeness").json().get("totals");
        assertThat(totals.get("missing").asLong()).isZero();
        assertThat(totals.get("data").asLong()).isGreaterThanOrEqualTo(300);
    }

    @Test
    void anAlertIsAcknowledgedOnceItsNewestEpochWasSeen() throws Exception {
        HttpClient nurse = loggedIn(hub, "nurse");
        EpisodeKey key = HubFixture.episode(1);
        join(hub, HubFixture.raised(key, 1, 1));
        join(hub, HubFixture.raised(key, 2, 2));
        String path = "/api/v1/alerts/" + key.episode();
        await(() -> get(nurse, hub, "/api/v1/alerts").json().get("alerts").size() == 1);
        JsonNode alert = get(nurse, hub, "/api/v1/alerts").json().get("alerts").get(0);
        assertThat(alert.get("text").asString()).isEqualTo("SpO₂ 82 < 90");
        assertThat(alert.get("state").asString()).isEqualTo("ACTIVE_UNACK");

        assertThat(send(nurse, hub, "POST", path + "/acknowledge", Map.of("epoch", 1))
                        .status())
                .isEqualTo(409);
        assertThat(send(nurse, hub, "POST", path + "/acknowledge", Map.of("epoch", 3))
                        .status())
                .as("an epoch that nobody can have seen")
                .isEqualTo(409);
        Answer done = send(nurse, hub, "POST", path + "/acknowledge", Map.of("epoch", 2));
        assertThat(done.status()).isEqualTo(200);
        assertThat(done.json().get("state").asString()).isEqualTo("ACTIVE_ACK");
        assertThat(done.json().get("acknowledged").get("by").asString()).isEqualTo("NURSE");
        assertThat(done.json().get("acknowledged").get("where").asString()).isEqualTo("hub");
        assertThat(send(nurse, hub, "POST", path + "/accept", Map.of("epoch", 2))
                        .json()
                        .get("responsibility")
                        .get("state")
                        .asString())
                .isEqualTo("ACCEPTED");
        assertThat(send(nurse, hub, "POST", "/api/v1/alerts/nonsense/acknowledge", Map.of("epoch", 1))
                        .status())
                .isEqualTo(404);
        HttpClient admin = loggedIn(hub, "admin");
        assertThat(get(admin, hub, "/api/v1/audit").json().toString()).contains("acknowledged");
    }

    @Test
    void anEnrolledBoxStandsInTheAuditOfItsWard() throws Exception {
        assertThat(fixture.enrol(hub, "7a-box-9")).isZero();
        HttpClient admin = loggedIn(hub, "admin");
        await(() -> get(admin, hub, "/api/v1/audit").json().toString().contains("7a-box-9"));
        for (JsonNode entry : get(admin, hub, "/api/v1/audit").json().get("entries")) {
            if (entry.get("who").asString().equals("7a-box-9")) {
                assertThat(entry.get("what").asString()).startsWith("enrolled ");
                assertThat(entry.get("role").asString()).isEqualTo("gateway");
            }
        }
    }

    @Test
    void aProposedPatientLiesThereOnceSomebodyHasChosen() throws Exception {
        HttpClient doctor = loggedIn(hub, "doctor");
        String assignment = "/api/v1/beds/" + BED + "/assignment";
        join(hub, HubFixture.proposed(1, "Lindqvist, Jan"));
        await(() ->
                !get(doctor, hub, "/api/v1/conflicts").json().get("conflicts").isEmpty());
        JsonNode proposed = get(doctor, hub, assignment).json();
        assertThat(proposed.get("patient").isNull()).isTrue();
        assertThat(proposed.get("proposal").get("patient").get("label").asString())
                .isEqualTo("Lindqvist, Jan");

        Map<String, Object> choice = Map.of("patient", Map.of("label", "Lindqvist, Jan"), "seen", proposed.get("seen"));
        Answer chosen = send(doctor, hub, "PUT", assignment, choice);

        assertThat(chosen.status()).isEqualTo(200);
        assertThat(chosen.json().get("patient").get("label").asString()).isEqualTo("Lindqvist, Jan");
        assertThat(chosen.json().get("proposal").isNull()).isTrue();
        await(() ->
                get(doctor, hub, "/api/v1/conflicts").json().get("conflicts").isEmpty());
    }

    @Test
    void limitsSupersedeExactlyWhatWasSeen() throws Exception {
        HttpClient doctor = loggedIn(hub, "doctor");
        Answer first = send(doctor, hub, "PUT", LIMITS, limits("88", List.of()));
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.json().get("low").asString()).isEqualTo("88");
        assertThat(send(doctor, hub, "PUT", LIMITS, limits("86", List.of())).status())
                .as("somebody at this hub has set others meanwhile")
                .isEqualTo(409);
        String sibling = first.json().get("siblings").get(0).get("id").asString();
        Answer second = send(doctor, hub, "PUT", LIMITS, limits("87", List.of(sibling)));
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.json().get("siblings")).hasSize(1);
        assertThat(second.json().get("conflict").asBoolean()).isFalse();
        assertThat(send(doctor, hub, "PUT", LIMITS, limits("-5", List.of())).status())
                .isEqualTo(422);
        assertThat(send(doctor, hub, "PUT", LIMITS, limits("101", List.of())).status())
                .as("a low limit above all that can be measured")
                .isEqualTo(422);
    }

    @Test
    void whoIsDisabledIsOutWithinASecondAlsoOnAnOpenStream() throws Exception {
        HttpClient leaver = loggedIn(hub, "leaver");
        HttpResponse<InputStream> stream = leaver.send(
                HubFixture.request(hub, "/api/v1/stream").GET().build(), HttpResponse.BodyHandlers.ofInputStream());
        assertThat(stream.statusCode()).isEqualTo(200);
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).isEqualTo("event: hello");
            fixture.accounts().change(accounts -> {
                accounts.computeIfPresent("leaver", (_, account) -> account.withEnabled(false));
                return accounts;
            });
            String line = lines.readLine();
            while (line != null && !line.equals("event: goodbye")) {
                line = lines.readLine();
            }
            assertThat(line).isEqualTo("event: goodbye");
        }
        assertThat(get(leaver, hub, "/api/v1/beds").status()).isEqualTo(401);
    }

    @Test
    void theStreamTellsOfTheBed() throws Exception {
        HttpClient nurse = loggedIn(hub, "nurse");
        HttpResponse<InputStream> stream = nurse.send(
                HubFixture.request(hub, "/api/v1/stream").GET().build(), HttpResponse.BodyHandlers.ofInputStream());
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            while (line != null && !line.equals("event: beds")) {
                line = lines.readLine();
            }
            assertThat(lines.readLine()).contains("\"bed\":\"7A-01\"");
        }
    }

    @Test
    void whoMayNotSeePatientsIsToldThatThereIsNothing() throws Exception {
        HttpClient admin = loggedIn(hub, "admin");
        HttpResponse<InputStream> stream = admin.send(
                HubFixture.request(hub, "/api/v1/stream").GET().build(), HttpResponse.BodyHandlers.ofInputStream());
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            for (String kind : List.of("beds", "alerts", "conflicts")) {
                String line = lines.readLine();
                while (line != null && !line.equals("event: " + kind)) {
                    line = lines.readLine();
                }
                assertThat(lines.readLine()).contains("\"" + kind + "\":[]");
            }
        }
    }

    @Test
    void aLookAtABedIsInTheAuditOnceFromWhicheverSideItIsLookedAt() throws Exception {
        HttpClient viewer = loggedIn(hub, "viewer");
        HttpClient admin = loggedIn(hub, "admin");
        get(viewer, hub, LIMITS);
        await(() -> looksOfTheViewer(admin) == 1);
        get(viewer, hub, "/api/v1/beds/" + BED);
        get(viewer, hub, "/api/v1/beds/" + BED + "/assignment");
        // Another session's look comes after those two, if they were written.
        get(loggedIn(hub, "viewer"), hub, "/api/v1/beds/" + BED);
        await(() -> looksOfTheViewer(admin) >= 2);
        assertThat(looksOfTheViewer(admin)).isEqualTo(2);
    }

    private long looksOfTheViewer(HttpClient admin) throws Exception {
        long looks = 0;
        for (JsonNode entry : get(admin, hub, "/api/v1/audit?limit=2000").json().get("entries")) {
            boolean isLook = entry.get("what").asString().equals("viewed bed " + BED);
            looks += isLook && entry.get("role").asString().equals("charge") ? 1 : 0;
        }
        return looks;
    }

    @Test
    void anotherSitesPageMayNotActNorListen() throws Exception {
        HttpClient nurse = loggedIn(hub, "nurse");
        assertThat(send(
                                nurse,
                                HubFixture.request(hub, "/api/v1/stream")
                                        .header("Origin", "https://evil.example")
                                        .GET())
                        .status())
                .isEqualTo(403);
    }

    @Test
    void everythingCarriesItsSecurityHeaders() throws Exception {
        var headers = get(HubFixture.browser(), hub, "/health/live").response().headers();
        assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe-inline");
        assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
    }

    @Test
    void healthAndMetricsAnswer() throws Exception {
        HttpClient browser = HubFixture.browser();
        assertThat(get(browser, hub, "/health/ready").json().get("status").asString())
                .isEqualTo("OK");
        assertThat(get(browser, hub, "/metrics").response().body())
                .contains("wardkeep_observations_total")
                .contains("wardkeep_alert_episodes_active{priority=\"high\"}");
    }

    static Map<String, Object> limits(String low, List<String> seen) {
        java.util.HashMap<String, Object> body = new java.util.HashMap<>();
        body.put("code", SPO2);
        body.put("low", low);
        body.put("high", null);
        body.put("seen", seen);
        return body;
    }

    static void await(Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + 20_000_000_000L;
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("gave up waiting").isLessThan(end);
            Thread.onSpinWait();
        }
    }
}
