package io.wardkeep.simulator.nonin;

import io.wardkeep.simulator.bedside.BedsideDevice;
import io.wardkeep.simulator.bedside.DeviceClock;
import io.wardkeep.simulator.bedside.Tally;
import io.wardkeep.simulator.bedside.Wire;
import io.wardkeep.simulator.patient.Patient;
import io.wardkeep.simulator.patient.Vitals;
import io.wardkeep.ward.DeviceId;
import java.time.LocalDateTime;

/** Data format 13: somebody takes a spot check, the first after five seconds and then one a minute. */
public final class NoninSpotDevice implements BedsideDevice {

    private static final long FIRST_MILLIS = 5_000;
    private static final long INTERVAL_MILLIS = 60_000;

    private static final int[] HEAD = {0x00, 0x02, 0x00, 0x0D};
    private static final int DATA_BYTES = 14;
    private static final int END = 0x03;
    private static final int NO_MEASUREMENT = 0x01;
    private static final int SMART_POINT = 0x02;

    private final DeviceId device;
    private final Patient patient;
    private final Wire wire;
    private final DeviceClock clock;
    private long checksDone;
    private long frames;
    private long unheard;

    /** A device that has just been switched on. */
    public NoninSpotDevice(DeviceId device, Patient patient, Wire wire, DeviceClock clock) {
        this.device = device;
        this.patient = patient;
        this.wire = wire;
        this.clock = clock;
    }

    @Override
    public DeviceId device() {
        return device;
    }

    @Override
    public String protocol() {
        return "nonin-df13";
    }

    @Override
    public void advance(long atMillis) {
        while (FIRST_MILLIS + checksDone * INTERVAL_MILLIS <= atMillis) {
            long due = FIRST_MILLIS + checksDone++ * INTERVAL_MILLIS;
            if (wire.send(frame(clock.localAt(due), patient.vitals(due)))) {
                frames++;
            } else {
                unheard++;
            }
        }
    }

    private static byte[] frame(LocalDateTime time, Vitals vitals) {
        boolean measured = vitals.saturation().isPresent() && vitals.pulseRate().isPresent();
        int rate = measured ? vitals.pulseRate().getAsInt() : DisplayValues.RATE_MISSING;
        int[] data = {
            decimal(time.getYear() / 100),
            decimal(time.getYear() % 100),
            decimal(time.getMonthValue()),
            decimal(time.getDayOfMonth()),
            decimal(time.getHour()),
            decimal(time.getMinute()),
            decimal(time.getSecond()),
            0,
            measured ? SMART_POINT : NO_MEASUREMENT,
            0,
            rate >> 8,
            rate & 0xFF,
            0,
            measured ? vitals.saturation().getAsInt() : DisplayValues.SATURATION_MISSING
        };
        byte[] frame = new byte[HEAD.length + 2 + DATA_BYTES + 2];
        int at = 0;
        for (int octet : HEAD) {
            frame[at++] = (byte) octet;
        }
        frame[at++] = 0;
        frame[at++] = DATA_BYTES;
        int sum = 0;
        for (int octet : data) {
            frame[at++] = (byte) octet;
            sum += octet;
        }
        frame[at++] = (byte) sum;
        frame[at] = END;
        return frame;
    }

    /** Two decimal digits in a byte. */
    private static int decimal(int number) {
        return number / 10 << 4 | number % 10;
    }

    @Override
    public Tally tally() {
        return new Tally(device.name(), protocol(), frames, unheard, frames * 2, 0);
    }

    @Override
    public void close() {
        wire.close();
    }
}
