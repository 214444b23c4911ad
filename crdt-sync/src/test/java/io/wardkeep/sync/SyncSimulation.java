package io.wardkeep.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.WardId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * A hub and three gateways of two wards in one thread, from one seed.
 *
 * <p>Goal: P1 to P3 of the replication promises. Faults: cuts that lose what is on its way, connections that overlap
 * and so deliver in different orders and twice, crashes of any box before any commit with everything that was queued,
 * slow stores. Oracles: at every join, only what its writer had made durable; after healing, everything that was made
 * durable is everywhere, with its content, once; contexts and live rows are equal.
 */
final class SyncSimulation {

    private static final int SEEDS = Integer.getInteger("wardkeep.simulation.seeds", 1_000);
    private static final WardId SEVEN = new WardId("7A");
    private static final WardId EIGHT = new WardId("8B");
    private static final long FAULTY_MILLIS = 2_500;
    private static final long HEALING_MILLIS = 60_000;

    @Test
    void everySeedHealsToEqualReplicas() {
        for (int seed = 0; seed < SEEDS; seed++) {
            assertThat(run(seed, StoreFault.NONE)).as("seed %d", seed).isEmpty();
        }
    }

    @Test
    void wouldFindAContextByMaximum() {
        assertThat(firstFailure(StoreFault.CONTEXT_BY_MAXIMUM)).isPresent();
    }

    @Test
    void wouldFindSeenBeforeCommitted() {
        assertThat(firstFailure(StoreFault.SEEN_BEFORE_COMMITTED)).isPresent();
    }

    private static Optional<Integer> firstFailure(StoreFault fault) {
        for (int seed = 0; seed < 200; seed++) {
            if (run(seed, fault).isPresent()) {
                return Optional.of(seed);
            }
        }
        return Optional.empty();
    }

    /** What went wrong, if anything. */
    private static Optional<String> run(int seed, StoreFault fault) {
        return new World(seed, fault).run();
    }

    private static final class World {
        private final SplittableRandom random;
        private final SimulatedNetwork network;
        private final SimulatedReplica hub;
        private final List<SimulatedReplica> gateways = new ArrayList<>();
        private final Map<StreamId, Ranges> written = new TreeMap<>();
        private final Map<StreamId, Ranges> lost = new TreeMap<>();
        private final Map<StreamId, SortedMap<Long, Reading>> readings = new HashMap<>();
        private final List<String> wrong = new ArrayList<>();

        World(int seed, StoreFault fault) {
            random = new SplittableRandom(seed);
            network = new SimulatedNetwork(random);
            hub = new SimulatedReplica(new UUID(9, 9), Role.HUB, Set.of(SEVEN, EIGHT), fault, random);
            gateways.add(new SimulatedReplica(new UUID(1, 1), Role.GATEWAY, Set.of(SEVEN), fault, random));
            gateways.add(new SimulatedReplica(new UUID(2, 2), Role.GATEWAY, Set.of(SEVEN), fault, random));
            gateways.add(new SimulatedReplica(new UUID(3, 3), Role.GATEWAY, Set.of(EIGHT), fault, random));
        }

        Optional<String> run() {
            everyone().forEach(replica -> network.after(0, () -> work(replica)));
            everyone().forEach(replica -> network.after(random.nextInt(200), () -> write(replica)));
            network.after(random.nextInt(300), this::mischief);
            network.runUntil(FAULTY_MILLIS);
            network.links.forEach(SimulatedNetwork.Link::cut);
            List<SimulatedNetwork.Link> last = gateways.stream()
                    .map(gateway -> network.connect(gateway, hub))
                    .toList();
            long until = FAULTY_MILLIS;
            do {
                until += 500;
                network.runUntil(until);
            } while (until < HEALING_MILLIS
                    && wrong.isEmpty()
                    && !(last.stream().allMatch(SimulatedNetwork.Link::inStep)
                            && everyone().stream().allMatch(SimulatedReplica::isIdle)));
            network.runUntil(until + 500);
            compare(last);
            return wrong.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", wrong));
        }

        private List<SimulatedReplica> everyone() {
            List<SimulatedReplica> all = new ArrayList<>(gateways);
            all.add(hub);
            return all;
        }

