package io.wardkeep.sync;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Ranges;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;

/** The asking half of a session: wants, answers, joins, acknowledgements. */
final class Incoming {

    /** How many of the newest readings of a stream come before everything else of it. */
    private static final int VITALS_READINGS = 32;

    /** How many deltas may wait for the store before no more backlog is asked for. */
    private static final int JOINS_MAX = 8;

    /** Where credit begins too: a side that has just started reads slowly, and alerts wait behind what it reads. */
    private static final int CREDIT_MIN = 8 << 10;

    /** An answer that took so little longer than the quickest one lets the next be larger. */
    private static final long QUICK_MILLIS = 100;

    /**
     * One that took more makes the next smaller, so that alerts do not wait behind it on a thin link. The quickest one
     * stands for the way there and back, which smaller answers would not shorten.
     */
    private static final long SLOW_MILLIS = 300;

    /** From so many ranges on, a request names the span that they lie in. */
    private static final int SPAN_RANGES_MIN = 3;

    /** What was asked for: {@code ranges} are what is missing, {@code said} is how it was said. */
    private record Request(Lane lane, StreamId stream, Ranges ranges, Ranges said, long askedMillis) {}

    private record Joining(long number, Lane lane, Delta delta) {}

    private final Tracks tracks;
    private final InFlight inFlight;
    private final Emission emission;
    private final Map<Long, Request> requests = new HashMap<>();
    private final Map<Lane, Integer> open = new EnumMap<>(Lane.class);
    private final Doubts doubts;
    private final Map<Lane, StreamId> lastAsked = new EnumMap<>(Lane.class);
    private final Map<Long, Joining> joins = new HashMap<>();
    private int credit = CREDIT_MIN;
    private long quickestMillis = Long.MAX_VALUE;
    private boolean admitted;

    Incoming(Tracks tracks, InFlight inFlight, Emission emission, boolean admitted) {
        this.tracks = tracks;
        this.inFlight = inFlight;
        this.emission = emission;
        doubts = new Doubts(emission);
        this.admitted = admitted;
    }

    void admit() {
        admitted = true;
    }

    /** Asks for what is missing, as far as the lanes allow. */
    void ask(SyncTime now) {
        doubts.ask();
        if (tracks.wanting().isEmpty()) {
            return;
        }
        for (Lane lane : Lane.values()) {
            switch (lane) {
                case ALERT, ASSIGN, CONFIG, VITALS -> askOn(lane, now);
                case REPAIR -> {
                    // Asked for dot by dot, when both have seen what only one holds.
                }
                case LIVE, BACKLOG -> {
                    if (admitted && joins.size() < JOINS_MAX) {
                        askOn(lane, now);
                    }
                }
            }
        }
    }

    private void askOn(Lane lane, SyncTime now) {
        NavigableSet<StreamId> wanting = tracks.wanting();
        int candidates = wanting.size();
        StreamId at = lastAsked.get(lane);
        for (int tried = 0; tried < candidates && open.getOrDefault(lane, 0) < lane.requestsMax(); tried++) {
            StreamId next = at == null ? null : wanting.higher(at);
            if (next == null) {
                if (wanting.isEmpty()) {
                    return;
                }
                next = wanting.first();
            }
            at = next;
            StreamTrack track = tracks.of(next);
            Ranges wanted = wantedOn(lane, track);
            if (!wanted.isEmpty()) {
                lastAsked.put(lane, next);
                ask(lane, track, wanted, now);
            }
        }
    }

    private Ranges wantedOn(Lane lane, StreamTrack track) {
        boolean observations = track.stream.shard().family() == Family.OBS;
        Ranges wanted = inFlight.without(tracks, track.stream, track.wanted());
        Ranges newest = observations
                ? wanted.intersect(
                        Ranges.of(Math.max(1, track.peer.seen().max() - VITALS_READINGS + 1), Long.MAX_VALUE - 2))
                : Ranges.EMPTY;
        return switch (lane) {
            case VITALS -> newest;
            case BACKLOG -> observations ? wanted.minus(newest) : Ranges.EMPTY;
            case REPAIR -> Ranges.EMPTY;
            case ALERT, ASSIGN, CONFIG, LIVE -> !observations && Lane.of(track.stream) == lane ? wanted : Ranges.EMPTY;
        };
    }

    /** Dots that both have seen and one holds live: they will be asked for again. */
    void doubt(StreamId stream, Ranges ranges) {
        doubts.add(stream, ranges);
    }

    /** Is an answer to what was asked again under way, or not durable yet? */
    boolean isAskingAgain() {
        return !doubts.isEmpty() || joins.values().stream().anyMatch(joining -> joining.lane() == Lane.REPAIR);
    }

    private void ask(Lane lane, StreamTrack track, Ranges wanted, SyncTime now) {
        Ranges some = wanted.count() <= Doubts.RANGES_MAX
                ? wanted
                : wanted.intersect(Ranges.of(wanted.first(wanted.count() - Doubts.RANGES_MAX), wanted.max()));
        Ranges said = said(track, some);
        open.merge(lane, 1, Integer::sum);
        track.asked = track.asked.union(some);
        tracks.refresh(track);
        int bytesMax = lane == Lane.BACKLOG ? credit : lane.answerBytesMax();
        long number = emission.want(lane, track.stream, said, bytesMax);
        requests.put(number, new Request(lane, track.stream, some, said, now.monotonicMillis()));
    }

