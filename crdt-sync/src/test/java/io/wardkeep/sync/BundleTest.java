package io.wardkeep.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Bytes;
import io.wardkeep.lattice.Dot;
import io.wardkeep.lattice.Garbler;
import io.wardkeep.lattice.HybridTimestamp;
import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.lattice.VersionVector;
import io.wardkeep.lattice.law.Choices;
import io.wardkeep.ward.LossReason;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Validity;
import io.wardkeep.ward.WardId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a gateway writes into a bundle, and what a hub takes out of it. */
final class BundleTest {

    private static final WardId WARD = new WardId("7A");
    private static final UUID HUB = new UUID(9, 9);
    private static final Actor BOX = Actor.of(new UUID(1, 1), 2);
    private static final Actor BOX_BEFORE = Actor.of(new UUID(1, 1), 1);
    private static final Actor OTHER = Actor.of(new UUID(2, 2), 1);
    private static final ShardId OBS = new ShardId(WARD, Family.OBS);
    private static final ShardId CONFIG = new ShardId(WARD, Family.CONFIG);
    private static final SyncIdentity SELF = new SyncIdentity(BOX, 7, Role.GATEWAY, "7a-box-1", Set.of(WARD));

    private final InMemoryReplicaStore gateway = new InMemoryReplicaStore();

    @Test
    void carriesEverythingThatTheSiteWroteAndNothingElse() throws Exception {
        fill(gateway, 30_000);
        gateway.join(row(OTHER, 1, "theirs"));
        InMemoryReplicaStore hub = new InMemoryReplicaStore();
        BundleOutput.Contents contents = take(hub, frames(gateway, all(gateway)));

        assertThat(contents.readings()).isEqualTo(30_010);
        assertThat(contents.rows()).isEqualTo(2);
        assertThat(contents.lost()).isEqualTo(5);
        assertThat(contents.withheld()).isZero();
        gateway.context(OBS).forEach((stream, seen) -> {
            assertThat(hub.context(OBS)).containsEntry(stream, seen);
            assertThat(hub.readings(stream)).isEqualTo(gateway.readings(stream));
        });
        assertThat(hub.lost(OBS)).isEqualTo(gateway.lost(OBS));
        assertThat(hub.context(CONFIG)).containsOnlyKeys(StreamId.rows(CONFIG, BOX));
        assertThat(hub.live(CONFIG, "limit"))
                .as("the superseded one is covered, and absent")
                .hasSize(1);
    }

