package io.wardkeep.sync;

import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.lattice.Ranges;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The giving half of a session: pushes what becomes durable, answers wants, announces the rest. */
final class Outgoing {

    /** A peer that asks for more at once is broken. */
    private static final int WANTS_MAX = 64;

    /** How many scans the store works on for one session. */
    private static final int SCANS_MAX = 2;

    /** After so many answers one goes to the least urgent lane that waits: the floor. */
    private static final int FLOOR_EVERY = 8;

    /** How much of a lane may be pushed and not yet acknowledged; what is beyond is announced and asked for. */
    private static final int PUSHED_URGENT_MAX = 64 << 10;

    private static final int PUSHED_LIVE_MAX = 256 << 10;

    private static final int CONTEXT_BYTES_MAX = 256 << 10;
    private static final int CONTEXT_RANGES_MAX = 8_192;

    /** Room for what surrounds a delta in a frame. */
    private static final int FRAME_MARGIN = 2 << 10;

    private record Sent(Delta delta, Lane lane, int pushedBytes) {}

    private final Tracks tracks;
    private final Emission emission;
    private final Map<Lane, Deque<SyncMessage.Want>> wants = new EnumMap<>(Lane.class);
    private final Map<Long, SyncMessage.Want> scans = new HashMap<>();
    private final Map<Long, Sent> unacknowledged = new HashMap<>();
    private final Map<StreamId, Holding> underWay = new HashMap<>();
    private final Map<Lane, Integer> pushed = new EnumMap<>(Lane.class);
    private long lastNumber;
    private int waiting;
    private int answers;

    Outgoing(Tracks tracks, Emission emission) {
        this.tracks = tracks;
        this.emission = emission;
        for (Lane lane : Lane.values()) {
            wants.put(lane, new ArrayDeque<>());
            pushed.put(lane, 0);
        }
    }

    /** Sends what has just become durable, as far as the peer lacks it and the window of its lane allows. */
    void push(Delta delta) {
        Map<Lane, List<Delta>> byLane = new EnumMap<>(Lane.class);
        for (StreamId stream : new TreeMap<>(delta.covered()).keySet()) {
            if (tracks.offers(stream)) {
                StreamTrack track = tracks.of(stream);
                Ranges news = track.news(delta.holding(stream)).seen();
                Ranges lacked = track.peer.lacks(delta.holding(stream)).intersect(news);
                if (!lacked.isEmpty()) {
                    byLane.computeIfAbsent(Lane.of(stream), _ -> new ArrayList<>())
                            .add(cut(delta, stream, lacked));
                }
            }
        }
        byLane.forEach(this::push);
    }

    private void push(Lane lane, List<Delta> parts) {
        int room = (lane == Lane.LIVE ? PUSHED_LIVE_MAX : PUSHED_URGENT_MAX) - openPushes(lane);
        List<Delta> fitting = new ArrayList<>();
        int frameRoom = lane.answerBytesMax();
        for (Delta part : parts) {
            int bytes = Deltas.estimate(part);
            if (bytes > lane.answerBytesMax() || bytes > room) {
                continue;
            }
            if (bytes > frameRoom) {
                sendPush(lane, fitting);
                fitting.clear();
                frameRoom = lane.answerBytesMax();
            }
            fitting.add(part);
            room -= bytes;
            frameRoom -= bytes;
        }
        sendPush(lane, fitting);
    }

    private void sendPush(Lane lane, List<Delta> parts) {
        if (parts.isEmpty()) {
            return;
        }
        Delta delta = Deltas.together(parts);
        int bytes = send(0, true, lane, delta, true);
        pushed.merge(lane, bytes, Integer::sum);
    }

    private int openPushes(Lane lane) {
        return pushed.getOrDefault(lane, 0);
    }

    private int send(long request, boolean last, Lane lane, Delta delta, boolean push) {
        long number = ++lastNumber;
        int bytes = emission.send(new SyncMessage.Data(number, request, last, lane, delta));
        if (!delta.isEmpty()) {
            unacknowledged.put(number, new Sent(delta, lane, push ? bytes : 0));
        }
        for (StreamId stream : delta.covered().keySet()) {
            StreamTrack track = tracks.of(stream);
            Holding sent = delta.holding(stream);
            track.announced = track.announced.join(sent);
            tracks.refresh(track);
            underWay.merge(stream, sent, Holding::join);
        }
        return bytes;
    }

