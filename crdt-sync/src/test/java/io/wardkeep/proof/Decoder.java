package io.wardkeep.proof;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.AddWinsSet;
import io.wardkeep.lattice.Bytes;
import io.wardkeep.lattice.CanonicalReader;
import io.wardkeep.lattice.CausalContext;
import io.wardkeep.lattice.Dot;
import io.wardkeep.lattice.DotFun;
import io.wardkeep.lattice.EnableWinsFlag;
import io.wardkeep.lattice.GrowOnlyCounter;
import io.wardkeep.lattice.HybridTimestamp;
import io.wardkeep.lattice.Lattice;
import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.lattice.MultiValueRegister;
import io.wardkeep.lattice.ResetRemoveMap;
import io.wardkeep.lattice.VersionVector;
import io.wardkeep.segment.SegmentCodec;
import io.wardkeep.sync.Family;
import io.wardkeep.sync.FrameReader;
import io.wardkeep.sync.FrameWriter;
import io.wardkeep.sync.Messages;
import io.wardkeep.sync.PeerPolicy;
import io.wardkeep.sync.Role;
import io.wardkeep.sync.Row;
import io.wardkeep.sync.ShardId;
import io.wardkeep.sync.StoreResult;
import io.wardkeep.sync.SyncCodec;
import io.wardkeep.sync.SyncIdentity;
import io.wardkeep.sync.SyncInput;
import io.wardkeep.sync.SyncMessage;
import io.wardkeep.sync.SyncSession;
import io.wardkeep.sync.SyncTime;
import io.wardkeep.ward.WardId;
import io.wardkeep.ward.record.AlertFacts;
import io.wardkeep.ward.record.AssignmentSetting;
import io.wardkeep.ward.record.AuditEntry;
import io.wardkeep.ward.record.LimitsSetting;
import io.wardkeep.ward.record.RosterEntry;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/** Everything that reads bytes from a peer. Whatever the bytes are: a value, or malformed, and never much memory. */
enum Decoder {
    /** A frame as it comes, and back again: one message has one form. */
    FRAME {
        @Override
        void decode(byte[] input) throws MalformedBytesException {
            Bytes frame = Bytes.copyOf(input);
            if (!SyncCodec.encode(SyncCodec.decode(frame)).equals(frame)) {
                throw new IllegalStateException("reads what nobody writes");
            }
        }
    },
    /** A frame whose envelope and checksum are right, so that its body is read. */
    BODY {
        @Override
        void decode(byte[] input) throws MalformedBytesException {
            FRAME.decode(repaired(input));
        }
    },
    /** A right frame at each end of a session that has greeted. */
    SESSION {
        @Override
        void decode(byte[] input) {
            SyncSession session = new SyncSession(
                    new SyncIdentity(Actor.of(new UUID(9, 9), 4), 5, Role.HUB, "hub", Set.of(WARD)),
                    PeerPolicy.OWN_DOTS_ONLY,
                    Optional.empty(),
                    true);
            SyncTime now = new SyncTime(1, 1);
            session.step(new SyncInput.Opened(), now);
            session.step(new SyncInput.Stored(1, new StoreResult.Contexts(new TreeMap<>())), now);
            if (input.length % 2 == 0) {
                session.step(new SyncInput.Received(HELLO), now);
                session.step(new SyncInput.Received(HEADS), now);
            }
            session.step(new SyncInput.Received(Bytes.copyOf(repaired(input))), now);
            session.step(new SyncInput.Ticked(), now);
        }
    },
    /** A live frame after some others, with a right checksum; what is read can be written and read again. */
    LIVE {
        @Override
        void decode(byte[] input) throws MalformedBytesException {
            SyncMessage message = reader().read(Bytes.adopt(sealed(input, BEFORE.size() + 1L)));
            if (!reader().read(writer().write(message)).equals(message)) {
                throw new IllegalStateException("reads what nobody writes");
            }
        }
    },
    /** A right live frame at each end of a session that has greeted. */
    LIVE_SESSION {
        @Override
        void decode(byte[] input) {
            SyncSession session = new SyncSession(
                    new SyncIdentity(Actor.of(new UUID(9, 9), 4), 5, Role.HUB, "hub", Set.of(WARD)),
                    PeerPolicy.OWN_DOTS_ONLY,
                    Optional.empty(),
                    true);
            SyncTime now = new SyncTime(1, 1);
            session.step(new SyncInput.Opened(), now);
            session.step(new SyncInput.Stored(1, new StoreResult.Contexts(new TreeMap<>())), now);
            session.step(new SyncInput.Received(hello(SyncCodec.VERSION)), now);
            session.step(new SyncInput.Received(HEADS), now);
            session.step(new SyncInput.Received(Bytes.adopt(sealed(input, 1))), now);
            session.step(new SyncInput.Ticked(), now);
        }
    },
    /** A sealed or live block of readings. */
    SEGMENT {
        @Override
        void decode(byte[] input) throws MalformedBytesException {
            Bytes body = Bytes.copyOf(input);
            SegmentCodec.check(body);
            // Readable to the one is readable to the other.
            SegmentCodec.decode(body);
        }
    },
    /** An exact context. */
    CONTEXT {
        @Override
        void decode(byte[] input) throws MalformedBytesException {
            canonical(input, CausalContext::read);
        }
    },
    /** The causal types; the first byte says which. */
    LATTICE {
        @Override
        void decode(byte[] input) throws MalformedBytesException {
            int which = input.length == 0 ? 0 : input[0] & 3;
            byte[] rest = input.length == 0 ? input : Arrays.copyOfRange(input, 1, input.length);
            switch (which) {
                case 0 -> canonical(rest, AddWinsSet::read);
                case 1 -> canonical(rest, reader -> ResetRemoveMap.read(reader, in -> DotFun.read(in, 64)));
                case 2 -> canonical(rest, reader -> MultiValueRegister.read(reader, 64));
                default -> {
                    canonical(rest, EnableWinsFlag::read);
                    canonical(rest, GrowOnlyCounter::read);
                }
            }
        }
    },
    /** A row's payload; the first byte says of which family and kind. */
    ROW {
        @Override
        void decode(byte[] input) throws MalformedBytesException {
            int which = input.length == 0 ? 0 : input[0] & 0xFF;
            byte[] payload = input.length == 0 ? input : Arrays.copyOfRange(input, 1, input.length);
            Family family = FAMILIES.get(which % FAMILIES.size());
            Row row = new Row(
                    new ShardId(WARD, family),
                    "7A-01/150456",
                    new Dot(Actor.of(new UUID(1, 1), 1), 3),
                    VersionVector.EMPTY,
                    HybridTimestamp.of(1, 2),
                    which / FAMILIES.size() % 16,
                    Bytes.copyOf(payload));
            switch (family) {
                case ALERT -> AlertFacts.fact(row);
                case CONFIG -> LimitsSetting.of(row);
                case ASSIGN -> AssignmentSetting.of(row);
                case ROSTER -> RosterEntry.of(row);
                case AUDIT -> AuditEntry.of(row);
                case NOTES, OBS -> throw new IllegalStateException("not read");
            }
        }
    };

