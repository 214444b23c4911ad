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

/**
 * Bytes of a capture in, one JSON line a reading out. A capture does not tell when its bytes came: a reading's time is
 * the device's own where it tells one, and otherwise that of decoding. What the driver would have asked the device is
 * left out.
 */
final class Decode {

    private static final int READ_BYTES = 4_096;
    private static final BigDecimal NANOS_PER_MILLI = BigDecimal.valueOf(1_000_000);

    private final Driver driver;
    private final InstantSource clock;
    /** Whose the next line is: of a sender that speaks for many, the one that it named last. */
    private String device;

    private final Consumer<String> lines;
    private final ObjectMapper json = JsonMapper.builder().build();
    private long count;

    /**
     * Decodes nothing yet.
     *
     * @param device what the lines call it
     * @param lines receives each line
     */
    Decode(Driver driver, InstantSource clock, String device, Consumer<String> lines) {
        this.driver = driver;
        this.clock = clock;
        this.device = device;
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
        switch (event) {
            case DriverEvent.Measured(Reading reading) -> line("", reading);
            case DriverEvent.MeasuredByPart(String part, Reading reading) -> line(part, reading);
            case DriverEvent.Technical(var condition, boolean present) ->
                write(begun(clock.millis()).put("technical", condition.name()).put("present", present));
            case DriverEvent.DeviceAlert alert ->
                write(begun(clock.millis())
                        .put("alarm", alert.id())
                        .put("code", alert.code())
                        .put("priority", alert.priority().name())
                        .put("physiological", alert.physiological())
                        .put("present", alert.present()));
            case DriverEvent.Identity(String model, String serial, String firmware) ->
                write(begun(clock.millis())
                        .put("model", model)
                        .put("serial", serial)
                        .put("firmware", firmware));
            case DriverEvent.Malformed(String reason, int bytes) ->
                write(begun(clock.millis())
                        .put("malformed", true)
                        .put("reason", reason)
                        .put("bytes", bytes));
            case DriverEvent.LeftOut(String what) -> write(begun(clock.millis()).put("left_out", what));
            case DriverEvent.Relayed(var place, var equipment, var _) ->
                device = equipment.isEmpty() ? place : equipment;
            case DriverEvent.Moved moved ->
                write(begun(clock.millis())
                        .put("place", moved.place())
                        .put("patient", moved.label())
                        .put("stays", moved.stays())
                        .put("event", moved.event()));
            case DriverEvent.Transmit _, DriverEvent.Acknowledge _ -> {
                // What the driver asks and answers is no part of a capture.
            }
        }
    }

    private void line(String part, Reading reading) {
        ObjectNode node = reading(part, reading);
        switch (reading) {
            case Observation observation -> {
                if (observation.validity().hasValue()) {
                    node.put("value", observation.value().toBigDecimal());
                } else {
                    node.putNull("value");
                }
                end(node, observation, observation.unit());
            }
            case Waveform run -> {
                samples(run, node.putArray("value"));
                end(
                        node.put(
                                "period_ms",
                                BigDecimal.valueOf(run.periodNanos()).divide(NANOS_PER_MILLI)),
                        run,
                        run.unit());
            }
        }
    }

    private ObjectNode begun(long millis) {
        return json.createObjectNode()
                .put("n", ++count)
                .put("t", Instant.ofEpochMilli(millis).toString())
                .put("device", device);
    }

    private ObjectNode reading(String part, Reading reading) {
        ObjectNode node = begun(
                reading.deviceMillis() == Reading.NO_DEVICE_TIME ? reading.measuredMillis() : reading.deviceMillis());
        if (!part.isEmpty()) {
            node.put("part", part);
        }
        return node.put("code", reading.code())
                .put(
                        "ref",
                        Nomenclature.standard()
                                .metric(reading.code())
                                .map(Metric::refId)
                                .orElse(""));
    }

    private void end(ObjectNode node, Reading reading, int unit) {
        node.put("unit", Nomenclature.standard().unit(unit).map(Unit::ucum).orElse(""));
        write(node.put("validity", reading.validity().name()));
    }

    private static void samples(Waveform run, ArrayNode samples) {
        for (int index = 0; index < run.length(); index++) {
            if (run.sample(index) == Waveform.MISSING) {
                samples.addNull();
            } else {
                samples.add(BigDecimal.valueOf(run.sample(index), run.scale()));
            }
        }
    }

    private void write(ObjectNode node) {
        lines.accept(json.writeValueAsString(node));
    }
}
