package io.wardkeep.sync;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.CanonicalWriter;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.ward.EpisodeId;
import io.wardkeep.ward.WardId;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** All streams of a session, with the sums and the work lists that follow from them. */
final class Tracks {

    /** A peer that speaks of more streams than this is broken. */
    static final int STREAMS_MAX = 65_536;

    /** And of more ranges: 16 bytes each. */
    private static final int RANGES_MAX = 1 << 21;

    /**
     * So far ahead of this life a later one of this side, lost with its witness, may have been: about two years of
     * seconds. Who is told of one begins a life above it, and must not run out of numbers because somebody lied.
     */
    private static final long LIVES_AHEAD_MAX = 1 << 26;

    private final PeerPolicy policy;
    private final LostLives lostLives;
    private final TreeMap<StreamId, StreamTrack> tracks = new TreeMap<>();
    private final Set<Actor> settled = new HashSet<>();
    private final TreeSet<StreamId> wanting = new TreeSet<>();
    private final SortedSet<StreamId> unannounced = new TreeSet<>();
    private Set<WardId> wards;
    private final Actor self;
    private final Role ownRole;
    private UUID peerSite = new UUID(0, 0);
    private Role peerRole = Role.HUB;
    private long ranges;
    private long lackedByPeer;
    private long lackedHere;

    Tracks(Actor self, Role ownRole, PeerPolicy policy, Set<WardId> wards, LostLives lostLives) {
        this.self = self;
        this.ownRole = ownRole;
        this.lostLives = lostLives;
        this.policy = policy;
        this.wards = wards;
    }

    /** Narrows the session to what both ends share. */
    void share(UUID site, Role role, Set<WardId> shared) {
        peerSite = site;
        peerRole = role;
        wards = shared;
        tracks.keySet().removeIf(stream -> !speaksOf(stream));
        wanting.clear();
        unannounced.clear();
        lackedByPeer = 0;
        lackedHere = 0;
        for (StreamTrack track : tracks.values()) {
            track.countedSent = 0;
            track.countedReceived = 0;
        }
        tracks.values().forEach(this::refresh);
    }

    boolean speaksOf(StreamId stream) {
        return wards.contains(stream.shard().ward());
    }

    Set<WardId> wards() {
        return wards;
    }

    /** May the peer send entries of this stream? Nobody tells this side what it writes in its present life. */
    boolean accepts(StreamId stream) {
        return speaksOf(stream) && (isOwn(stream.actor()) ? isLost(stream) : policy.accepts(peerSite, stream));
    }

    /**
     * May the peer say this of an alert? A hub speaks for people and for others; a gateway, of episodes that it raised
     * itself. Keys of another form than this release's are no alert to it.
     */
    boolean mayTell(Row row) {
        boolean isOfGateway =
                peerRole == Role.GATEWAY && row.dot().actor().site().equals(peerSite);
        return !isOfGateway
                || row.shard().family() != Family.ALERT
                || EpisodeId.parse(row.key().substring(row.key().lastIndexOf('/') + 1))
                        .map(episode -> episode.raise().actor().site().equals(peerSite))
                        .orElse(true);
    }

    boolean isOwn(Actor actor) {
        return actor.site().equals(self.site());
    }

    /** Can there be such a life of this side? Of others everything is possible. */
    boolean isPlausible(Actor actor) {
        return !isOwn(actor)
                || Integer.toUnsignedLong(actor.incarnation()) - Integer.toUnsignedLong(self.incarnation())
                        <= LIVES_AHEAD_MAX;
    }

    /** Is it of a life of this side of which something may be lost? */
    private boolean isLost(StreamId stream) {
        return isKnownLost(stream.actor());
    }

    /** Does a hub take it back? Its own chain may be another from where it was restored. */
    boolean takesBack(StreamId stream) {
        return ownRole == Role.HUB && isOwn(stream.actor()) && isLost(stream);
    }

    /** Is it known that something of this earlier life may be lost here? */
    boolean isKnownLost(Actor life) {
        return lostLives.contains(life.incarnation());
    }

    /** Of these lives of this side everything that both hold has been compared. */
    void settle(Collection<Actor> lives) {
        settled.addAll(lives);
    }

    /** Is it of a life of which more is known than its chain can tell? */
    boolean isSettled(StreamId stream) {
        return settled.contains(stream.actor());
    }

    /**
     * Is it ours to send? Everybody takes from a gateway only what that gateway wrote; a gateway takes from its hub
     * what all others wrote. Nobody needs its own entries back.
     */
    boolean offers(StreamId stream) {
        boolean passesOn = ownRole == Role.HUB && peerRole == Role.GATEWAY;
        return speaksOf(stream) && (passesOn ? !stream.actor().site().equals(peerSite) : isOwn(stream.actor()));
    }

