package io.wardkeep.proof;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.AddWinsSet;
import io.wardkeep.lattice.Bytes;
import io.wardkeep.lattice.CausalContext;
import io.wardkeep.lattice.Dot;
import io.wardkeep.lattice.DotFun;
import io.wardkeep.lattice.EnableWinsFlag;
import io.wardkeep.lattice.GrowOnlyCounter;
import io.wardkeep.lattice.HybridTimestamp;
import io.wardkeep.lattice.MultiValueRegister;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.lattice.ResetRemoveMap;
import io.wardkeep.lattice.VersionVector;
import io.wardkeep.segment.SegmentCodec;
import io.wardkeep.simulation.Simulation;
import io.wardkeep.sync.FrameWriter;
import io.wardkeep.sync.Messages;
import io.wardkeep.sync.Row;
import io.wardkeep.sync.SyncCodec;
import io.wardkeep.sync.SyncMessage;
import io.wardkeep.ward.BedId;
import io.wardkeep.ward.DeviceId;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.Validity;
import io.wardkeep.ward.Waveform;
import io.wardkeep.ward.record.RosterEntry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;

/** Good bytes of every decoder, and the kept inputs: one for each way in which bytes have been refused. */
final class Corpus {

    /** The kept inputs, one a line: the decoder, then hex. */
    static final String FILE = "corpus.txt";

    private Corpus() {}

    /** The inputs that are kept. */
    static List<Fuzzer.Seed> kept() {
        try (InputStream file = Corpus.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException(FILE + " is not there");
            }
            List<Fuzzer.Seed> seeds = new ArrayList<>();
            new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(line -> {
                int space = line.indexOf(' ');
                seeds.add(new Fuzzer.Seed(
                        Decoder.valueOf(line.substring(0, space)),
                        Bytes.adopt(HexFormat.of().parseHex(line, space + 1, line.length()))));
            });
            return seeds;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What right writers write: frames of simulated wards, blocks, states, rows. */
    static List<Fuzzer.Seed> good() {
        List<Fuzzer.Seed> seeds = new ArrayList<>();
        List<Bytes> frames = new ArrayList<>();
        for (long seed = 0; seed < 6; seed++) {
            frames.addAll(Simulation.frames(seed));
        }
        frames.removeIf(frame -> frame.at(0) != 'W');
        Messages messages = new Messages(9);
        for (int count = 0; count < 300; count++) {
            SyncMessage message = messages.next();
            frames.add(SyncCodec.encode(message));
            seeds.add(new Fuzzer.Seed(Decoder.LIVE, Decoder.writer().write(message)));
            if (count % 3 == 0) {
                FrameWriter first = new FrameWriter();
                first.agree(SyncCodec.VERSION);
                seeds.add(new Fuzzer.Seed(Decoder.LIVE_SESSION, first.write(message)));
            }
        }
        for (int index = 0; index < frames.size(); index += Math.max(1, frames.size() / 300)) {
            Bytes frame = frames.get(index);
            seeds.add(new Fuzzer.Seed(Decoder.BODY, frame));
            if (index % 4 == 0) {
                seeds.add(new Fuzzer.Seed(Decoder.FRAME, frame));
            }
            if (index % 16 == 0) {
                seeds.add(new Fuzzer.Seed(Decoder.SESSION, frame));
            }
        }
        SplittableRandom random = new SplittableRandom(7);
        for (int count = 0; count < 100; count++) {
            seeds.add(new Fuzzer.Seed(Decoder.SEGMENT, SegmentCodec.encode(readings(random))));
            seeds.add(new Fuzzer.Seed(Decoder.CONTEXT, context(random).toBytes()));
            seeds.add(new Fuzzer.Seed(Decoder.LATTICE, lattice(random)));
            Bytes row = row(random);
            seeds.add(new Fuzzer.Seed(Decoder.ROW, row));
        }
        return seeds;
    }

    private static List<Reading> readings(SplittableRandom random) {
        List<Reading> readings = new ArrayList<>();
        long at = 1_790_000_000_000L;
        int count = 1 + random.nextInt(12);
        for (int index = 0; index < count; index++) {
            at += random.nextInt(2_000);
            if (random.nextInt(4) == 0) {
                int[] samples = random.ints(1 + random.nextInt(20), -300, 300).toArray();
                readings.add(new Waveform(131328, 266418, 8_000_000, 0, samples, Validity.VALID, at, at));
            } else {
                readings.add(new Observation(150456, random.nextInt(100), 0, 262688, Validity.VALID, at, at));
            }
        }
        return readings;
    }

    private static Actor actor(SplittableRandom random) {
        return Actor.of(new UUID(0, random.nextInt(3)), 1 + random.nextInt(2));
    }

    private static CausalContext context(SplittableRandom random) {
        TreeMap<Actor, Ranges> seen = new TreeMap<>();
        for (int left = random.nextInt(8); left >= 0; left--) {
            long first = random.nextLong(1, 1_000);
            seen.merge(actor(random), Ranges.of(first, first + random.nextInt(200)), Ranges::union);
        }
        return new CausalContext(seen);
    }

    private static Bytes lattice(SplittableRandom random) {
        AddWinsSet set = AddWinsSet.EMPTY;
        ResetRemoveMap<DotFun> map = ResetRemoveMap.empty();
        MultiValueRegister register = MultiValueRegister.EMPTY;
        EnableWinsFlag flag = EnableWinsFlag.EMPTY;
        GrowOnlyCounter counter = GrowOnlyCounter.ZERO;
        for (int left = random.nextInt(6); left >= 0; left--) {
            Actor actor = actor(random);
            Bytes name = Bytes.adopt(new byte[] {(byte) random.nextInt(4), 7});
            set = set.join(set.add(actor, name));
            map = map.join(map.update(
                    name,
                    DotFun.EMPTY,
                    in -> new MultiValueRegister(in).write(actor, name).state()));
            register = register.join(register.write(actor, name));
            flag = flag.join(flag.enable(actor));
            counter = counter.join(counter.increment(actor, 3));
        }
        int which = random.nextInt(4);
        Bytes state = switch (which) {
            case 0 -> set.toBytes();
            case 1 -> map.toBytes();
            case 2 -> register.toBytes();
            default -> random.nextBoolean() ? flag.toBytes() : counter.toBytes();
        };
        return prefixed(which, state);
    }

    private static Bytes row(SplittableRandom random) {
        Row roster = new RosterEntry(
                        new UUID(1, 1),
                        1 + random.nextInt(9),
                        new DeviceId("ox-01"),
                        new BedId("7A-01"),
                        "nonin",
                        "box",
                        "adult")
                .row(
                        Decoder.WARD,
                        new Dot(Actor.of(new UUID(1, 1), 1), 3),
                        VersionVector.EMPTY,
                        HybridTimestamp.of(1, 2));
        int which = random.nextInt(16 * Decoder.FAMILIES.size());
        return prefixed(which, roster.payload());
    }

    private static Bytes prefixed(int which, Bytes content) {
        byte[] whole = new byte[content.size() + 1];
        whole[0] = (byte) which;
        System.arraycopy(content.toArray(), 0, whole, 1, content.size());
        return Bytes.adopt(whole);
    }
}
