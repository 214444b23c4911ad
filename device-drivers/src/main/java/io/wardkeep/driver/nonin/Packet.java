package io.wardkeep.driver.nonin;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.Oximetry;
import io.wardkeep.driver.TechnicalCondition;
import io.wardkeep.driver.TechnicalStates;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.Validity;
import io.wardkeep.ward.Waveform;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * One packet of format 2 or 7 as it fills, and what must be remembered from one to the next: the packet counter, the
 * values last said, the conditions last said. Display values are published (they hold over short artefacts), at once
 * when they change and otherwise with every third packet, that is once a second.
 */
final class Packet {

    static final int FRAMES = 25;

    private static final int PACKET_BYTES = FRAMES * 5;
    private static final int PACKETS_PER_SECOND = 3;
    private static final long SAMPLE_PERIOD_NANOS = 1_000_000_000L / 75;

    private static final int SENSOR_DISCONNECTED = 0x40;
    private static final int OUT_OF_TRACK = 0x10;
    private static final int SENSOR_ALARM = 0x08;
    private static final int LOW_BATTERY = 0x01;

    // Places in the packet, counted from 0 (the document counts from 1).
    private static final int TIMER_HIGH = 5;
    private static final int TIMER_LOW = 6;
    private static final int STATUS_2 = 7;
    private static final int SATURATION_DISPLAY = 8;
    private static final int RATE_DISPLAY_HIGH = 19;
    private static final int RATE_DISPLAY_LOW = 20;

    private static final int TIMER_MODULUS = 1 << 14;
    /** A jump of more than five minutes is a device that started anew, not a loss. */
    private static final int LOST_PACKETS_MAX = 5 * 60 * PACKETS_PER_SECOND;

    private final int[] pleth = new int[FRAMES];
    private final int[] value = new int[FRAMES];
    private final TechnicalStates conditions = new TechnicalStates();
    private int statusOfAll;
    private long firstFrameMillis;

    private int lastTimer = -1;
    private int givenUp;
    private int packetsSinceSaid = PACKETS_PER_SECOND;
    private int lastSaturation = -1;
    private int lastRate = -1;
    private int lastTrust = -1;

    void begin(long nowMillis) {
        firstFrameMillis = nowMillis;
        statusOfAll = 0;
    }

    void put(int frame, int status, int plethSample, int valueByte) {
        statusOfAll |= status;
        pleth[frame] = plethSample;
        value[frame] = valueByte;
    }

    /** A packet began and was broken; its loss has been said. */
    void givenUp() {
        givenUp++;
    }

    void complete(long nowMillis, Consumer<DriverEvent> events) {
        reportLost(events);
        boolean unplugged = (statusOfAll & SENSOR_DISCONNECTED) != 0;
        boolean sensorOff = unplugged || (statusOfAll & SENSOR_ALARM) != 0;
        boolean outOfTrack = (statusOfAll & OUT_OF_TRACK) != 0;
        conditions.report(TechnicalCondition.SENSOR_UNPLUGGED, unplugged, events);
        conditions.report(TechnicalCondition.SENSOR_OFF, sensorOff, events);
        conditions.report(TechnicalCondition.SIGNAL_POOR, outOfTrack, events);
        conditions.report(TechnicalCondition.BATTERY_LOW, (value[STATUS_2] & LOW_BATTERY) != 0, events);
        events.accept(new DriverEvent.Measured(waveform(sensorOff, outOfTrack)));
        reportValues(sensorOff, outOfTrack, nowMillis, events);
    }

    private void reportLost(Consumer<DriverEvent> events) {
        int timer = (value[TIMER_HIGH] & 0x7F) << 7 | value[TIMER_LOW] & 0x7F;
        if (lastTimer >= 0) {
            int passed = Math.floorMod(timer - lastTimer, TIMER_MODULUS);
            int lost = passed - 1 - givenUp;
            if (lost > 0 && lost <= LOST_PACKETS_MAX) {
                events.accept(new DriverEvent.Malformed("lost-packet", lost * PACKET_BYTES));
            }
        }
        lastTimer = timer;
        givenUp = 0;
    }

    private Waveform waveform(boolean sensorOff, boolean outOfTrack) {
        int[] samples = pleth.clone();
        if (sensorOff) {
            // What an uncovered sensor sees is light of the room, not a pulse.
            Arrays.fill(samples, Waveform.MISSING);
        }
        return new Waveform(
                Oximetry.PLETHYSMOGRAM.code(),
                Oximetry.PLETHYSMOGRAM.unitCode(),
                SAMPLE_PERIOD_NANOS,
                0,
                samples,
                sensorOff ? Validity.SENSOR_OFF : outOfTrack ? Validity.QUESTIONABLE : Validity.VALID,
                firstFrameMillis,
                Reading.NO_DEVICE_TIME);
    }

    private void reportValues(boolean sensorOff, boolean outOfTrack, long nowMillis, Consumer<DriverEvent> events) {
        int saturation = value[SATURATION_DISPLAY] & 0x7F;
        int rate = (value[RATE_DISPLAY_HIGH] & 0x03) << 7 | value[RATE_DISPLAY_LOW] & 0x7F;
        int trust = (sensorOff ? 2 : 0) | (outOfTrack ? 1 : 0);
        packetsSinceSaid++;
        boolean changed = saturation != lastSaturation || rate != lastRate || trust != lastTrust;
        if (!changed && packetsSinceSaid < PACKETS_PER_SECOND) {
            return;
        }
        packetsSinceSaid = 0;
        lastSaturation = saturation;
        lastRate = rate;
        lastTrust = trust;
        Observation saturationObservation = NoninValues.saturation(saturation, sensorOff, outOfTrack, nowMillis);
        Observation rateObservation = NoninValues.rate(rate, sensorOff, outOfTrack, nowMillis);
        events.accept(new DriverEvent.Measured(saturationObservation));
        events.accept(new DriverEvent.Measured(rateObservation));
    }
}
