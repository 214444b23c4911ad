package io.wardkeep.segment;

import io.wardkeep.lattice.Bytes;
import io.wardkeep.lattice.CanonicalReader;
import io.wardkeep.lattice.CanonicalWriter;
import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.ward.Reading;
import java.util.List;

/**
 * Encodes the readings of one device stream, in stream order, and gives exactly the same readings back. Writes version
 * 2 (columns, adaptive models, range coder); reads version 1 (plain) as well.
 */
public final class SegmentCodec {

    /** Most readings in one body. */
    public static final int READINGS_MAX = 65_536;

    /** Most samples of waveforms in a columnar body; what has more is written plainly. */
    public static final int SAMPLES_MAX = 1 << 20;

    private static final int PLAIN = 1;
    private static final int COLUMNAR = 2;

    private SegmentCodec() {}

    /** The canonical bytes of 1 to {@value #READINGS_MAX} readings. */
    public static Bytes encode(List<? extends Reading> readings) {
        if (readings.isEmpty() || readings.size() > READINGS_MAX) {
            throw new IllegalArgumentException("a body has 1 to " + READINGS_MAX + " readings, not " + readings.size());
        }
        CanonicalWriter writer = new CanonicalWriter();
        Profile profile = Profile.of(readings);
        if (ColumnarCodec.fits(profile)) {
            ColumnarCodec.write(writer.octet(COLUMNAR), profile);
        } else {
            PlainCodec.write(writer.octet(PLAIN), readings);
        }
        return writer.toBytes();
    }

    /**
     * The readings of a body.
     *
     * @throws MalformedBytesException when no release writes such bytes
     */
    public static List<Reading> decode(Bytes body) throws MalformedBytesException {
        CanonicalReader reader = body.reader();
        return isPlain(reader) ? PlainCodec.read(reader) : ColumnarCodec.read(reader);
    }

    /**
     * Looks whether a body can be read, as {@link #decode} would, without making its readings: what a replica does
     * before it keeps somebody else's.
     *
     * @return how many readings it holds
     * @throws MalformedBytesException exactly where {@link #decode} throws it
     */
    public static int check(Bytes body) throws MalformedBytesException {
        CanonicalReader reader = body.reader();
        return isPlain(reader) ? PlainCodec.read(reader).size() : ColumnarCodec.check(reader);
    }

    /**
     * What the header of a body tells; of a plain body, what its readings tell.
     *
     * @throws MalformedBytesException when the header cannot be read; that the readings can is not looked at
     */
    public static SegmentSummary summary(Bytes body) throws MalformedBytesException {
        CanonicalReader reader = body.reader();
        return isPlain(reader) ? SegmentSummary.of(PlainCodec.read(reader)) : ColumnarCodec.summary(reader);
    }

    /**
     * What a body costs whoever reads it, in bytes: its length, but at least a byte for each reading and for every
     * eight samples, since flat lines take next to nothing while what is decoded of them does not. Told by the first
     * bytes; those that cannot be read cost their length.
     */
    public static int weight(Bytes body) {
        CanonicalReader reader = body.reader();
        try {
            return isPlain(reader)
                    ? body.size()
                    : Math.max(body.size(), reader.unsignedInt(READINGS_MAX) + reader.unsignedInt(SAMPLES_MAX) / 8);
        } catch (MalformedBytesException _) {
            return body.size();
        }
    }

    private static boolean isPlain(CanonicalReader reader) throws MalformedBytesException {
        int version = reader.octet();
        if (version != PLAIN && version != COLUMNAR) {
            throw reader.malformed("unknown segment version " + version);
        }
        return version == PLAIN;
    }
}