    @Test
    void joinsInAnyOrderAnyNumberOfTimesAndAfterAPartOfItCameOtherwise() throws Exception {
        fill(gateway, 5_000);
        List<Bytes> first = frames(gateway, all(gateway)).frames();
        gateway.join(readings(BOX, 1, 5_001, 400));
        List<Bytes> second = frames(gateway, all(gateway)).frames();
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            InMemoryReplicaStore hub = new InMemoryReplicaStore();
            StreamId stream = new StreamId(OBS, BOX, 1);
            hub.join(gateway.scan(stream, Ranges.of(1 + random.nextInt(900), 2_000), 100_000));
            List<List<Bytes>> bundles = new ArrayList<>(List.of(first, second, first, second));
            Collections.shuffle(bundles, random);
            for (List<Bytes> bundle : bundles) {
                join(hub, bundle);
            }

            assertThat(Completeness.of(hub)).as("seed %d", seed).isEqualTo(Completeness.of(gateway));
            assertThat(hub.readings(stream)).isEqualTo(gateway.readings(stream));
            assertThat(Completeness.of(hub).totals().duplicates()).isZero();
        }
    }

    @Test
    void carriesOnlyWhatIsWanted() throws Exception {
        fill(gateway, 100);
        StreamId stream = new StreamId(OBS, BOX, 1);
        InMemoryReplicaStore hub = new InMemoryReplicaStore();
        take(hub, frames(gateway, new TreeMap<>(Map.of(stream, Ranges.of(41, 60)))));

        assertThat(hub.context(OBS)).containsOnly(Map.entry(stream, Ranges.of(41, 60)));
    }

    @Test
    void aSiteWritesOnlyItsOwnDots() throws Exception {
        refused(List.of(hello(BOX), data(1, row(OTHER, 1, "limit"))), "not its to send");
        refused(List.of(hello(BOX), data(1, readings(OTHER, 1, 1, 3))), "not its to send");
    }

    @Test
    void noFactSupersedesAnother() throws Exception {
        ShardId alerts = new ShardId(WARD, Family.ALERT);
        VersionVector theirs = VersionVector.EMPTY.plus(new Dot(OTHER, 9));
        refused(List.of(hello(BOX), data(1, row(alerts, BOX, 1, "episode", theirs))), "facts only accumulate");
        StreamId stream = StreamId.rows(alerts, BOX);
        refused(
                List.of(
                        hello(BOX),
                        data(1, new Delta(List.of(), List.of(), List.of(), Map.of(stream, Ranges.of(1, 3))))),
                "covers other facts");
    }

    @Test
    void nothingThatTheHubHasYetToWriteIsSuperseded() throws Exception {
        InMemoryReplicaStore hub = new InMemoryReplicaStore();
        Actor self = Actor.of(HUB, 4);
        hub.join(row(self, 1, "limit"));
        join(hub, List.of(hello(BOX), data(1, row(CONFIG, BOX, 1, "limit", superseding(self, 1))), bye()));
        assertThatThrownBy(() -> join(
                        hub, List.of(hello(BOX), data(1, row(CONFIG, BOX, 2, "limit", superseding(self, 2))), bye())))
                .isInstanceOf(ProtocolViolation.class)
                .hasMessageContaining("which nobody wrote");
    }

    private static VersionVector superseding(Actor actor, long seq) {
        return VersionVector.EMPTY.plus(new Dot(actor, seq));
    }

    private static Bytes bye() {
        return SyncCodec.encode(new SyncMessage.Bye(EndReason.STOPPING, ""));
    }

    @Test
    void onlyItsOwnWardAndItsOwnName() throws Exception {
        refused(List.of(hello(OTHER)), "its certificate says");
        ShardId foreign = new ShardId(new WardId("8B"), Family.CONFIG);
        refused(List.of(hello(BOX), data(1, row(foreign, BOX, 1, "limit"))), "not its to send");
    }

    @Test
    void theFramesHaveTheirOrder() throws Exception {
        Bytes data = data(1, readings(BOX, 1, 1, 3));
        Bytes bye = SyncCodec.encode(new SyncMessage.Bye(EndReason.STOPPING, ""));
        refused(List.of(data), "does not greet first");
        refused(List.of(bye), "does not greet first");
        refused(List.of(hello(BOX), hello(BOX)), "greets twice");
        refused(List.of(hello(BOX), data), "ends without its goodbye");
        refused(List.of(hello(BOX), bye, data), "goes on after its goodbye");
        refused(List.of(hello(BOX), data, data, bye), "data 1 after 1");
        refused(List.of(hello(BOX), SyncCodec.encode(new SyncMessage.Ping(1)), bye), "no place in a bundle");
    }

    @Test
    void aBlockThatCannotBeReadIsRefused() throws Exception {
        StreamId stream = new StreamId(OBS, BOX, 1);
        Delta unreadable = new Delta(
                List.of(),
                List.of(new ObservationBlock(stream, 1, 3, Bytes.copyOf(new byte[] {1, 2, 3}))),
                List.of(),
                Map.of(stream, Ranges.of(1, 3)));
        refused(List.of(hello(BOX), data(1, unreadable)), "block 1..3");
    }

    /** As by a box whose software is broken: its signature is good and its bytes are not. */
    @Test
    void garbledFramesAreRefusedAndNeverAnythingElse() throws Exception {
        fill(gateway, 300);
        byte[] good = frames(gateway, all(gateway)).bytes();
        int refused = 0;
        for (int seed = 0; seed < 20_000; seed++) {
            Bytes garbled = Garbler.garble(Bytes.copyOf(good), Choices.random(seed));
            if (garbled.equals(Bytes.copyOf(good))) {
                continue;
            }
            try (InputStream in = new ByteArrayInputStream(garbled.toArray())) {
                check(in);
            } catch (MalformedBytesException | ProtocolViolation expected) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(15_000);
    }

    /** The bytes of version 1, with rows and losses: whatever comes later reads them. */
    @Test
    void readsTheGoldenBytes() throws Exception {
        StreamId stream = new StreamId(OBS, BOX, 3);
        gateway.join(row(BOX, 1, "limit"));
        gateway.join(new Delta(
                List.of(),
                List.of(),
                List.of(new Lost(stream, 1, 4, LossReason.OVERLOAD, 1_790_000_000_000L)),
                Map.of(stream, Ranges.of(1, 4))));
        InMemoryReplicaStore hub = new InMemoryReplicaStore();
        List<Bytes> frames = new ArrayList<>();
        try (InputStream in = new ByteArrayInputStream(HexFormat.of().parseHex(golden()))) {
            for (Optional<Bytes> frame = FrameStream.read(in); frame.isPresent(); frame = FrameStream.read(in)) {
                frames.add(frame.get());
            }
        }
        join(hub, frames);

        assertThat(frames).hasSize(4);
        assertThat(Completeness.of(hub)).isEqualTo(Completeness.of(gateway));
        assertThat(hub.liveRows()).isEqualTo(gateway.liveRows());
    }

    private static String golden() throws IOException {
        try (InputStream in = Objects.requireNonNull(BundleTest.class.getResourceAsStream("bundle-1.hex"))) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII).replaceAll("\\s", "");
        }
    }

    private record Written(List<Bytes> frames, BundleOutput.Contents contents) {
        byte[] bytes() throws IOException {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            for (Bytes frame : frames) {
                FrameStream.write(out, frame);
            }
            return out.toByteArray();
        }
    }

    private static Written frames(InMemoryReplicaStore store, SortedMap<StreamId, Ranges> wanted) throws IOException {
        List<Bytes> frames = new ArrayList<>();
        BundleOutput.Contents contents = BundleOutput.write(
                SELF,
                StoreExecutor.holdings(store, Set.of(WARD)),
                wanted,
                store::scan,
                frames::add,
                1_790_000_000_000L);
        return new Written(frames, contents);
    }

    private static SortedMap<StreamId, Ranges> all(InMemoryReplicaStore store) {
        SortedMap<StreamId, Ranges> all = new TreeMap<>();
        StoreExecutor.holdings(store, Set.of(WARD)).forEach((stream, holding) -> all.put(stream, holding.seen()));
        return all;
    }

    private static BundleOutput.Contents take(InMemoryReplicaStore hub, Written written) throws Exception {
        join(hub, written.frames());
        return written.contents();
    }

    private static void join(InMemoryReplicaStore hub, List<Bytes> frames) throws Exception {
        BundleInput input = new BundleInput(HUB, BOX.site(), Set.of(WARD), StoreExecutor.holdings(hub, Set.of(WARD)));
        for (Bytes frame : frames) {
            input.take(frame).ifPresent(hub::join);
        }
        input.end();
    }

    private static void check(InputStream in) throws IOException, MalformedBytesException, ProtocolViolation {
        BundleInput input = new BundleInput(HUB, BOX.site(), Set.of(WARD), new TreeMap<>());
        for (Optional<Bytes> frame = FrameStream.read(in); frame.isPresent(); frame = FrameStream.read(in)) {
            input.take(frame.get());
        }
        input.end();
    }

    private static void refused(List<Bytes> frames, String why) {
        assertThatThrownBy(() -> join(new InMemoryReplicaStore(), frames))
                .isInstanceOf(ProtocolViolation.class)
                .hasMessageContaining(why);
    }

    private static Bytes hello(Actor actor) {
        return SyncCodec.encode(new SyncMessage.Hello(
                1, 1, Role.GATEWAY, actor, 7, "7a-box-1", new TreeSet<>(Set.of(WARD)), new TreeMap<>(), 1));
    }

    private static Bytes data(long number, Delta delta) {
        return SyncCodec.encode(new SyncMessage.Data(number, 0, true, Lane.CONFIG, delta));
    }

    /** Two lives of the box, a gap that is declared lost, a limit that was changed. */
    private static void fill(InMemoryReplicaStore store, int count) {
        store.join(readings(BOX_BEFORE, 1, 1, 10));
        for (int first = 1; first <= count; first += 500) {
            store.join(readings(BOX, 1, first, Math.min(500, count - first + 1)));
        }
        StreamId second = new StreamId(OBS, BOX, 2);
        store.join(new Delta(
                List.of(),
                List.of(),
                List.of(new Lost(second, 1, 5, LossReason.DISK_FULL, 4)),
                Map.of(second, Ranges.of(1, 5))));
        store.join(row(BOX, 1, "limit"));
        store.join(row(CONFIG, BOX, 2, "limit", VersionVector.EMPTY.plus(new Dot(BOX, 1))));
        store.join(row(BOX, 3, "another"));
    }

    private static Delta readings(Actor actor, int device, long first, int count) {
        StreamId stream = new StreamId(OBS, actor, device);
        List<Observation> readings = new ArrayList<>();
        for (long seq = first; seq < first + count; seq++) {
            readings.add(new Observation(150456, 90 + seq % 10, 0, 262688, Validity.VALID, 1_000 * seq, seq));
        }
        return new Delta(
                List.of(),
                List.of(Blocks.of(stream, first, readings)),
                List.of(),
                Map.of(stream, Ranges.of(first, first + count - 1)));
    }

    private static Delta row(Actor actor, long seq, String key) {
        return row(CONFIG, actor, seq, key);
    }

    private static Delta row(ShardId shard, Actor actor, long seq, String key) {
        return row(shard, actor, seq, key, VersionVector.EMPTY);
    }

    private static Delta row(ShardId shard, Actor actor, long seq, String key, VersionVector supersedes) {
        Row row = new Row(
                shard, key, new Dot(actor, seq), supersedes, HybridTimestamp.of(seq, 0), 1, Bytes.copyOf(new byte[] {
                    1, 2, 3
                }));
        return new Delta(List.of(row), List.of(), List.of(), Map.of(row.stream(), Ranges.of(seq, seq)));
    }
}
