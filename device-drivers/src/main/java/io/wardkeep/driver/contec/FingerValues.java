package io.wardkeep.driver.contec;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.Measurements;
import io.wardkeep.driver.Oximetry;
import io.wardkeep.driver.TechnicalCondition;
import io.wardkeep.driver.TechnicalStates;
import io.wardkeep.ward.Metric;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.Validity;
import java.util.function.Consumer;

/**
 * What follows from packets, and what must be remembered from one to the next. Numbers are said at once when they
 * change and otherwise once a second, as packets count it.
 */
final class FingerValues {

    private static final int SATURATION_MISSING = 127;
    private static final int RATE_MISSING = 255;

    private final FingerStream stream;
    private final TechnicalStates conditions = new TechnicalStates();
    private final PlethRun pleth;
    private boolean warned;
    private boolean everPerfused;
    private int packetsSinceSaid;
    private int lastSaturation = -1;
    private int lastRate = -1;
    private int lastPerfusion = -1;
    private int lastTrust = -1;

    FingerValues(FingerStream stream) {
        this.stream = stream;
        pleth = new PlethRun(stream.packetsPerSecond());
    }

    /** Takes over a packet; {@code followsGap} where packets are missing before it. */
    void report(FingerPacket packet, boolean followsGap, long nowMillis, Consumer<DriverEvent> events) {
        if (stream.tellsUnplugged()) {
            conditions.report(TechnicalCondition.SENSOR_UNPLUGGED, packet.unplugged, events);
        }
        conditions.report(TechnicalCondition.SENSOR_OFF, packet.sensorOff, events);
        conditions.report(TechnicalCondition.SIGNAL_POOR, packet.doubted, events);
        if (packet.warned != warned) {
            warned = packet.warned;
            events.accept(stream.warning(warned));
        }
        if (followsGap) {
            pleth.end(events);
        }
        pleth.add(packet, nowMillis, events);
        reportNumbers(packet, nowMillis, events);
    }

    private void reportNumbers(FingerPacket packet, long nowMillis, Consumer<DriverEvent> events) {
        int trust = (packet.sensorOff ? 2 : 0) | (packet.doubted ? 1 : 0);
        packetsSinceSaid++;
        boolean changed = packet.saturation != lastSaturation
                || packet.rate != lastRate
                || packet.perfusion != lastPerfusion
                || trust != lastTrust;
        if (!changed && packetsSinceSaid < stream.packetsPerSecond()) {
            return;
        }
        packetsSinceSaid = 0;
        lastSaturation = packet.saturation;
        lastRate = packet.rate;
        lastPerfusion = packet.perfusion;
        lastTrust = trust;
        boolean noSaturation = packet.saturation == SATURATION_MISSING || packet.saturation == 0;
        number(Oximetry.SATURATION, packet.saturation, 0, noSaturation, packet, nowMillis, events);
        boolean noRate = packet.rate == RATE_MISSING || packet.rate == 0;
        number(Oximetry.PULSE_RATE, packet.rate, 0, noRate, packet, nowMillis, events);
        everPerfused |= packet.perfusion > 0;
        if (everPerfused) {
            number(Oximetry.PERFUSION_INDEX, packet.perfusion, 2, packet.perfusion <= 0, packet, nowMillis, events);
        }
    }

    private static void number(
            Metric metric,
            int digits,
            int scale,
            boolean missing,
            FingerPacket packet,
            long nowMillis,
            Consumer<DriverEvent> events) {
        Observation observation = missing || packet.sensorOff
                ? Measurements.missing(
                        metric,
                        packet.sensorOff ? Validity.SENSOR_OFF : Validity.INVALID,
                        nowMillis,
                        Reading.NO_DEVICE_TIME)
                : Measurements.value(
                        metric,
                        digits,
                        scale,
                        packet.doubted ? Validity.QUESTIONABLE : Validity.VALID,
                        nowMillis,
                        Reading.NO_DEVICE_TIME);
        events.accept(new DriverEvent.Measured(observation));
    }
}