    /** Tells the peer what we hold and have neither told nor sent. */
    void announce() {
        TreeMap<StreamId, Holding> changes = new TreeMap<>();
        int bytes = 0;
        for (StreamTrack track : tracks.unannounced()) {
            for (Holding part : Deltas.parts(track.news(track.own), CONTEXT_RANGES_MAX)) {
                int more = 64 + 20 * (part.seen().count() + part.lost().count());
                if (!changes.isEmpty() && (bytes + more > CONTEXT_BYTES_MAX || changes.containsKey(track.stream))) {
                    emission.send(new SyncMessage.Context(changes));
                    changes.clear();
                    bytes = 0;
                }
                changes.put(track.stream, part);
                bytes += more;
            }
            track.announced = track.announced.join(track.own);
            tracks.refresh(track);
        }
        if (!changes.isEmpty()) {
            emission.send(new SyncMessage.Context(changes));
        }
    }

    /** A peer asks. */
    void wanted(SyncMessage.Want want) throws ProtocolViolation {
        tracks.ofPeer(want.stream());
        if (++waiting > WANTS_MAX) {
            throw new ProtocolViolation("more than " + WANTS_MAX + " requests at once");
        }
        lane(want.lane()).add(want);
    }

    private Deque<SyncMessage.Want> lane(Lane lane) {
        return wants.computeIfAbsent(lane, _ -> new ArrayDeque<>());
    }

    /** Has the store look up what waits longest on the most urgent lane, or now and then on the least urgent one. */
    void serve() {
        while (scans.size() < SCANS_MAX && waiting > scans.size()) {
            SyncMessage.Want want = next(++answers % FLOOR_EVERY == 0);
            int bytesMax = Math.clamp(want.bytesMax(), 1, want.lane().answerBytesMax());
            scans.put(
                    emission.ask(new StoreCommand.Scan(want.stream(), lacked(want), bytesMax, tracks.isPeerHub())),
                    want);
        }
    }

    /**
     * A request may name more than is missing, and was made before what has been pushed since had arrived: what the
     * peer holds or is about to hear on this line is sent only where it doubts what it holds.
     */
    private Ranges lacked(SyncMessage.Want want) {
        if (want.lane() == Lane.REPAIR) {
            return want.ranges();
        }
        StreamTrack track = tracks.of(want.stream());
        Holding there = track.peer.join(underWay.getOrDefault(want.stream(), Holding.NOTHING));
        return want.ranges().minus(there.data()).minus(there.lost().minus(track.own.data()));
    }

    private SyncMessage.Want next(boolean leastUrgent) {
        List<Lane> order = leastUrgent ? List.of(Lane.values()).reversed() : List.of(Lane.values());
        for (Lane lane : order) {
            SyncMessage.Want want = lane(lane).poll();
            if (want != null) {
                return want;
            }
        }
        throw new IllegalStateException(waiting + " wants counted, none there");
    }

    /** The store found what a peer asked for. */
    void scanned(long request, Delta found) {
        SyncMessage.Want want = scans.remove(request);
        if (want == null) {
            throw new IllegalStateException("no scan has the number " + request);
        }
        waiting--;
        loseWhatIsGone(want.stream(), found);
        Delta exact = cut(found, want.stream(), lacked(want));
        List<Delta> parts = Deltas.split(exact, want.lane().frameBytesMax() - FRAME_MARGIN);
        for (int index = 0; index < parts.size(); index++) {
            send(want.request(), index == parts.size() - 1, want.lane(), parts.get(index), false);
        }
    }

    /** The store says of something that it was here, and is not any more. */
    private void loseWhatIsGone(StreamId stream, Delta found) {
        StreamTrack track = tracks.of(stream);
        track.own = track.own.losing(found.holding(stream).lost());
        tracks.refresh(track);
    }

    private static Delta cut(Delta delta, StreamId stream, Ranges wanted) {
        try {
            return delta.only(stream, wanted);
        } catch (MalformedBytesException damaged) {
            throw new IllegalStateException("the store gave a block that cannot be read", damaged);
        }
    }

    /** The peer has made something durable. */
    void acknowledged(long number, SortedMap<StreamId, Ranges> durable) throws ProtocolViolation {
        Sent sent = unacknowledged.remove(number);
        if (sent == null || !sent.delta().covered().equals(durable)) {
            throw new ProtocolViolation("acknowledges what was not sent");
        }
        pushed.merge(sent.lane(), -sent.pushedBytes(), Integer::sum);
        for (StreamId stream : durable.keySet()) {
            StreamTrack track = tracks.of(stream);
            Holding arrived = sent.delta().holding(stream);
            track.peer = track.peer.join(arrived);
            tracks.refresh(track);
            underWay.computeIfPresent(stream, (_, before) -> {
                Ranges lost = before.lost().minus(arrived.seen());
                Holding left = new Holding(before.data().minus(arrived.data()).union(lost), lost);
                return left.isEmpty() ? null : left;
            });
        }
    }
}
