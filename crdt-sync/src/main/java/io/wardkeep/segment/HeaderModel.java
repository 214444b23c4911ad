package io.wardkeep.segment;

import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.ward.Decimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The header of a columnar body: times, columns and their ranges. */
final class HeaderModel {

    /** Most columns of a body. */
    static final int CHANNELS_MAX = 1_024;

    /** Times from 1970 until 2109 are written in so many bits, others in 64. */
    private static final int TIME_BITS = 42;

    private final int[] numbers = BitCoder.cells(Long.SIZE + 1, 850, 2);
    private final int[] counts = BitCoder.cells(Long.SIZE + 1, 900, 1);
    private final int[] flags = BitCoder.cells(16, 100, 3);
    private final int[] levels = BitCoder.cells(16, 500, 1);

    /** A header: what {@link Profile} says but which reading belongs where, and the first time. */
    record Header(long first, long earliest, long latest, List<Channel> channels) {}

    /** Writes or reads a header; {@code ranged} bodies have ranges, together of at most {@code numbersMax} numbers. */
    Header code(BitCoder coder, @Nullable Header header, boolean ranged, long numbersMax)
            throws MalformedBytesException {
        long first = time(coder, header == null ? 0 : header.first);
        long earliest = first - coder.number(numbers, 0, header == null ? 0 : first - header.earliest);
        long latest = earliest + coder.number(numbers, 0, header == null ? 0 : header.latest - earliest);
        long count = coder.number(numbers, 0, header == null ? 0 : header.channels.size());
        if (count < 1 || count > CHANNELS_MAX) {
            throw new MalformedBytesException("no columns, or too many");
        }
        List<Channel> channels = new ArrayList<>();
        long left = numbersMax;
        long before = 0;
        for (int index = 0; index < count; index++) {
            Channel channel = header == null ? null : header.channels.get(index);
            ChannelKey key = key(coder, channel == null ? null : channel.key());
            Channel.Range range = null;
            if (ranged) {
                range = range(coder, key, channel == null ? null : channel.range(), before, left);
                before = range == null ? 0 : range.count();
                left -= before;
            }
            boolean[] used = range == null ? null : used(coder, key, range, channel);
            channels.add(new Channel(key, range, used));
        }
        return new Header(first, earliest, latest, channels);
    }

    private long time(BitCoder coder, long time) {
        return coder.flag(flags, 0, time >>> TIME_BITS != 0)
                ? coder.raw64(time)
                : coder.raw(time >>> 32, TIME_BITS - 32) << 32 | coder.raw(time, 32);
    }

    private ChannelKey key(BitCoder coder, @Nullable ChannelKey key) throws MalformedBytesException {
        int known = key == null ? 0 : KnownMetrics.indexOf(key.code(), key.unit());
        int code;
        int unit;
        if (coder.flag(flags, 1, known < 0)) {
            code = (int) coder.raw(key == null ? 0 : key.code(), 32);
            unit = (int) coder.raw(key == null ? 0 : key.unit(), 32);
            if (KnownMetrics.indexOf(code, unit) >= 0) {
                throw new MalformedBytesException("a known metric written in full");
            }
        } else {
            known = (int) coder.upTo(KnownMetrics.count() - 1, known);
            code = KnownMetrics.code(known);
            unit = KnownMetrics.unit(known);
        }
        int scale = key == null ? 0 : key.scale();
        if (coder.flag(flags, 2, scale != 0)) {
            scale = 1 + (int) coder.upTo(Decimal.SCALE_MAX - 1, scale - 1);
        }
        long period = 0;
        if (coder.flag(flags, 3, key != null && key.isWave())) {
            period = coder.number(numbers, 0, key == null ? 0 : key.periodNanos());
            if (period <= 0) {
                throw new MalformedBytesException("a waveform without a period");
            }
        }
        return new ChannelKey(code, unit, scale, period);
    }

    private Channel.@Nullable Range range(
            BitCoder coder, ChannelKey key, Channel.@Nullable Range range, long before, long left)
            throws MalformedBytesException {
        long count = range == null ? 0 : range.count();
        if (coder.flag(flags, 4, count != before)) {
            count = coder.number(counts, 0, count);
        } else {
            count = before;
        }
        if (count < 0 || count > left) {
            throw new MalformedBytesException("more numbers in the columns than there are");
        }
        if (count == 0) {
            return null;
        }
        int signs = key.isWave() ? 6 : 5;
        long min = range == null ? 0 : range.min();
        boolean negative = coder.flag(flags, signs, min < 0);
        long folded = coder.number(numbers, 0, negative ? ~min : min);
        min = negative ? ~folded : folded;
        long max = min + coder.number(numbers, 0, range == null ? 0 : range.span());
        Channel.Range bare = new Channel.Range(count, min, max, 0);
        if (folded < 0 || max < min) {
            throw new MalformedBytesException("no such range");
        }
        if (key.isWave() && (min <= Integer.MIN_VALUE || max > Integer.MAX_VALUE)) {
            throw new MalformedBytesException("samples beyond 32 bits");
        }
        return bare.isNarrow()
                ? new Channel.Range(count, min, max, coder.upTo(bare.span(), range == null ? 0 : range.above()))
                : bare;
    }

    private boolean @Nullable [] used(BitCoder coder, ChannelKey key, Channel.Range range, @Nullable Channel channel) {
        boolean[] given = channel == null ? null : channel.used();
        if (!Profile.mayBeLeveled(key, range.count(), range.span()) || !coder.flag(flags, 7, given != null)) {
            return null;
        }
        boolean[] used = given == null ? new boolean[(int) range.span() + 1] : given;
        int context = 7;
        for (int index = 0; index < used.length; index++) {
            used[index] = coder.flag(levels, context & 15, used[index]);
            context = context << 1 | (used[index] ? 1 : 0);
        }
        return used;
    }
}
