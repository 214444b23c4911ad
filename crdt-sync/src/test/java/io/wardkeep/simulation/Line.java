package io.wardkeep.simulation;

import io.wardkeep.lattice.Bytes;
import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.sync.DurableListener;
import io.wardkeep.sync.StoreRequest;
import io.wardkeep.sync.SyncCodec;
import io.wardkeep.sync.SyncEnd;
import io.wardkeep.sync.SyncInput;
import io.wardkeep.sync.SyncMessage;
import io.wardkeep.sync.SyncOutcome;
import io.wardkeep.sync.SyncSession;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A connection and the two sessions on it: in order and without loss while it stands, as a WebSocket is, unless it is
 * spoiled; what is on its way when it is cut is gone.
 */
final class Line {

    /** From this version on, ends compare what is live. */
    static final int COMPARING_VERSION = 2;

    private static final long TICK_MILLIS = 250;

    /** One end. */
    final class End {
        final Box box;
        private final SyncSession session;
        private final DurableListener listener =
                delta -> world.clock.after(0, () -> step(new SyncInput.Durable(delta)));
        private final Deque<Bytes> onItsWay = new ArrayDeque<>();
        private Optional<SyncMessage.Hello> heard = Optional.empty();
        private Optional<Bytes> heldBack = Optional.empty();
        private Optional<Incident.Spoil> spoil = Optional.empty();
        private long lastArrival;

        private End(Box box, Box peer, int version) {
            this.box = box;
            session = box.session(peer, version);
        }

        private End other() {
            return this == near ? far : near;
        }

        private void open() {
            box.listen(listener);
            step(new SyncInput.Opened());
        }

        private void step(SyncInput input) {
            if (isCut) {
                return;
            }
            SyncOutcome outcome = session.step(input, box.time());
            for (StoreRequest request : outcome.requests()) {
                box.submit(
                        request.command(),
                        result -> world.clock.after(0, () -> step(new SyncInput.Stored(request.number(), result))));
            }
            for (Bytes frame : outcome.frames()) {
                send(world.mutation == Mutation.ADOPTED_DIGEST ? withAdoptedDigest(frame) : frame);
            }
            outcome.end().ifPresent(this::end);
        }

        private void end(SyncEnd end) {
            world.trace.add(end.reason().ordinal());
            boolean isOwnFork = end.incarnationMax() != 0;
            if (isOwnFork ? !world.hasNamesTwice() : !isSpoilt) {
                world.ended(end);
            }
            cut(false);
            if (isOwnFork) {
                box.forked(end.incarnationMax());
            } else {
                tellWhatPeerHolds();
            }
        }

        private void tellWhatPeerHolds() {
            session.peerHoldings().ifPresent(held -> box.holds(other().box, held));
        }

        private void send(Bytes frame) {
            if (spoil.isEmpty()) {
                carry(frame);
                heldBack.ifPresent(this::carry);
                heldBack = Optional.empty();
                return;
            }
            Incident.Spoil how = spoil.get();
            spoil = Optional.empty();
            isSpoilt = true;
            world.count(how.how());
            switch (how.how()) {
                case REPEAT -> {
                    carry(frame);
                    carry(frame);
                }
                case SWAP -> heldBack = Optional.of(frame);
                case FLIP -> carry(flipped(frame, how.salt()));
                case DROP -> world.trace.add(frame.size());
                default -> throw new IllegalArgumentException("not of a frame: " + how.how());
            }
        }

        private void carry(Bytes frame) {
            world.sent(frame);
            lastArrival = Math.max(lastArrival, world.clock.now() + 1 + random.nextInt(delayMillis));
            onItsWay.add(frame);
            world.clock.at(lastArrival, other()::arrive);
        }

        private void arrive() {
            Bytes frame = other().onItsWay.poll();
            if (frame != null && !isCut) {
                world.trace.add(frame.hashCode());
                step(new SyncInput.Received(frame));
            }
        }

        /** The beginning of the frame that would have come next. */
        private void arriveTorn() {
            Bytes frame = other().onItsWay.poll();
            if (frame != null) {
                world.count(Fault.CUT_IN_FRAME);
                isSpoilt = true;
                step(new SyncInput.Received(Bytes.adopt(Arrays.copyOf(frame.toArray(), random.nextInt(frame.size())))));
            }
        }

        /** Takes over the digests that the peer has greeted with before, on this line or the last. */
        private Bytes withAdoptedDigest(Bytes frame) {
            try {
                if (isPlain(frame) && SyncCodec.decode(frame) instanceof SyncMessage.Hello hello) {
                    other().heard = Optional.of(hello);
                    return heard.map(theirs -> SyncCodec.encode(new SyncMessage.Hello(
                                    hello.versionMin(),
                                    hello.versionMax(),
                                    hello.role(),
                                    hello.actor(),
                                    hello.bootNonce(),
                                    hello.name(),
                                    hello.wards(),
                                    theirs.hashes(),
                                    hello.wallMillis())))
                            .orElse(frame);
                }
                return frame;
            } catch (MalformedBytesException own) {
                throw new IllegalStateException(own);
            }
        }
    }

    private final World world;
    private final SplittableRandom random;
    private final int delayMillis;
    private final End near;
    private final End far;
    private boolean isCut;
    private boolean isSpoilt;

    Line(World world, Box near, int nearVersion, Box far, int farVersion, int delayMillis, SplittableRandom random) {
        this.world = world;
        this.random = random;
        this.delayMillis = delayMillis;
        this.near = new End(near, far, nearVersion);
        this.far = new End(far, near, farVersion);
    }

    void open() {
        near.open();
        far.open();
        world.clock.after(TICK_MILLIS, this::tick);
    }

    private void tick() {
        if (!isCut) {
            near.step(new SyncInput.Ticked());
            far.step(new SyncInput.Ticked());
            near.tellWhatPeerHolds();
            far.tellWhatPeerHolds();
            world.clock.after(TICK_MILLIS, this::tick);
        }
    }

    boolean stands() {
        return !isCut;
    }

    boolean touches(Box box) {
        return near.box == box || far.box == box;
    }

    /** Cuts it, within a frame when {@code torn} and one is on its way. */
    void cut(boolean torn) {
        if (torn && !isCut) {
            far.arriveTorn();
        }
        isCut = true;
        near.box.forget(near.listener);
        far.box.forget(far.listener);
    }

    void spoil(Box sender, Incident.Spoil how) {
        (near.box == sender ? near : far).spoil = Optional.of(how);
    }

    boolean inStep() {
        return !isCut
                && near.session.status(near.box.time()).inStep()
                && far.session.status(far.box.time()).inStep()
                && near.session.isCompared()
                && far.session.isCompared();
    }

    private static boolean isPlain(Bytes frame) {
        return frame.at(0) == 'W';
    }

    private static Bytes flipped(Bytes frame, int salt) {
        byte[] content = frame.toArray();
        content[salt % content.length] ^= (byte) (1 << (salt >>> 8) % 8);
        return Bytes.adopt(content);
    }
}
