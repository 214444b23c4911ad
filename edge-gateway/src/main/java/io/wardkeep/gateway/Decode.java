package io.wardkeep.gateway;

import io.wardkeep.driver.Driver;
import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.DriverSession;
import io.wardkeep.ward.Metric;
import io.wardkeep.ward.Nomenclature;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.Unit;
import io.wardkeep.ward.Waveform;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Bytes of a capture in, one JSON line a reading out. */
final class Decode {

    private static final int READ_BYTES = 4_096;

    private final Driver driver;
    private final InstantSource clock;
    private final Consumer<String> lines;
    private final ObjectMapper json = JsonMapper.builder().build();
    private long count;

    Decode(Driver driver, InstantSource clock, Consumer<String> lines) {
        this.driver = driver;
        this.clock = clock;
        this.lines = lines;
    }

    /** Reads to the end. */
    void read(InputStream capture) throws IOException {
        DriverSession session = driver.open();
        byte[] buffer = new byte[READ_BYTES];
        for (int length = capture.read(buffer); length >= 0; length = capture.read(buffer)) {
            session.received(ByteBuffer.wrap(buffer, 0, length), clock.millis(), this::line);
        }
        session.ticked(clock.millis(), this::line);
    }

    private void line(DriverEvent event) {
        ObjectNode node = json.createObjectNode();
        node.put("n", ++count);
        switch (event) {
            case DriverEvent.Measured(Observation observation) -> {
                reading(node, observation, observation.unit());
                if (observation.validity().hasValue()) {
                    node.put("value", observation.value().toBigDecimal());
                } else {
                    node.putNull("value");
                }
            }
            case DriverEvent.Measured(Waveform run) -> {
                reading(node, run, run.unit());
                node.put("period_ns", run.periodNanos());
                ArrayNode samples = node.putArray("samples");
                for (int index = 0; index < run.length(); index++) {
                    if (run.sample(index) == Waveform.MISSING) {
                        samples.addNull();
                    } else {
                        samples.add(BigDecimal.valueOf(run.sample(index), run.scale()));
                    }
                }
            }
            case DriverEvent.Technical(var condition, boolean present) ->
                node.put("technical", condition.name()).put("present", present);
            case DriverEvent.DeviceAlert alert ->
                node.put("alarm", alert.id())
                        .put("code", alert.code())
                        .put("priority", alert.priority().name())
                        .put("present", alert.present());
            case DriverEvent.Identity(String model, String serial, String firmware) ->
                node.put("model", model).put("serial", serial).put("firmware", firmware);
            case DriverEvent.Malformed(String reason, int bytes) ->
                node.put("malformed", reason).put("bytes", bytes);
            case DriverEvent.Transmit(ByteBuffer bytes) -> node.put("transmit", bytes.remaining());
            case DriverEvent.Acknowledge(var bytes, var _, var _) -> node.put("acknowledge", bytes.remaining());
        }
        lines.accept(json.writeValueAsString(node));
    }

    private static void reading(ObjectNode node, Reading reading, int unit) {
        node.put("t", Instant.ofEpochMilli(reading.measuredMillis()).toString());
        node.put("device", "capture");
        node.put("code", reading.code());
        node.put(
                "ref",
                Nomenclature.standard()
                        .metric(reading.code())
                        .map(Metric::refId)
                        .orElse(""));
        node.put("unit", Nomenclature.standard().unit(unit).map(Unit::ucum).orElse(""));
        node.put("validity", reading.validity().name());
    }
}