    /**
     * Many ranges as the span from the first to the last of them, where that means the same: what else lies in it we
     * hold, the peer knows that, and it does not send what we hold.
     */
    private static Ranges said(StreamTrack track, Ranges some) {
        if (some.count() < SPAN_RANGES_MIN) {
            return some;
        }
        Ranges span = Ranges.of(some.first(0), some.max());
        Ranges rest = span.intersect(track.peer.seen()).minus(some);
        return track.announced.data().containsAll(rest) && track.own.data().containsAll(rest) ? span : some;
    }

    /** A peer's data: validated, then handed to the store. */
    void received(SyncMessage.Data data, SyncTime now) throws ProtocolViolation, ForkFound {
        Delta delta = data.delta();
        DeltaCheck.check(delta, tracks);
        if (data.request() == 0) {
            if (delta.isEmpty() || data.lane() == Lane.REPAIR) {
                throw new ProtocolViolation("pushed nothing, or what must be asked for");
            }
        } else if (data.lane() == Lane.REPAIR) {
            doubts.answered(data);
        } else {
            answered(data, now);
        }
        for (StreamId stream : delta.covered().keySet()) {
            StreamTrack track = tracks.ofPeer(stream);
            Holding holding = delta.holding(stream);
            // What it said it had and tells as lost now is gone there too: to ask again would not bring it back.
            track.peer = track.peer.losing(holding.lost()).join(holding);
            track.asked = track.asked.union(delta.covered(stream));
            delta.head(stream).ifPresent(track::knows);
            tracks.refresh(track);
        }
        for (Row row : delta.rows()) {
            claim(row);
        }
        if (!delta.isEmpty()) {
            StoreCommand command =
                    data.lane() == Lane.REPAIR ? new StoreCommand.Conform(delta) : new StoreCommand.Join(delta);
            joins.put(emission.ask(command), new Joining(data.number(), data.lane(), delta));
        }
    }

    /** A row that supersedes something of this side says that it was written. What cannot have been claims nothing. */
    private void claim(Row row) throws ProtocolViolation {
        for (Map.Entry<Actor, Long> seen : row.supersedes().seqByActor().entrySet()) {
            if (tracks.isOwn(seen.getKey()) && tracks.isPlausible(seen.getKey())) {
                StreamTrack track = tracks.ofPeer(StreamId.rows(row.shard(), seen.getKey()));
                track.claimed = Math.max(track.claimed, seen.getValue());
            }
        }
    }

    private void answered(SyncMessage.Data data, SyncTime now) throws ProtocolViolation {
        Request request = requests.get(data.request());
        if (request == null || request.lane() != data.lane()) {
            throw new ProtocolViolation("answers request " + data.request() + ", which was not made");
        }
        Delta delta = data.delta();
        Ranges covered = delta.covered(request.stream());
        if (delta.covered().size() > 1
                || (!delta.isEmpty() && covered.isEmpty())
                || !request.said().containsAll(covered)) {
            throw new ProtocolViolation("answers more than request " + data.request() + " asked");
        }
        if (!data.last()) {
            requests.put(
                    data.request(),
                    new Request(
                            request.lane(),
                            request.stream(),
                            request.ranges().minus(covered),
                            request.said().minus(covered),
                            request.askedMillis()));
            return;
        }
        requests.remove(data.request());
        open.merge(request.lane(), -1, Integer::sum);
        StreamTrack track = tracks.of(request.stream());
        track.asked = track.asked.minus(request.ranges());
        if (delta.isEmpty()) {
            track.unavailable = track.unavailable.union(request.ranges());
        }
        tracks.refresh(track);
        if (request.lane() == Lane.BACKLOG) {
            adapt(now.monotonicMillis() - request.askedMillis());
        }
    }

    private void adapt(long tookMillis) {
        quickestMillis = Math.min(quickestMillis, tookMillis);
        long waited = tookMillis - quickestMillis;
        if (waited < QUICK_MILLIS) {
            credit = Math.min(Lane.BACKLOG.answerBytesMax(), credit * 2);
        } else if (waited > SLOW_MILLIS) {
            credit = Math.max(CREDIT_MIN, credit / 2);
        }
    }

    /** The peer holds more than it said before. */
    void told(StreamId stream, Holding more) throws ProtocolViolation {
        StreamTrack track = tracks.ofPeer(stream);
        Ranges news = more.data().minus(track.peer.data()).union(more.lost().minus(track.peer.seen()));
        track.peer = track.peer.join(more);
        tracks.checkRanges(track);
        track.unavailable = track.unavailable.minus(news);
        tracks.refresh(track);
    }

    /** The store has made a delta durable: only now is it seen, and acknowledged. */
    void joined(long request) {
        Joining joining = joins.remove(request);
        if (joining == null) {
            throw new IllegalStateException("no join has the number " + request);
        }
        Delta delta = joining.delta();
        for (StreamId stream : delta.covered().keySet()) {
            StreamTrack track = tracks.of(stream);
            Holding holding = delta.holding(stream);
            track.own = track.own.join(holding);
            track.announced = track.announced.join(holding);
            track.asked = track.asked.minus(holding.seen());
            tracks.refresh(track);
        }
        emission.send(new SyncMessage.Acknowledgement(joining.number(), new TreeMap<>(delta.covered())));
    }
}
