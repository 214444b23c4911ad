package io.wardkeep.bench;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Bytes;
import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.sync.Delta;
import io.wardkeep.sync.Family;
import io.wardkeep.sync.FrameReader;
import io.wardkeep.sync.Holding;
import io.wardkeep.sync.PeerPolicy;
import io.wardkeep.sync.Role;
import io.wardkeep.sync.ShardId;
import io.wardkeep.sync.StoreCommand;
import io.wardkeep.sync.StoreRequest;
import io.wardkeep.sync.StoreResult;
import io.wardkeep.sync.StreamId;
import io.wardkeep.sync.SyncCodec;
import io.wardkeep.sync.SyncIdentity;
import io.wardkeep.sync.SyncInput;
import io.wardkeep.sync.SyncMessage;
import io.wardkeep.sync.SyncSession;
import io.wardkeep.sync.SyncTime;
import io.wardkeep.ward.WardId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What it costs two replicas to find out which 10,000 of a million entries one of them lacks: two real sessions that
 * greet, tell their contexts and ask, with a store that answers from a list. Every byte of both directions is counted
 * but those of the entries themselves.
 */
final class MissingBench {

    private static final WardId WARD = new WardId("7A");
    private static final Actor GATEWAY = Actor.of(new UUID(0x1122334455667788L, 0x99aabbccddeeff00L), 26_000_000);
    private static final Actor HUB = Actor.of(new UUID(0x2122334455667788L, 0xa9aabbccddeeff00L), 26_000_001);
    private static final StreamId STREAM = new StreamId(new ShardId(WARD, Family.OBS), GATEWAY, 1);
    private static final long ENTRIES = 1_000_000;
    private static final int MISSING = 10_000;

    private MissingBench() {}

    /** A case and its bytes; {@code bar} is what issue 3 asks for. */
    private record Case(String name, Ranges missing, int bar) {}