    static final WardId WARD = new WardId("7A");

    /** The families whose rows have decoders. */
    static final List<Family> FAMILIES =
            List.of(Family.ALERT, Family.CONFIG, Family.ASSIGN, Family.ROSTER, Family.AUDIT);

    private static final Bytes HEADS = SyncCodec.encode(new SyncMessage.Heads(List.of()));

    private static final Bytes HELLO = hello(SyncCodec.VERSION_MIN);

    /** What has been said on a connection before. */
    static final List<SyncMessage> BEFORE = before();

    private static Bytes hello(int versionMax) {
        return SyncCodec.encode(new SyncMessage.Hello(
                SyncCodec.VERSION_MIN,
                versionMax,
                Role.GATEWAY,
                Actor.of(new UUID(1, 7), 1),
                1,
                "box",
                new TreeSet<>(Set.of(WARD)),
                new TreeMap<>(),
                1));
    }

    private static List<SyncMessage> before() {
        Messages messages = new Messages(5);
        return Stream.generate(messages::next)
                .filter(message -> message instanceof SyncMessage.Data)
                .limit(4)
                .toList();
    }

    private static final List<Bytes> FRAMES_BEFORE = framesBefore();

    private static List<Bytes> framesBefore() {
        FrameWriter writer = new FrameWriter();
        writer.agree(SyncCodec.VERSION);
        return BEFORE.stream().map(writer::write).toList();
    }

    /** One that has written what was said before. */
    static FrameWriter writer() {
        FrameWriter writer = new FrameWriter();
        writer.agree(SyncCodec.VERSION);
        BEFORE.forEach(writer::write);
        return writer;
    }

    private static FrameReader reader() throws MalformedBytesException {
        FrameReader reader = new FrameReader();
        reader.agree(SyncCodec.VERSION);
        for (Bytes frame : FRAMES_BEFORE) {
            reader.read(frame);
        }
        return reader;
    }

    /** Reads, and throws nothing but {@link MalformedBytesException}. */
    abstract void decode(byte[] input) throws MalformedBytesException;

    private interface Reading<S> {
        S read(CanonicalReader reader) throws MalformedBytesException;
    }

    private static <S extends Lattice<S>> void canonical(byte[] input, Reading<S> reading)
            throws MalformedBytesException {
        CanonicalReader reader = new CanonicalReader(input);
        S state = reading.read(reader);
        reader.end();
        if (!state.toBytes().equals(Bytes.copyOf(input))) {
            throw new IllegalStateException("reads what nobody writes");
        }
    }

    /** With the checksum that the frame of that number needs. */
    static byte[] sealed(byte[] input, long number) {
        byte[] frame = Arrays.copyOf(input, Math.max(5, input.length));
        CRC32C check = new CRC32C();
        check.update(ByteBuffer.allocate(Long.BYTES).putLong(0, number));
        check.update(frame, 0, frame.length - 4);
        ByteBuffer.wrap(frame).putInt(frame.length - 4, (int) check.getValue());
        return frame;
    }

    /** With the magic, the version and the checksum that a frame needs. */
    static byte[] repaired(byte[] input) {
        byte[] frame = Arrays.copyOf(input, Math.max(8, input.length));
        frame[0] = 'W';
        frame[1] = 'K';
        frame[2] = 1;
        CRC32C check = new CRC32C();
        check.update(frame, 0, frame.length - 4);
        long value = check.getValue();
        for (int index = 0; index < 4; index++) {
            frame[frame.length - 1 - index] = (byte) (value >>> 8 * index);
        }
        return frame;
    }
}