    /**
     * Is the peer the authority of it, so that its word on what is live holds here? The other side of {@link #offers},
     * without the lives that may come back from anybody.
     */
    boolean conforms(StreamId stream) {
        boolean passedOn = ownRole == Role.GATEWAY && peerRole == Role.HUB;
        UUID site = stream.actor().site();
        return speaksOf(stream) && (passedOn ? !isOwn(stream.actor()) : site.equals(peerSite));
    }

    boolean isPeerHub() {
        return peerRole == Role.HUB;
    }

    /** Of a stream of the session's own wards. */
    StreamTrack of(StreamId stream) {
        return tracks.computeIfAbsent(stream, StreamTrack::new);
    }

    /** What this session has asked for of a stream, or received, and not yet made durable. */
    Ranges asked(StreamId stream) {
        StreamTrack track = tracks.get(stream);
        return track == null ? Ranges.EMPTY : track.asked;
    }

    /** Of a stream that the peer named. */
    StreamTrack ofPeer(StreamId stream) throws ProtocolViolation {
        if (!speaksOf(stream)) {
            throw new ProtocolViolation("ward " + stream.shard().ward() + " is not shared");
        }
        if (!isPlausible(stream.actor())) {
            throw new ProtocolViolation("no life of this side has the number of " + stream);
        }
        if (tracks.size() >= STREAMS_MAX && !tracks.containsKey(stream)) {
            throw new ProtocolViolation("more than " + STREAMS_MAX + " streams");
        }
        return of(stream);
    }

    Collection<StreamTrack> all() {
        return tracks.values();
    }

    /** What the peer says it holds is remembered range by range: so many are more than a stream that was cut has. */
    void checkRanges(StreamTrack track) throws ProtocolViolation {
        int count = track.peer.seen().count() + track.peer.lost().count();
        ranges += count - track.countedRanges;
        track.countedRanges = count;
        if (ranges > RANGES_MAX) {
            throw new ProtocolViolation("holds more than " + RANGES_MAX + " ranges");
        }
    }

    /** Brings sums and work lists up to date after {@code track} changed. */
    void refresh(StreamTrack track) {
        long sent = offers(track.stream) ? track.peer.lacks(track.own).cardinality() : 0;
        long received = accepts(track.stream) ? track.own.lacks(track.peer).cardinality() : 0;
        lackedByPeer += sent - track.countedSent;
        lackedHere += received - track.countedReceived;
        track.countedSent = sent;
        track.countedReceived = received;
        mark(wanting, track.stream, received > 0 && !track.wanted().isEmpty());
        mark(unannounced, track.stream, !track.news(track.own).isEmpty());
    }

    private static void mark(SortedSet<StreamId> set, StreamId stream, boolean member) {
        if (member) {
            set.add(stream);
        } else {
            set.remove(stream);
        }
    }

    /** Streams of which the peer has something that has not been asked for. */
    NavigableSet<StreamId> wanting() {
        return wanting;
    }

    /** Streams of which we have something that the peer has not been told. */
    List<StreamTrack> unannounced() {
        List<StreamTrack> some = new ArrayList<>();
        unannounced.forEach(stream -> some.add(of(stream)));
        return some;
    }

    long lackedByPeer() {
        return lackedByPeer;
    }

    long lackedHere() {
        return lackedHere;
    }

    /** A hash of what is held of each shard, and of where its chains stand. */
    static SortedMap<ShardId, Long> hashes(SortedMap<StreamId, Holding> held, SortedMap<StreamId, ChainHead> heads) {
        TreeMap<ShardId, CanonicalWriter> writers = new TreeMap<>();
        held.forEach((stream, holding) -> {
            if (!holding.isEmpty()) {
                CanonicalWriter writer = writers.computeIfAbsent(stream.shard(), _ -> new CanonicalWriter());
                DeltaCodec.writeStream(writer, stream);
                holding.seen().write(writer);
                holding.lost().write(writer);
                ChainHead head = heads.get(stream);
                writer.unsigned(head == null ? 0 : head.seq()).fixed64(head == null ? 0 : head.hash());
            }
        });
        TreeMap<ShardId, Long> hashes = new TreeMap<>();
        writers.forEach(
                (shard, writer) -> hashes.put(shard, hash(writer.toBytes().toArray())));
        return hashes;
    }

    static long hash(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            long head = 0;
            for (int index = 0; index < 8; index++) {
                head = head << 8 | (digest[index] & 0xFF);
            }
            return head;
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