        private void work(SimulatedReplica replica) {
            checkOnlyDurable(replica, replica.work());
            network.after(1 + random.nextInt(40), () -> work(replica));
        }

        private void write(SimulatedReplica replica) {
            if (network.now() < FAULTY_MILLIS) {
                replica.write(this::durable);
                network.after(20 + random.nextInt(250), () -> write(replica));
            }
        }

        private void mischief() {
            if (network.now() >= FAULTY_MILLIS) {
                return;
            }
            SimulatedReplica gateway = gateways.get(random.nextInt(gateways.size()));
            switch (random.nextInt(6)) {
                case 0 -> crash(gateway);
                case 1 -> crash(hub);
                case 2, 3 -> network.connect(gateway, hub);
                default ->
                    network.links.stream()
                            .filter(link -> !link.isCut() && link.touches(gateway))
                            .findFirst()
                            .ifPresentOrElse(SimulatedNetwork.Link::cut, () -> network.connect(gateway, hub));
            }
            network.after(1 + random.nextInt(250), this::mischief);
        }

        private void crash(SimulatedReplica replica) {
            network.links.stream().filter(link -> link.touches(replica)).forEach(SimulatedNetwork.Link::cut);
            replica.crash();
        }

        private void durable(Delta delta) {
            for (StreamId stream : delta.covered().keySet()) {
                written.merge(stream, delta.covered(stream), Ranges::union);
                lost.merge(stream, delta.holding(stream).lost(), Ranges::union);
            }
            for (ObservationBlock block : delta.blocks()) {
                List<Reading> body = read(block);
                SortedMap<Long, Reading> all = readings.computeIfAbsent(block.stream(), _ -> new TreeMap<>());
                for (int index = 0; index < body.size(); index++) {
                    all.put(block.first() + index, body.get(index));
                }
            }
        }

        private static List<Reading> read(ObservationBlock block) {
            try {
                return Blocks.readings(block);
            } catch (MalformedBytesException unreadable) {
                throw new IllegalStateException(unreadable);
            }
        }

        private void checkOnlyDurable(SimulatedReplica replica, Delta fresh) {
            fresh.covered().forEach((stream, ranges) -> {
                if (!written.getOrDefault(stream, Ranges.EMPTY).containsAll(ranges)) {
                    wrong.add(replica.role + " has " + stream + " " + ranges + ", its writer never did");
                }
            });
        }

        private void compare(List<SimulatedNetwork.Link> last) {
            if (!last.stream().allMatch(SimulatedNetwork.Link::inStep)) {
                wrong.add("not in step after healing: " + network.ends);
            }
            for (SyncEnd end : network.ends) {
                wrong.add("a session ended by itself: " + end);
            }
            expect(hub);
            for (SimulatedReplica gateway : gateways) {
                expect(gateway);
                SortedMap<StreamId, List<Row>> central = hub.disk().liveRows();
                central.keySet()
                        .removeIf(
                                stream -> !gateway.wards.contains(stream.shard().ward()));
                if (!central.equals(gateway.disk().liveRows())) {
                    wrong.add("live rows of " + gateway.wards + " differ");
                }
            }
        }

        private void expect(SimulatedReplica replica) {
            written.forEach((stream, ranges) -> {
                if (replica.wards.contains(stream.shard().ward())) {
                    Ranges seen = replica.disk().context(stream.shard()).getOrDefault(stream, Ranges.EMPTY);
                    Ranges gone = replica.disk().lost(stream.shard()).getOrDefault(stream, Ranges.EMPTY);
                    if (!seen.equals(ranges) || !gone.equals(lost.getOrDefault(stream, Ranges.EMPTY))) {
                        wrong.add(replica.role + " of " + replica.wards + " has " + stream + " " + seen + " of "
                                + ranges);
                    }
                    if (!replica.disk().readings(stream).equals(readings.getOrDefault(stream, new TreeMap<>()))) {
                        wrong.add(replica.role + " of " + replica.wards + " has other readings of " + stream);
                    }
                    if (!replica.disk().equivocations(stream.shard()).isEmpty()) {
                        wrong.add(replica.role + " saw a dot twice with different data");
                    }
                }
            });
        }
    }
}
