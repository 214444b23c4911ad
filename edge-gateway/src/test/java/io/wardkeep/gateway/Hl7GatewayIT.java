package io.wardkeep.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wardkeep.configuration.ConfigException;
import io.wardkeep.gateway.journal.AcknowledgePolicy;
import io.wardkeep.gateway.journal.CommitPace;
import io.wardkeep.password.PasswordHash;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** A whole gateway in this process, and a sender on a real socket: what was acknowledged is there after a restart. */
@Timeout(120)
class Hl7GatewayIT {

    private static final String VALUE = "\u000bMSH|^~\\&|GW|ACME|||20240315143015+0000||ORU^R01^ORU_R01|M1|P|2.6\r"
            + "PV1||I|ICU^^BED7\rOBR|1|1|1|182777000^monitoring of patient^SCT|||20240315143015+0000\r"
            + "OBX|1|NM|150456^MDC_PULS_OXIM_SAT_O2^MDC|1.22.1.2|97|262688^MDC_DIM_PERCENT^MDC|||||R\r\u001c\r";
    private static final String ALARM = "\u000bMSH|^~\\&|GW|ACME|||20240315143016+0000||ORU^R40^ORU_R40|M2|P|2.6\r"
            + "PV1||I|ICU^^BED7\rOBR|1|A|A-78|196616^MDC_EVT_ALARM^MDC|||20240315143016+0000\r"
            + "OBX|1|ST|196670^MDC_EVT_LO^MDC|1.22.1.2.1|SpO2 low||||||R\r"
            + "OBX|2|NM|150456^MDC_PULS_OXIM_SAT_O2^MDC|1.22.1.2.2|86|262688^MDC_DIM_PERCENT^MDC|||||R\r"
            + "OBX|3|ST|68481^MDC_ATTR_EVENT_PHASE^MDC|1.22.1.2.3|start||||||R\r"
            + "OBX|4|ST|68484^MDC_ATTR_ALARM_PRIORITY^MDC|1.22.1.2.6|PH||||||R\r\u001c\r";

    private static final String PIN =
            PasswordHash.create("4711".toCharArray(), new Random(1)).phc();

    @TempDir
    private Path directory;

    private final ObjectMapper json = JsonMapper.builder().build();
    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void whatWasAcknowledgedIsThereAfterARestartAndNotTwice() throws Exception {
        Gateway gateway = start();
        assertThat(answers(gateway, VALUE, ALARM)).contains("MSA|AA|M1\r").contains("MSA|AA|M2\r");
        gateway.stop();

        Gateway again = start();
        assertThat(answers(again, VALUE)).contains("MSA|AA|M1\r");
        assertThat(alarms(again)).isEqualTo(1);
        JsonNode report = get(again, "/api/v1/completeness");
        assertThat(observations(report)).isEqualTo(1);
        assertThat(report.path("totals").path("lost").asLong()).isZero();
        again.stop();
    }

    @Test
    void aValueWithoutACodeIsLeftOutByItsNameAndNoNonsense() throws Exception {
        Gateway gateway = start();
        String mood = "OBX|2|NM|777^MOOD^99LOCAL|1.22.1.3|5|262688^MDC_DIM_PERCENT^MDC|||||R\r";
        assertThat(answers(gateway, VALUE.replace("\u001c", mood + "\u001c"))).contains("MSA|AA|M1\r");
        HttpResponse<String> metrics = ask(gateway, "/metrics");
        gateway.stop();

        assertThat(metrics.body().lines())
                .filteredOn(line -> line.startsWith("wardkeep_values_left_out_total"))
                .singleElement()
                .asString()
                .contains("port=\"monitor-7\"", "reason=\"MOOD\"")
                .endsWith(" 1.0");
        assertThat(metrics.body()).doesNotContain("wardkeep_values_refused_total{", "wardkeep_frames_malformed_total{");
    }

    @Test
    void anAdmissionIsProposedUntilAPersonHasDecided() throws Exception {
        Gateway gateway = start();
        assertThat(answers(gateway, admission("A01", "M3", "Lindqvist^Jan", "20240315143015")))
                .contains("MSA|AA|M3\r");
        gateway.stop();

        Gateway again = start();
        JsonNode proposed = assignment(again);
        assertThat(proposed.path("patient").isNull())
                .as("nobody lies there yet")
                .isTrue();
        assertThat(proposed.path("proposal").path("patient").path("label").asString())
                .isEqualTo("Lindqvist, Jan");
        assertThat(get(again, "/api/v1/conflicts").path("conflicts"))
                .singleElement()
                .satisfies(open -> assertThat(open.path("kind").asString()).isEqualTo("PROPOSAL"));
        assign(again, "Lindqvist, Jan", proposed.path("seen"));
        assertThat(assignment(again).path("patient").path("label").asString()).isEqualTo("Lindqvist, Jan");
        assertThat(get(again, "/api/v1/conflicts").path("conflicts")).isEmpty();
        again.stop();
    }

