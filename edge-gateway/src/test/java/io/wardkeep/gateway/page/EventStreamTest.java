package io.wardkeep.gateway.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.ward.Validity;
import io.wardkeep.ward.Waveform;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EventStreamTest {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final PageUnderTest page = new PageUnderTest();

    @AfterEach
    void close() {
        page.close();
    }

    @Test
    void beginsWithEverythingAsItIs() throws IOException {
        page.ward.raise(1);
        try (Stream stream = new Stream(page)) {
            assertThat(stream.next("hello").get("site").asString()).isEqualTo("ward");
            assertThat(stream.next("beds").get("beds")).hasSize(1);
            assertThat(stream.next("alerts").has("alerts")).isTrue();
            assertThat(stream.next("conflicts").has("conflicts")).isTrue();
            assertThat(stream.next("gateways").has("gateways")).isTrue();
        }
    }

    @Test
    void tellsOfAValueAndOfAnAlert() throws IOException {
        try (Stream stream = new Stream(page)) {
            stream.next("gateways");
            page.clock.pass(1000);
            page.ward.measure(82);
            JsonNode bed = stream.next("bed");
            assertThat(bed.get("vitals").get(0).get("value").asString()).isEqualTo("82");

            page.ward.raise(1);
            JsonNode alerts = stream.next("alerts").get("alerts");
            assertThat(alerts.get(0).get("text").asString()).isEqualTo("SpO₂ 82 < 90");
        }
    }

    @Test
    void aBedIsToldOfAtMostTwiceASecond() throws IOException {
        try (Stream stream = new Stream(page)) {
            stream.next("gateways");
            for (int index = 0; index < 100; index++) {
                page.clock.pass(100);
                page.ward.measure(80 + index % 10);
            }
            page.ward.raise(1);
            List<String> events = stream.untilNext("alerts");
            assertThat(events).filteredOn("bed"::equals).hasSizeBetween(1, 20);
        }
    }

    @Test
    void carriesCurvesWithTheirMissingSamples() throws IOException {
        try (Stream stream = new Stream(page)) {
            stream.next("gateways");
            int[] samples = {10, Waveform.MISSING, 12};
            page.server
                    .feed()
                    .offerWave(
                            SmallWard.BED,
                            new Waveform(
                                    150452, 262656, 13_333_333, 0, samples, Validity.VALID, page.clock.millis(), 0));

            JsonNode wave = stream.next("wave");

            assertThat(wave.get("bed").asString()).isEqualTo("7A-02");
            assertThat(wave.get("samples").get(0).asInt()).isEqualTo(10);
            assertThat(wave.get("samples").get(1).isNull()).isTrue();
            assertThat(wave.get("periodNanos").asLong()).isEqualTo(13_333_333);
        }
    }

    @Test
    void beatsSoThatSilenceIsNoticed() throws IOException {
        try (Stream stream = new Stream(page)) {
            assertThat(stream.next("clock").get("time").asLong()).isEqualTo(page.clock.millis());
        }
    }

    @Test
    void aBrowserThatDoesNotReadIsCutOffAndTheOthersAreServed() throws IOException {
        try (Stream slow = new Stream(page);
                Stream reader = new Stream(page)) {
            reader.next("gateways");
            int[] samples = new int[Waveform.SAMPLES_MAX];
            java.util.Arrays.fill(samples, 123_456_789);
            Waveform run = new Waveform(150452, 262656, 4_000_000, 0, samples, Validity.VALID, page.clock.millis(), 0);
            while (page.server.slowClientsDropped() == 0) {
                page.server.feed().offerWave(SmallWard.BED, run);
                reader.next("wave");
            }
            page.ward.raise(1);
            assertThat(reader.next("alerts").get("alerts")).hasSize(1);
            assertThat(page.server.slowClientsDropped()).isEqualTo(1);
            assertThat(slow.socket.isClosed()).isFalse();
        }
    }

    /** A browser on the stream, as bare as can be. */
    private static final class Stream implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader lines;

        private Stream(PageUnderTest page) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), page.port);
            OutputStream out = socket.getOutputStream();
            out.write(("GET /api/v1/stream HTTP/1.1\r\nHost: 127.0.0.1:" + page.port + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        }

        /** The next event of that name; others are passed over. */
        private JsonNode next(String event) throws IOException {
            List<String> data = new ArrayList<>();
            read(event, data);
            return MAPPER.readTree(data.getFirst());
        }

        /** The names of the events up to the next one of that name. */
        private List<String> untilNext(String event) throws IOException {
            return read(event, new ArrayList<>());
        }

        private List<String> read(String event, List<String> data) throws IOException {
            List<String> passed = new ArrayList<>();
            String name = "";
            while (true) {
                String line = lines.readLine();
                if (line == null) {
                    throw new IOException("the stream ended");
                }
                if (line.startsWith("event: ")) {
                    name = line.substring(7);
                    passed.add(name);
                } else if (line.startsWith("data: ") && name.equals(event)) {
                    data.add(line.substring(6));
                    return passed;
                }
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
