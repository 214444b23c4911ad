package io.wardkeep.ward.view;

import io.wardkeep.lattice.Dot;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.Waveform;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What one device has lately told about its bed; the way of its readings into a {@link BedBoard}. Taking a reading
 * allocates nothing once the device has told each of its metrics. Owned by the board's loop.
 */
public final class DeviceVitals {

    /** Most metrics and curves of one device; more are not shown. */
    static final int CODES_MAX = 256;

    private final BoardBed bed;
    private final String device;
    private int[] codes = new int[16];
    private Channel[] channels = new Channel[16];
    private int count;
    private WaveView[] waves = new WaveView[0];
    private long waveMillis = Long.MIN_VALUE;

    DeviceVitals(BoardBed bed, String device) {
        this.bed = bed;
        this.device = device;
    }

    /** Takes a reading of this gateway's own device; of one millisecond, the later call wins. */
    public boolean take(Reading reading, long receivedMillis) {
        return put(reading, receivedMillis, null);
    }

    /**
     * Takes a reading that has a name.
     *
     * @return is it the newest of its metric? What is older than what is here changes nothing
     */
    public boolean take(Reading reading, long receivedMillis, Dot dot) {
        return put(reading, receivedMillis, dot);
    }

    /** Would no measurement of this metric up to this time change anything, were it taken now? */
    public boolean isPast(int code, long untilMillis, long receivedMillis) {
        for (int index = 0; index < count; index++) {
            if (codes[index] == code) {
                return channels[index].isPast(untilMillis, receivedMillis);
            }
        }
        return false;
    }

    /** Would no curve that begins up to this time change anything, were it taken now? */
    public boolean isPastWave(long untilMillis, long receivedMillis) {
        return untilMillis < waveMillis && waveMillis <= receivedMillis + Channel.AHEAD_MILLIS_MAX;
    }

    String device() {
        return device;
    }

    int count() {
        return count;
    }

    Channel channel(int index) {
        return channels[index];
    }

    int waveCount() {
        return waves.length;
    }

    WaveView wave(int index) {
        return waves[index];
    }

    /** When a curve was last heard; {@link Long#MIN_VALUE} for never. */
    long waveMillis() {
        return waveMillis;
    }

    private boolean put(Reading reading, long received, @Nullable Dot dot) {
        boolean newer = switch (reading) {
            case Observation measured -> put(measured, received, dot);
            case Waveform run -> put(run, received);
        };
        if (newer) {
            bed.heard(Math.min(reading.measuredMillis(), received));
        }
        return newer;
    }

    private boolean put(Observation measured, long received, @Nullable Dot dot) {
        for (int index = 0; index < count; index++) {
            if (codes[index] == measured.code()) {
                boolean newer = channels[index].take(measured, received, dot);
                if (newer) {
                    bed.touch();
                }
                return newer;
            }
        }
        if (count == CODES_MAX) {
            return false;
        }
        if (count == codes.length) {
            codes = Arrays.copyOf(codes, 2 * count);
            channels = Arrays.copyOf(channels, 2 * count);
        }
        Channel added = new Channel(measured.code(), device);
        codes[count] = measured.code();
        channels[count] = added;
        count++;
        bed.touch();
        return added.take(measured, received, dot);
    }

    private boolean put(Waveform run, long received) {
        long at = Math.min(run.measuredMillis(), received);
        if (at < waveMillis && waveMillis <= received + Channel.AHEAD_MILLIS_MAX) {
            return false;
        }
        waveMillis = at;
        for (int index = 0; index < waves.length; index++) {
            if (waves[index].code() == run.code()) {
                if (waves[index].periodNanos() != run.periodNanos()) {
                    waves[index] = WaveView.of(run);
                    bed.touch();
                }
                return true;
            }
        }
        if (waves.length == CODES_MAX) {
            return false;
        }
        waves = Arrays.copyOf(waves, waves.length + 1);
        waves[waves.length - 1] = WaveView.of(run);
        bed.touch();
        return true;
    }
}
