package io.wardkeep.gateway;

import io.wardkeep.identity.IdentityDirectory;
import io.wardkeep.identity.IdentityException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after this box's own identity: reads it again whenever it is asked, since it is renewed on the disk while the
 * gateway runs, and tells the ward while something is wrong with it. What cannot be read leaves the last identity in
 * force. Any thread.
 */
final class IdentityWatch {

    private static final Logger LOG = LoggerFactory.getLogger(IdentityWatch.class);

    /** Renewal is due in the last sixth of a certificate's life: five days of thirty. */
    private static final int LAST_PART = 6;

    private final Path directory;
    private final InstantSource wall;
    private final Consumer<Boolean> trouble;
    private final AtomicReference<Seen> seen = new AtomicReference<>(new Seen(Optional.empty(), "", false));

    /**
     * What is known.
     *
     * @param identity the last that could be read
     * @param wrong what is wrong with it on the disk, empty if nothing is
     * @param denied does the hub turn this box away?
     */
    private record Seen(Optional<IdentityDirectory> identity, String wrong, boolean denied) {}

    /**
     * Watches a directory; looks at it first when told to.
     *
     * @param directory of the identity
     * @param wall the wall clock, steps included
     * @param trouble told at each look whether a person should do something about the identity
     */
    IdentityWatch(Path directory, InstantSource wall, Consumer<Boolean> trouble) {
        this.directory = directory;
        this.wall = wall;
        this.trouble = trouble;
    }

    /** Reads the identity again, tells what is wrong, and returns the one in force, if there ever was one. */
    Optional<IdentityDirectory> look() {
        Optional<IdentityDirectory> read = Optional.empty();
        String wrong;
        try {
            read = Optional.of(IdentityDirectory.read(directory));
            wrong = wrong(read.get().chain().getFirst(), wall.instant());
        } catch (IdentityException unusable) {
            wrong = String.valueOf(unusable.getMessage());
        }
        Optional<IdentityDirectory> found = read;
        String now = wrong;
        Seen before = seen.getAndUpdate(last -> new Seen(found.or(last::identity), now, last.denied()));
        if (!now.equals(before.wrong())) {
            say(now);
        }
        return tell().identity();
    }

    /** The hub turned this box away, or let it in. */
    void denied(boolean denied) {
        Seen before = seen.getAndUpdate(
                last -> last.denied() == denied ? last : new Seen(last.identity(), last.wrong(), denied));
        if (before.denied() != denied) {
            tell();
        }
    }

    /** The last that could be read, if there ever was one. */
    Optional<IdentityDirectory> inForce() {
        return seen.get().identity();
    }

    /** When the certificate in force ends, if there is one. */
    Optional<Instant> until() {
        return seen.get()
                .identity()
                .map(identity -> identity.chain().getFirst().getNotAfter().toInstant());
    }

    private Seen tell() {
        Seen now = seen.get();
        trouble.accept(!now.wrong().isEmpty() || now.denied());
        return now;
    }

    private static void say(String wrong) {
        if (wrong.isEmpty()) {
            LOG.info("this box's identity is in order again");
        } else {
            LOG.error("this box's identity: {}", wrong);
        }
    }

    private static String wrong(X509Certificate certificate, Instant now) {
        Instant from = certificate.getNotBefore().toInstant();
        Instant until = certificate.getNotAfter().toInstant();
        if (now.isBefore(from)) {
            return "its certificate is valid from " + from + ": check this box's clock";
        }
        if (now.isAfter(until)) {
            return "its certificate expired at " + until + ": run wardkeep-provision renew";
        }
        Duration lastPart = Duration.between(from, until).dividedBy(LAST_PART);
        return now.isBefore(until.minus(lastPart))
                ? ""
                : "its certificate expires at " + until + ": run wardkeep-provision renew";
    }
}
