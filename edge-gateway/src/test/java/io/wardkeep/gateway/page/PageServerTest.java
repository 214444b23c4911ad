package io.wardkeep.gateway.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class PageServerTest {

    private final PageUnderTest page = new PageUnderTest();
    private final String alert = "/api/v1/alerts/" + page.ward.episodeId();

    @AfterEach
    void close() {
        page.close();
    }

    @Test
    void anybodyOnTheWardSeesTheBedsAndHowOldEachValueIs() {
        page.ward.measure(97);
        page.clock.pass(500);
        page.ward.measure(96);

        JsonNode bed = awaitVital("96");

        JsonNode vital = bed.get("vitals").get(0);
        assertThat(vital.get("label").asString()).isEqualTo("SpO₂");
        assertThat(vital.get("measured").asLong()).isEqualTo(page.clock.millis());
        assertThat(vital.get("received").asLong()).isEqualTo(page.clock.millis());
        assertThat(vital.get("low").asString()).isEqualTo("90");
        assertThat(vital.get("high").isNull()).isTrue();
        assertThat(bed.get("link").asString()).isEqualTo("LIVE");
        assertThat(bed.get("patient").isNull()).isTrue();
    }

    @Test
    void nobodyActsWithoutLoggingIn() {
        page.ward.raise(1);

        HttpResponse<String> answer = page.send(
                page.request("POST", alert + "/acknowledge", "{\"epoch\":1}").build());

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(PageUnderTest.json(answer).get("status").asInt()).isEqualTo(401);
    }

    @Test
    void anAcknowledgementNamesThePersonAndItsPlace() {
        page.ward.raise(1);
        String nurse = page.login("nurse");

        HttpResponse<String> answer = page.as(nurse, "POST", alert + "/acknowledge", "{\"epoch\":1}");

        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode view = PageUnderTest.json(answer);
        assertThat(view.get("state").asString()).isEqualTo("ACTIVE_ACK");
        assertThat(view.get("marker").asString()).isEqualTo("***");
        assertThat(view.get("text").asString()).isEqualTo("SpO₂ 82 < 90");
        assertThat(view.get("acknowledged").get("by").asString()).isEqualTo("NURSE");
        assertThat(view.get("acknowledged").get("where").asString()).isEqualTo("bed");
    }

    @Test
    void anAcknowledgementOfAnOlderEpochIsAConflict() {
        page.ward.raise(1);
        page.ward.raise(2);

        HttpResponse<String> answer = page.as(page.login("nurse"), "POST", alert + "/acknowledge", "{\"epoch\":1}");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @Test
    void aCommandIsAnsweredOnlyAfterTheCommit() {
        page.ward.raise(1);
        String nurse = page.login("nurse");
        page.ward.holdJournal();

        CompletableFuture<HttpResponse<String>> answer =
                page.sendLater(page.request("POST", alert + "/accept", "{\"epoch\":1}")
                        .header("Cookie", nurse)
                        .build());
        while (page.ward.waitingForCommit() == 0) {
            Thread.onSpinWait();
        }
        // A later request is answered meanwhile, so this one had every chance to be.
        assertThat(page.get("/api/v1/beds").statusCode()).isEqualTo(200);
        assertThat(answer).isNotDone();

        page.ward.commit();
        assertThat(answer.join().statusCode()).isEqualTo(200);
    }

    @Test
    void aPauseIsCutToTwoMinutes() {
        page.ward.raise(1);

        HttpResponse<String> answer =
                page.as(page.login("nurse"), "POST", alert + "/pause", "{\"epoch\":1,\"seconds\":86400}");

        assertThat(PageUnderTest.json(answer).get("pausedUntil").asLong()).isEqualTo(page.clock.millis() + 120_000);
    }

    @Test
    void settingLimitsSaysWhoAndSupersedesWhatWasSeen() {
        String nurse = page.login("nurse");
        JsonNode first = PageUnderTest.json(page.as(
                nurse,
                "PUT",
                "/api/v1/beds/7A-02/limits",
                "{\"code\":150456,\"low\":\"88\",\"high\":null,\"seen\":[]}"));
        String sibling = first.get("siblings").get(0).get("id").asString();

        HttpResponse<String> answer = page.as(
                nurse,
                "PUT",
                "/api/v1/beds/7A-02/limits",
                "{\"code\":150456,\"low\":\"92\",\"high\":null,\"seen\":[\"" + sibling + "\"]}");

        JsonNode limit = PageUnderTest.json(answer);
        assertThat(limit.get("low").asString()).isEqualTo("92");
        assertThat(limit.get("conflict").asBoolean()).isFalse();
        assertThat(limit.get("siblings")).hasSize(1);
        assertThat(limit.get("source").asString()).startsWith("NURSE ");
    }

    @Test
    void leavingALimitOutIsNotTheSameAsNone() {
        HttpResponse<String> answer = page.as(
                page.login("nurse"), "PUT", "/api/v1/beds/7A-02/limits", "{\"code\":150456,\"high\":null,\"seen\":[]}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(PageUnderTest.json(answer).get("detail").asString()).contains("low");
    }

    @Test
    void crossedLimitsAreRefused() {
        HttpResponse<String> answer = page.as(
                page.login("nurse"),
                "PUT",
                "/api/v1/beds/7A-02/limits",
                "{\"code\":150456,\"low\":\"95\",\"high\":\"90\",\"seen\":[]}");

        assertThat(answer.statusCode()).isEqualTo(422);
    }

    @Test
    void anAssignmentComesBackWithWhatToSendAsSeen() {
        String charge = page.login("charge");

        page.as(charge, "PUT", "/api/v1/beds/7A-02/assignment", "{\"patient\":{\"label\":\"A. K., 66\"},\"seen\":[]}");

        JsonNode view = PageUnderTest.json(page.get("/api/v1/beds/7A-02/assignment"));
        assertThat(view.get("patient").get("label").asString()).isEqualTo("A. K., 66");
        assertThat(view.get("seen")).hasSize(1);
    }

    @Test
    void aRequestFromAnotherSiteIsRefused() {
        page.ward.raise(1);
        String nurse = page.login("nurse");

        HttpResponse<String> answer = page.send(page.request("POST", alert + "/acknowledge", "{\"epoch\":1}")
                .header("Cookie", nurse)
                .header("Origin", "http://evil.example")
                .build());

        assertThat(answer.statusCode()).isEqualTo(403);
    }

    @Test
    void aRequestOfThePageItselfIsTaken() {
        page.ward.raise(1);
        String nurse = page.login("nurse");

        HttpResponse<String> answer = page.send(page.request("POST", alert + "/acknowledge", "{\"epoch\":1}")
                .header("Cookie", nurse)
                .header("Origin", "http://127.0.0.1:" + page.port)
                .build());

        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Test
    void aForeignNameThatResolvesToThisBoxSeesNothing() throws IOException {
        assertThat(statusLine("evil.example:80")).contains(" 421 ");
        assertThat(statusLine("ward.example:80")).contains(" 200 ");
    }

    @Test
    void everyAnswerCarriesTheSecurityHeaders() {
        for (String path : new String[] {"/", "/api/v1/beds", "/api/v1/nothing", "/health/live"}) {
            HttpResponse<String> answer = page.get(path);
            String policy =
                    answer.headers().firstValue("Content-Security-Policy").orElseThrow();
            assertThat(policy)
                    .contains("default-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        }
    }

    @Test
    void theSessionCookieIsOutOfReachOfScripts() {
        HttpResponse<String> answer = page.send(
                page.request("POST", "/api/v1/session", "{\"user\":\"nurse\",\"pin\":\"" + PageUnderTest.PIN + "\"}")
                        .build());

        assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
                .contains("HttpOnly", "SameSite=Strict", "Path=/");
        assertThat(PageUnderTest.json(answer).get("role").asString()).isEqualTo("nurse");
        assertThat(page.ward.audited()).contains("NURSE (nurse) login");
    }

    @Test
    void wrongPinsSlowTheUserDownAndNobodyElse() {
        for (int index = 0; index < SessionRoutes.WRONG_TRIES_MAX; index++) {
            assertThat(tryPin("nurse", "0000")).isEqualTo(401);
        }

        assertThat(tryPin("nurse", PageUnderTest.PIN)).isEqualTo(429);
        assertThat(tryPin("charge", PageUnderTest.PIN)).isEqualTo(200);
        assertThat(page.get("/api/v1/beds").statusCode()).isEqualTo(200);
        page.clock.pass(SessionRoutes.WAIT_MILLIS);
        assertThat(tryPin("nurse", PageUnderTest.PIN)).isEqualTo(200);
    }

    @Test
    void anUnknownUserIsRefusedLikeAWrongPin() {
        HttpResponse<String> unknown = login("nobody", "1");
        HttpResponse<String> wrong = login("nurse", "1");

        assertThat(unknown.statusCode()).isEqualTo(401);
        assertThat(unknown.body()).isEqualTo(wrong.body());
    }

    @Test
    void afterLogoutTheCookieIsWorthNothing() {
        String nurse = page.login("nurse");

        assertThat(page.as(nurse, "DELETE", "/api/v1/session", "").statusCode()).isEqualTo(204);

        assertThat(page.as(nurse, "GET", "/api/v1/session", "").statusCode()).isEqualTo(401);
    }

    @Test
    void whatIsNotThereIsAProblemNotAPage() {
        assertThat(page.get("/api/v1/beds/9Z-99").statusCode()).isEqualTo(404);
        assertThat(page.get("/nothing.html").statusCode()).isEqualTo(404);
        assertThat(page.get("/assets/../index.html.orig").statusCode()).isEqualTo(404);
        assertThat(page.send(page.request("DELETE", "/api/v1/beds", "").build()).statusCode())
                .isEqualTo(405);
        assertThat(page.get("/api/v1/beds/7A-02/observations?code=x").statusCode())
                .isEqualTo(400);
    }

    @Test
    void aBodyThatIsTooLargeOrNotJsonIsRefused() {
        String nurse = page.login("nurse");

        assertThat(page.as(nurse, "POST", alert + "/acknowledge", "not json").statusCode())
                .isEqualTo(400);
        assertThat(page.as(nurse, "POST", alert + "/acknowledge", "[1]").statusCode())
                .isEqualTo(400);
        assertThat(page.as(nurse, "POST", alert + "/acknowledge", "x".repeat(70_000))
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void readinessIsWhatWasChecked() {
        assertThat(page.get("/health/ready").statusCode()).isEqualTo(200);
        page.ward.ready(false);

        HttpResponse<String> answer = page.get("/health/ready");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(PageUnderTest.json(answer).get("status").asString()).isEqualTo("FAIL");
    }

    @Test
    void thePageItselfComesFromTheClasspathWithATag() {
        HttpResponse<String> index = page.get("/");
        assertThat(index.body()).contains("<title>Ward</title>");
        assertThat(index.headers().firstValue("Cache-Control")).contains("no-cache");

        String tag = index.headers().firstValue("ETag").orElseThrow();
        assertThat(page.send(page.request("GET", "/", "")
                                .header("If-None-Match", tag)
                                .build())
                        .statusCode())
                .isEqualTo(304);
        assertThat(page.get("/assets/main-1a2b.js").headers().firstValue("Cache-Control"))
                .hasValueSatisfying(value -> assertThat(value).contains("immutable"));
    }

    private JsonNode awaitVital(String value) {
        while (true) {
            JsonNode bed =
                    PageUnderTest.json(page.get("/api/v1/beds")).get("beds").get(0);
            JsonNode vital = bed == null ? null : bed.get("vitals").get(0);
            if (vital != null && vital.get("value").asString().equals(value)) {
                return bed;
            }
        }
    }

    private HttpResponse<String> login(String user, String pin) {
        return page.send(page.request("POST", "/api/v1/session", "{\"user\":\"" + user + "\",\"pin\":\"" + pin + "\"}")
                .build());
    }

    private int tryPin(String user, String pin) {
        return login(user, pin).statusCode();
    }

    private String statusLine(String host) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), page.port)) {
            OutputStream out = socket.getOutputStream();
            out.write(("GET /api/v1/beds HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return answer.lines().findFirst().orElse("");
        }
    }
}
