package io.wardkeep.hub.bundle;

import io.wardkeep.envelope.Envelope;
import io.wardkeep.envelope.EnvelopeException;
import io.wardkeep.hub.bundle.BundleReport.Count;
import io.wardkeep.hub.bundle.BundleReport.Result;
import io.wardkeep.identity.DenyList;
import io.wardkeep.identity.IdentityDirectory;
import io.wardkeep.lattice.Bytes;
import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.sync.BundleInput;
import io.wardkeep.sync.Delta;
import io.wardkeep.sync.FrameStream;
import io.wardkeep.sync.Holding;
import io.wardkeep.sync.ObservationBlock;
import io.wardkeep.sync.ProtocolViolation;
import io.wardkeep.sync.StoreCommand;
import io.wardkeep.sync.StoreInbox;
import io.wardkeep.sync.StoreResult;
import io.wardkeep.sync.StreamId;
import io.wardkeep.ward.WardId;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Imports a bundle in three readings: is it whole, signed by a gateway of ours and sealed for us; does all of it keep
 * the rules of a session; then it is joined. Blocks until the store has made it durable. Of one thread.
 */
final class BundleImport {

    /** As long as an expired box may renew, which needs a person's consent as well. */
    private static final Duration LATE_MAX = Duration.ofDays(400);

    /** How many frames wait for the store at once. */
    private static final int JOINS_MAX = 8;

    private static final long JOIN_SECONDS_MAX = 60;

    /** What is done with each delta of a bundle. */
    @FunctionalInterface
    private interface Step {
        void take(Delta delta) throws JoinFailed;
    }

    /** The store could not make a part durable. */
    private static final class JoinFailed extends Exception {
        private static final long serialVersionUID = 1L;

        JoinFailed(String reason) {
            super(reason, null, false, false);
        }
    }

    private final IdentityDirectory hub;
    private final Supplier<DenyList> denied;
    private final StoreInbox store;
    private final InstantSource clock;

    BundleImport(IdentityDirectory hub, Supplier<DenyList> denied, StoreInbox store, InstantSource clock) {
        this.hub = hub;
        this.denied = denied;
        this.store = store;
        this.clock = clock;
    }

    BundleReport run(BundleRequest request) {
        try {
            Envelope envelope = Envelope.open(
                    request.file(),
                    hub,
                    clock.instant(),
                    denied.get()::denies,
                    request.acceptExpired() ? LATE_MAX : Duration.ZERO);
            return join(envelope);
        } catch (EnvelopeException refused) {
            return BundleReport.of(Result.REFUSED, refused.reason().word(), String.valueOf(refused.getMessage()));
        } catch (IOException unreadable) {
            return BundleReport.of(Result.FAILED, "unreadable", "the file cannot be read: " + unreadable.getMessage());
        }
    }

    private BundleReport join(Envelope envelope) throws EnvelopeException {
        Tally tally = new Tally();
        try {
            SortedMap<StreamId, Holding> held = held(ward(envelope));
            read(envelope, held, tally::carries);
            Joins joins = new Joins(tally);
            read(envelope, held, joins);
            joins.finish();
            String late = envelope.late().isZero()
                    ? ""
                    : "; its certificate ended " + envelope.late().toDays() + " days ago";
            return report(
                    envelope, tally, Result.IMPORTED, "", "made " + Instant.ofEpochMilli(envelope.madeMillis()) + late);
        } catch (MalformedBytesException malformed) {
            return report(envelope, new Tally(), Result.REFUSED, "malformed", String.valueOf(malformed.getMessage()));
        } catch (ProtocolViolation violation) {
            return report(envelope, new Tally(), Result.REFUSED, "violation", String.valueOf(violation.getMessage()));
        } catch (JoinFailed failed) {
            return report(
                    envelope, tally, Result.FAILED, "store", failed.getMessage() + "; import it again when it is back");
        } catch (IOException broken) {
            if (broken.getCause() instanceof EnvelopeException refused) {
                throw refused;
            }
            return report(
                    envelope, tally, Result.FAILED, "unreadable", "the file cannot be read: " + broken.getMessage());
        }
    }

    private static BundleReport report(Envelope envelope, Tally tally, Result result, String reason, String detail) {
        return new BundleReport(
                result,
                reason,
                detail,
                envelope.id().toString(),
                envelope.sender().name(),
                envelope.sender().ward().orElseThrow(),
                tally.carried,
                tally.fresh);
    }

    private static WardId ward(Envelope envelope) {
        return new WardId(envelope.sender().ward().orElseThrow());
    }

    private SortedMap<StreamId, Holding> held(WardId ward) throws JoinFailed {
        CompletableFuture<StoreResult> answer = new CompletableFuture<>();
        store.submit(new StoreCommand.Contexts(Set.of(ward)), answer::complete);
        return switch (answered(answer)) {
            case StoreResult.Contexts contexts -> contexts.held();
            case StoreResult.Failed(String reason) -> throw new JoinFailed("the record failed: " + reason);
            default -> throw new IllegalStateException("the store answered another question");
        };
    }

    private static StoreResult answered(CompletableFuture<StoreResult> answer) throws JoinFailed {
        try {
            return answer.orTimeout(JOIN_SECONDS_MAX, TimeUnit.SECONDS).join();
        } catch (CompletionException slow) {
            throw new JoinFailed("the record gives no answer");
        }
    }

    private void read(Envelope envelope, SortedMap<StreamId, Holding> held, Step step)
            throws IOException, EnvelopeException, MalformedBytesException, ProtocolViolation, JoinFailed {
        BundleInput input = new BundleInput(hub.name().site(), envelope.sender().site(), Set.of(ward(envelope)), held);
        try (InputStream content = new BufferedInputStream(envelope.content())) {
            Optional<Bytes> frame = FrameStream.read(content);
            while (frame.isPresent()) {
                Optional<Delta> delta = input.take(frame.get());
                if (delta.isPresent()) {
                    step.take(delta.get());
                }
                frame = FrameStream.read(content);
            }
            input.end();
        }
    }

    /** Counts. */
    private static final class Tally {
        private Count carried = Count.NOTHING;
        private Count fresh = Count.NOTHING;

        void carries(Delta delta) {
            carried = carried.plus(count(delta));
        }

        void isNew(Delta delta) {
            fresh = fresh.plus(count(delta));
        }

        private static Count count(Delta delta) {
            return new Count(
                    delta.rows().size(),
                    delta.blocks().stream().mapToLong(ObservationBlock::count).sum(),
                    delta.lost().stream()
                            .mapToLong(loss -> loss.last() - loss.first() + 1)
                            .sum());
        }
    }

    /** Hands deltas to the store and waits for it, a few behind. */
    private final class Joins implements Step {
        private final Tally tally;
        private final Deque<CompletableFuture<StoreResult>> waiting = new ArrayDeque<>();

        Joins(Tally tally) {
            this.tally = tally;
        }

        @Override
        public void take(Delta delta) throws JoinFailed {
            if (waiting.size() >= JOINS_MAX) {
                await();
            }
            CompletableFuture<StoreResult> answer = new CompletableFuture<>();
            waiting.add(answer);
            store.submit(new StoreCommand.Join(delta), answer::complete);
        }

        void finish() throws JoinFailed {
            while (!waiting.isEmpty()) {
                await();
            }
        }

        private void await() throws JoinFailed {
            switch (answered(waiting.remove())) {
                case StoreResult.Joined(Delta fresh) -> tally.isNew(fresh);
                case StoreResult.Failed(String reason) -> throw new JoinFailed("the record failed: " + reason);
                default -> throw new IllegalStateException("the store answered another question");
            }
        }
    }
}
