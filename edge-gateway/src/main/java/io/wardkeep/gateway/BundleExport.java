package io.wardkeep.gateway;

import io.wardkeep.envelope.EnvelopeWriter;
import io.wardkeep.gateway.journal.JournalSnapshot;
import io.wardkeep.identity.IdentityDirectory;
import io.wardkeep.identity.PeerName;
import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.sync.BundleOutput;
import io.wardkeep.sync.Family;
import io.wardkeep.sync.FrameStream;
import io.wardkeep.sync.Holding;
import io.wardkeep.sync.Role;
import io.wardkeep.sync.StreamId;
import io.wardkeep.sync.SyncIdentity;
import io.wardkeep.ward.WardId;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Writes what this box has and its hub may not have into a file that somebody carries to the hub. Reads the journal
 * beside a running gateway, or that of a stopped one.
 */
final class BundleExport {

    /** What goes in. */
    sealed interface Choice {

        /** What the hub has not acknowledged. */
        record Unacknowledged() implements Choice {}

        /** Everything that is held. */
        record All() implements Choice {}

        /**
         * All rows, and the readings from a time on.
         *
         * @param fromMillis measured then or later, epoch milliseconds
         */
        record Since(long fromMillis) implements Choice {}
    }

    /**
     * What was made.
     *
     * @param id the bundle's name
     * @param hub who can open it
     * @param contents what is in it
     * @param bytes the file's length
     */
    record Made(UUID id, PeerName hub, BundleOutput.Contents contents, long bytes) {}

    private final IdentityDirectory identity;
    private final KnownHub.Certificate hub;
    private final WardId ward;
    private final InstantSource clock;
    private final SecureRandom random;

    BundleExport(
            IdentityDirectory identity,
            KnownHub.Certificate hub,
            WardId ward,
            InstantSource clock,
            SecureRandom random) {
        this.identity = identity;
        this.hub = hub;
        this.ward = ward;
        this.clock = clock;
        this.random = random;
    }

    /** Writes the file in one step: it is there whole and on its medium, or not at all. */
    Made write(JournalSnapshot journal, Choice choice, Path file) throws IOException {
        Actor self = journal.self();
        if (!self.site().equals(identity.name().site())) {
            throw new IOException("the journal is that of site " + self.site() + ", the identity that of "
                    + identity.name().site() + ": start the gateway once with its new identity");
        }
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try (FileChannel channel = FileChannel.open(
                        part,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE);
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16)) {
            EnvelopeWriter envelope = EnvelopeWriter.begin(out, identity, hub.certificate(), clock.millis(), random);
            SortedMap<StreamId, Holding> held = journal.held();
            BundleOutput.Contents contents = BundleOutput.write(
                    new SyncIdentity(self, 0, Role.GATEWAY, identity.name().name(), Set.of(ward)),
                    held,
                    wanted(journal, held, choice),
                    journal::scan,
                    frame -> FrameStream.write(envelope, frame),
                    clock.millis());
            envelope.finish();
            out.flush();
            channel.force(true);
            long bytes = channel.size();
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return new Made(envelope.id(), hub.name(), contents, bytes);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private SortedMap<StreamId, Ranges> wanted(
            JournalSnapshot journal, SortedMap<StreamId, Holding> held, Choice choice) {
        SortedMap<StreamId, Ranges> wanted = new TreeMap<>();
        held.forEach((stream, holding) -> {
            Ranges some = switch (choice) {
                case Choice.Unacknowledged() ->
                    holding.seen().minus(journal.acknowledged(hub.name().site(), stream));
                case Choice.All() -> holding.seen();
                case Choice.Since(long fromMillis) ->
                    stream.shard().family() == Family.OBS
                            ? holding.seen().intersect(journal.since(stream, fromMillis))
                            : holding.seen();
            };
            boolean own = stream.actor().site().equals(journal.self().site())
                    && stream.shard().ward().equals(ward);
            if (own && !some.isEmpty()) {
                wanted.put(stream, some);
            }
        });
        return wanted;
    }
}
