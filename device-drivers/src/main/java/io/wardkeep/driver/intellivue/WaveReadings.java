package io.wardkeep.driver.intellivue;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.intellivue.Parameters.Parameter;
import io.wardkeep.ward.Validity;
import io.wardkeep.ward.Waveform;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What wave objects say. Up to eight waves and the leads of one ECG object come side by side; each object has a
 * channel. Owned by one session.
 */
final class WaveReadings {

    /** More than a monitor exports at once. */
    private static final int CHANNELS_MAX = 16;

    /** A longer hole is silence, and told as that. */
    private static final int HOLE_MILLIS_MAX = 10_000;

    private static final int DIMENSIONLESS = 262_656;

    private final @Nullable WaveChannel[] channels = new WaveChannel[CHANNELS_MAX];
    private final OtherValues otherValues = new OtherValues();
    private int nextChannel;

    /**
     * Reports an object's runs.
     *
     * @param ticks of the first sample
     */
    void report(int instance, ObjectAttributes object, long ticks, TickClock clock, Consumer<DriverEvent> events) {
        WaveChannel channel = channel(instance);
        channel.describe(object);
        byte[] bytes = object.bytes();
        if (object.samples != ObjectAttributes.NONE) {
            runs(channel, bytes, object.samples, 1, ticks, clock, events);
        }
        if (object.samplesCompound != ObjectAttributes.NONE) {
            int arrays = Octets.u16(bytes, object.samplesCompound);
            runs(channel, bytes, object.samplesCompound + 4, arrays, ticks, clock, events);
        }
    }

    private void runs(
            WaveChannel channel,
            byte[] bytes,
            int from,
            int arrays,
            long ticks,
            TickClock clock,
            Consumer<DriverEvent> events) {
        if (arrays == 0) {
            return;
        }
        if (!channel.isDescribed()) {
            events.accept(new DriverEvent.Malformed("wave-not-described", 6 + Octets.u16(bytes, from + 4)));
            return;
        }
        long missing = channel.missingBefore(ticks, clock.restarts());
        if (missing < 0) {
            return;
        }
        int at = from;
        int samples = 0;
        for (int array = 0; array < arrays; array++) {
            int octets = Octets.u16(bytes, at + 4);
            samples = octets / channel.sampleOctets();
            Parameter parameter = Parameters.find(Octets.u16(bytes, at), channel.unit());
            if (parameter == null) {
                otherValues.leaveOut(Octets.u16(bytes, at), events);
            } else if (samples > 0 && samples <= Waveform.SAMPLES_MAX) {
                hole(parameter, channel, missing, ticks, clock, events);
                run(parameter, channel, bytes, at, ticks, clock, events);
            }
            at += 6 + octets;
        }
        channel.heard(ticks, samples, clock.restarts());
    }

    /** What did not come is told as missing samples, where it is short enough to be seen as a hole in a curve. */
    private static void hole(
            Parameter parameter,
            WaveChannel channel,
            long missing,
            long ticks,
            TickClock clock,
            Consumer<DriverEvent> events) {
        long holeTicks = missing * channel.periodTicks();
        if (missing == 0 || missing > Waveform.SAMPLES_MAX || holeTicks > HOLE_MILLIS_MAX * TickClock.PER_MILLI) {
            return;
        }
        int[] samples = new int[(int) missing];
        Arrays.fill(samples, Waveform.MISSING);
        events.accept(new DriverEvent.Measured(
                waveform(parameter, channel, 0, samples, Validity.INVALID, ticks - holeTicks, clock)));
    }

    private void run(
            Parameter parameter,
            WaveChannel channel,
            byte[] bytes,
            int array,
            long ticks,
            TickClock clock,
            Consumer<DriverEvent> events) {
        SampleScale scale = channel.isRelative() ? relativeScale(parameter) : channel.scale(parameter.decimals());
        if (scale == null) {
            otherValues.leaveOut(parameter.physiological(), events);
            return;
        }
        Validity validity = MeasurementState.validity(Octets.u16(bytes, array + 2), true);
        int[] samples = new int[Octets.u16(bytes, array + 4) / channel.sampleOctets()];
        int at = array + 6;
        for (int i = 0; i < samples.length; i++) {
            int raw = channel.sampleOctets() == 2 ? Octets.u16(bytes, at) : Octets.u8(bytes, at);
            samples[i] = !validity.hasValue() || channel.isMissing(raw)
                    ? Waveform.MISSING
                    : scale.number(channel.value(raw));
            at += channel.sampleOctets();
        }
        events.accept(new DriverEvent.Measured(
                waveform(parameter, channel, scale.decimals(), samples, validity, ticks, clock)));
    }

    /** Only a wave whose metric has no unit may be without absolute values. */
    private static @Nullable SampleScale relativeScale(Parameter parameter) {
        return parameter.metric().unitCode() == DIMENSIONLESS ? SampleScale.NONE : null;
    }

    private static Waveform waveform(
            Parameter parameter,
            WaveChannel channel,
            int scale,
            int[] samples,
            Validity validity,
            long ticks,
            TickClock clock) {
        return new Waveform(
                parameter.metric().code(),
                parameter.metric().unitCode(),
                channel.periodNanos(),
                scale,
                samples,
                validity,
                clock.gatewayMillis(ticks),
                TickClock.deviceMillis(ticks));
    }

    private WaveChannel channel(int instance) {
        for (WaveChannel channel : channels) {
            if (channel != null && channel.instance() == instance) {
                return channel;
            }
        }
        WaveChannel opened = new WaveChannel(instance);
        channels[nextChannel] = opened;
        nextChannel = (nextChannel + 1) % CHANNELS_MAX;
        return opened;
    }
}