    static String table() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "finding %,d missing of %,d, bytes of both directions%n%-12s %10s %10s %10s %10s %12s %8s%n",
                MISSING,
                ENTRIES,
                "",
                "greetings",
                "contexts",
                "requests",
                "finding",
                "information",
                "bar"));
        for (Case some : cases()) {
            End gateway = new End(GATEWAY, Role.GATEWAY, PeerPolicy.RELAY, Ranges.of(1, ENTRIES));
            End hub = new End(
                    HUB,
                    Role.HUB,
                    PeerPolicy.OWN_DOTS_ONLY,
                    Ranges.of(1, ENTRIES).minus(some.missing));
            talk(gateway, hub);
            if (!gateway.found.equals(some.missing)) {
                throw new IllegalStateException(
                        "found " + gateway.found.cardinality() + " of " + some.missing.cardinality());
            }
            long contexts = gateway.contexts + hub.contexts;
            long requests = gateway.requests + hub.requests;
            text.append(String.format(
                    Locale.ROOT,
                    "%-12s %10d %10d %10d %10d %12.0f %8d%n",
                    some.name,
                    gateway.greetings + hub.greetings,
                    contexts,
                    requests,
                    contexts + requests,
                    information(some),
                    some.bar));
        }
        return text.append("finding = contexts + requests; information = the least that tells the set, once\n")
                .toString();
    }

    private static List<Case> cases() {
        Ranges bursts = Ranges.EMPTY;
        for (int burst = 0; burst < 100; burst++) {
            long first = 1 + burst * (ENTRIES / 100) + 4_321;
            bursts = bursts.plus(first, first + MISSING / 100 - 1);
        }
        SplittableRandom random = new SplittableRandom(1);
        boolean[] chosen = new boolean[(int) ENTRIES + 1];
        for (int count = 0; count < MISSING; ) {
            int seq = 1 + random.nextInt((int) ENTRIES);
            if (!chosen[seq]) {
                chosen[seq] = true;
                count++;
            }
        }
        List<Ranges> singles = new ArrayList<>();
        for (int seq = 1; seq <= ENTRIES; seq++) {
            if (chosen[seq]) {
                singles.add(Ranges.of(seq, seq));
            }
        }
        while (singles.size() > 1) {
            List<Ranges> pairs = new ArrayList<>();
            for (int index = 0; index < singles.size(); index += 2) {
                pairs.add(
                        index + 1 < singles.size()
                                ? singles.get(index).union(singles.get(index + 1))
                                : singles.get(index));
            }
            singles = pairs;
        }
        return List.of(
                new Case("tail", Ranges.of(ENTRIES - MISSING + 1, ENTRIES), 200),
                new Case("100 bursts", bursts, 600),
                new Case("random", singles.getFirst(), 25_000));
    }

    /** Bytes that tell one such set from all others of its kind. */
    private static double information(Case some) {
        int ranges = some.missing.count();
        double bits = some.missing.cardinality() == ranges
                ? logChoose(ENTRIES, MISSING)
                : ranges * Math.log((double) ENTRIES / ranges) / Math.log(2) + 14;
        return bits / 8;
    }

    private static double logChoose(long n, long k) {
        double sum = 0;
        for (long index = 1; index <= k; index++) {
            sum += Math.log((n - k + index) / (double) index);
        }
        return sum / Math.log(2);
    }

    private static void talk(End gateway, End hub) {
        gateway.inputs.add(new SyncInput.Opened());
        hub.inputs.add(new SyncInput.Opened());
        while (!gateway.inputs.isEmpty() || !hub.inputs.isEmpty()) {
            gateway.step(hub);
            hub.step(gateway);
        }
    }

    /** One replica. */
    private static final class End {
        private final SyncSession session;
        private final Ranges held;
        private final FrameReader said = new FrameReader();
        private final Deque<SyncInput> inputs = new ArrayDeque<>();
        private Ranges found = Ranges.EMPTY;
        private long greetings;
        private long contexts;
        private long requests;

        End(Actor actor, Role role, PeerPolicy policy, Ranges held) {
            session = new SyncSession(
                    new SyncIdentity(actor, 1, role, "7a-box-1", Set.of(WARD)), policy, Optional.empty(), true);
            this.held = held;
            said.agree(SyncCodec.VERSION);
        }

        void step(End other) {
            SyncInput input = inputs.poll();
            if (input == null) {
                return;
            }
            var outcome = session.step(input, new SyncTime(1_000, 1_790_000_000_000L));
            for (StoreRequest request : outcome.requests()) {
                inputs.add(new SyncInput.Stored(request.number(), answer(request.command())));
            }
            for (Bytes frame : outcome.frames()) {
                count(frame);
                other.inputs.add(new SyncInput.Received(frame));
            }
        }

        private StoreResult answer(StoreCommand command) {
            return switch (command) {
                case StoreCommand.Contexts _ ->
                    new StoreResult.Contexts(new TreeMap<>(Map.of(STREAM, new Holding(held, Ranges.EMPTY))));
                case StoreCommand.Scan scan -> {
                    found = found.union(scan.wanted());
                    yield new StoreResult.Scanned(Delta.EMPTY);
                }
                default -> throw new IllegalStateException("nothing of this is asked for here");
            };
        }

        private void count(Bytes frame) {
            try {
                switch (said.read(frame)) {
                    case SyncMessage.Hello _,
                            SyncMessage.Heads _,
                            SyncMessage.Ping _,
                            SyncMessage.Pong _,
                            SyncMessage.Bye _ -> greetings += frame.size();
                    case SyncMessage.Context _ -> contexts += frame.size();
                    case SyncMessage.Want _ -> requests += frame.size();
                    case SyncMessage.Digests _, SyncMessage.BlockDigests _, SyncMessage.LiveBlocks _ -> {
                        // Of registers alone.
                    }
                    case SyncMessage.Data _, SyncMessage.Acknowledgement _ -> {
                        // The entries themselves.
                    }
                }
            } catch (MalformedBytesException own) {
                throw new IllegalStateException(own);
            }
        }
    }
}