    @Test
    void whatHappenedBeforeADecisionIsProposedNoMoreAndWhatHappensAfterItIs() throws Exception {
        Gateway gateway = start();
        answers(gateway, admission("A01", "M3", "Lindqvist^Jan", "20240315143015"));
        assign(gateway, "Berg, Eva", assignment(gateway).path("seen"));
        assertThat(answers(gateway, admission("A01", "M4", "Holm^Per", "20240315140000")))
                .contains("MSA|AA|M4\r");
        assertThat(answers(gateway, admission("A01", "M3", "Lindqvist^Jan", "20240315143015")))
                .contains("MSA|AA|M3\r");
        assertThat(assignment(gateway).path("proposal").isNull()).isTrue();

        answers(gateway, admission("A03", "M5", "Berg^Eva", "20240315160000"));
        JsonNode discharged = assignment(gateway);
        assertThat(discharged.path("patient").path("label").asString())
                .as("still there")
                .isEqualTo("Berg, Eva");
        assertThat(discharged.path("proposal").path("patient").isNull()).isTrue();
        assertThat(discharged.path("proposal").path("left").path("label").asString())
                .isEqualTo("Berg, Eva");
        assertThat(ask(gateway, "/audit", logIn(gateway, "adm")))
                .as("names of patients can be taken out of assignments, never out of the audit log")
                .contains("ADT A03")
                .doesNotContain("Berg, Eva", "Lindqvist, Jan");
        gateway.stop();
    }

    @Test
    void whatAgreedWithTheWardWhenItDecidedIsNoNewsLater() throws Exception {
        Gateway gateway = start();
        answers(gateway, admission("A03", "M3", "Holm^Per", "20240315143015"));
        assertThat(assignment(gateway).path("proposal").isNull())
                .as("the bed is free")
                .isTrue();
        assign(gateway, "Berg, Eva", assignment(gateway).path("seen"));
        assertThat(assignment(gateway).path("proposal").isNull()).isTrue();
        gateway.stop();
    }

    @Test
    void whoIsMovedWithinTheBedHasNotLeftIt() throws Exception {
        Gateway gateway = start();
        answers(
                gateway,
                admission("A02", "M3", "Berg^Eva", "20240315143015")
                        .replace("ICU^^BED7", "ICU^^BED7^CHI|||ICU^^BED7^MED"));
        assertThat(assignment(gateway)
                        .path("proposal")
                        .path("patient")
                        .path("label")
                        .asString())
                .isEqualTo("Berg, Eva");
        gateway.stop();
    }

    @Test
    void aDepartureThatIsToldLateTakesNobodyElseAway() throws Exception {
        Gateway gateway = start();
        answers(
                gateway,
                admission("A01", "M3", "Berg^Eva", "20240315100000"),
                admission("A03", "M4", "Holm^Per", "20240315110000"));
        assertThat(assignment(gateway)
                        .path("proposal")
                        .path("patient")
                        .path("label")
                        .asString())
                .isEqualTo("Berg, Eva");
        answers(gateway, admission("A03", "M5", "Berg^Eva", "20240315120000"));
        assertThat(assignment(gateway).path("proposal").isNull())
                .as("the bed is free")
                .isTrue();
        gateway.stop();
    }

    @Test
    void whatIsSentAgainWhileTheDiskIsSlowIsAcknowledgedNoSooner() throws Exception {
        CountDownLatch disk = new CountDownLatch(1);
        AtomicBoolean slow = new AtomicBoolean();
        Gateway gateway = start(() -> {
            if (slow.get()) {
                awaitUninterrupted(disk);
            }
        });
        String admission = admission("A01", "M3", "Berg^Eva", "20240315100000");
        answers(gateway, VALUE);
        slow.set(true);
        try (Socket first = connect(gateway);
                Socket second = connect(gateway)) {
            first.getOutputStream().write(admission.getBytes(StandardCharsets.UTF_8));
            awaitProposal(gateway);
            second.getOutputStream().write((admission + ALARM).getBytes(StandardCharsets.UTF_8));
            second.setSoTimeout(300);
            assertThatThrownBy(() -> second.getInputStream().read())
                    .as("an answer for what is not durable")
                    .isInstanceOf(SocketTimeoutException.class);
            disk.countDown();
            second.setSoTimeout(0);
            assertThat(answer(second)).contains("MSA|AA|M3\r");
            assertThat(answer(first)).contains("MSA|AA|M3\r");
        }
        gateway.stop();
    }

    private void awaitProposal(Gateway gateway) throws IOException, InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (assignment(gateway).path("proposal").isNull()) {
            assertThat(System.nanoTime()).as("still not proposed").isLessThan(until);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException unwanted) {
            throw new AssertionError(unwanted);
        }
    }

    @Test
    void anAdmissionToAnotherWardIsAcceptedAndNothingIsKept() throws Exception {
        Gateway gateway = start();
        assertThat(answers(
                        gateway,
                        admission("A01", "M3", "Lindqvist^Jan", "20240315143015")
                                .replace("BED7", "BED9")))
                .contains("MSA|AA|M3\r");
        assertThat(assignment(gateway).path("proposal").isNull()).isTrue();
        String counted = "wardkeep_mllp_passed_over_total{reason=\"elsewhere\"} 1.0";
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!ask(gateway, "/metrics").body().contains(counted)) {
            assertThat(System.nanoTime()).as("still not counted").isLessThan(until);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        gateway.stop();
    }

    private static String admission(String trigger, String id, String name, String time) {
        return "\u000bMSH|^~\\&|HIS|ACME|||" + time + "+0000||ADT^" + trigger + "^ADT_A01|" + id + "|P|2.6\rEVN||"
                + time + "+0000\rPID|||" + Math.floorMod(name.hashCode(), 10_000) + "^^^WARD^MR||" + name
                + "||19610203|M\rPV1||I|ICU^^BED7\r\u001c\r";
    }

    private JsonNode assignment(Gateway gateway) throws IOException, InterruptedException {
        return get(gateway, "/api/v1/beds/7A-07/assignment");
    }

    private void assign(Gateway gateway, String patient, JsonNode seen) throws IOException, InterruptedException {
        send(
                gateway,
                "PUT",
                "/beds/7A-07/assignment",
                Map.of("patient", Map.of("label", patient), "seen", seen),
                logIn(gateway, "jl"));
    }

    private String logIn(Gateway gateway, String user) throws IOException, InterruptedException {
        HttpResponse<String> session = send(gateway, "POST", "/session", Map.of("user", user, "pin", "4711"), "");
        return session.headers().firstValue("set-cookie").orElseThrow().split(";", -1)[0];
    }

    private String ask(Gateway gateway, String path, String cookie) throws IOException, InterruptedException {
        return http.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.pagePort() + "/api/v1" + path))
                                .header("cookie", cookie)
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private HttpResponse<String> send(Gateway gateway, String method, String path, Object body, String cookie)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + gateway.pagePort() + "/api/v1" + path))
                .header("content-type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body)));
        if (!cookie.isEmpty()) {
            request.header("cookie", cookie);
        }
        HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response;
    }

    private static long observations(JsonNode report) {
        long observations = 0;
        for (JsonNode stream : report.path("streams")) {
            boolean readings = stream.path("shard").asString().endsWith("/OBS");
            observations += readings ? stream.path("data").asLong() : 0;
        }
        return observations;
    }

    private long alarms(Gateway gateway) throws IOException, InterruptedException {
        long alarms = 0;
        for (JsonNode alert : get(gateway, "/api/v1/alerts").path("alerts")) {
            alarms += alert.path("kind").asString().equals("DEVICE_PHYSIOLOGICAL") ? 1 : 0;
        }
        return alarms;
    }

    private Gateway start() throws IOException, ConfigException {
        return start(CommitPace.UNBRAKED);
    }

    private Gateway start(CommitPace pace) throws IOException, ConfigException {
        Path file = directory.resolve("gateway.yaml");
        Files.writeString(file, """
                gateway: {site: 7a-box-1, ward: 7A}
                state: {directory: %1$s, retain: 1d, reserve: 0MiB}
                mllp:
                  listen: 127.0.0.1:0
                  locations: {7A-07: "ICU^^BED7"}
                  devices: {monitor-7: {bed: 7A-07}}
                page: {listen: "127.0.0.1:0"}
                staff:
                  - {user: jl, name: J. Lindqvist, role: charge, pin: "%2$s"}
                  - {user: adm, name: A. Dahl, role: admin, pin: "%2$s"}
                """.formatted(directory.resolve("state"), PIN));
        return Gateway.start(
                GatewayConfig.read(file),
                new GatewayClock(System::nanoTime, System::currentTimeMillis),
                pace,
                AcknowledgePolicy.AFTER_COMMIT);
    }

    private static String answers(Gateway gateway, String... messages) throws IOException {
        ByteArrayOutputStream answers = new ByteArrayOutputStream();
        try (Socket sender = connect(gateway)) {
            for (String message : messages) {
                sender.getOutputStream().write(message.getBytes(StandardCharsets.UTF_8));
                answers.writeBytes(answer(sender).getBytes(StandardCharsets.UTF_8));
            }
        }
        return answers.toString(StandardCharsets.UTF_8);
    }

    private static Socket connect(Gateway gateway) throws IOException {
        return new Socket(
                InetAddress.getLoopbackAddress(),
                Math.toIntExact(gateway.mllpPort().orElseThrow()));
    }

    private static String answer(Socket sender) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        for (int next = 0; next != 0x1C; answer.write(next)) {
            next = sender.getInputStream().read();
            assertThat(next).isNotNegative();
        }
        return answer.toString(StandardCharsets.UTF_8);
    }

    private JsonNode get(Gateway gateway, String path) throws IOException, InterruptedException {
        return json.readTree(ask(gateway, path).body());
    }

    private HttpResponse<String> ask(Gateway gateway, String path) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.pagePort() + path))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response;
    }
}
