package io.wardkeep.gateway;

import io.wardkeep.gateway.uplink.UplinkConfig;
import io.wardkeep.gateway.uplink.UplinkLoop;
import io.wardkeep.gateway.uplink.UplinkObserver;
import io.wardkeep.gateway.uplink.UplinkStatus;
import io.wardkeep.identity.IdentityDirectory;
import io.wardkeep.identity.SiteFile;
import io.wardkeep.lattice.Actor;
import io.wardkeep.sync.Delta;
import io.wardkeep.sync.DurableListener;
import io.wardkeep.sync.LostLives;
import io.wardkeep.sync.PeerPolicy;
import io.wardkeep.sync.Role;
import io.wardkeep.sync.StoreInbox;
import io.wardkeep.sync.SyncIdentity;
import io.wardkeep.sync.SyncSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;

/**
 * The box's way to its hub: an uplink that speaks as who the box was enrolled as. A box that nobody has enrolled yet
 * says in its state directory which site it writes as, so that its enrolment is for that site; the uplink goes to work
 * as soon as an identity is there.
 */
final class HubLink implements DurableListener, AutoCloseable {

    private final GatewayConfig config;
    private final IdentityWatch own;
    private final Actor self;
    private final GatewayClock clock;
    private final Consumer<Throwable> fatal;
    private final long bootNonce;
    private final KnownHub known;
    private final UplinkLoop uplink;

    /**
     * A link that does not look for its hub yet.
     *
     * @param hub where it is
     * @param own the box's identity, which has been looked at
     * @param self who writes the journal
     * @param store the journal
     * @param observer told of the link
     * @param fatal ends the process
     * @throws UncheckedIOException when the state directory cannot be written
     */
    HubLink(
            GatewayConfig config,
            GatewayConfig.Hub hub,
            IdentityWatch own,
            Actor self,
            StoreInbox store,
            UplinkObserver observer,
            GatewayClock clock,
            RandomGenerator random,
            Consumer<Throwable> fatal) {
        this.config = config;
        this.own = own;
        this.self = self;
        this.clock = clock;
        this.fatal = fatal;
        bootNonce = random.nextLong();
        known = new KnownHub(config.state().directory());
        if (own.inForce().isEmpty()) {
            writeSite();
        }
        uplink = new UplinkLoop(
                UplinkConfig.of(hub.url()),
                this::trust,
                this::session,
                store,
                observer,
                clock,
                () -> TimeUnit.NANOSECONDS.toMillis(clock.nanos()),
                random);
    }

    /** Begins to look for the hub. */
    void start() {
        uplink.start();
    }

    /** How the link is; any thread. */
    UplinkStatus status() {
        return uplink.status();
    }

    @Override
    public void durable(Delta delta) {
        uplink.durable(delta);
    }

    @Override
    public void close() {
        uplink.close();
    }

    private Optional<SSLContext> trust() {
        return own.look()
                .filter(this::isOurs)
                .map(identity -> identity.sslContext(clock.wall(), io.wardkeep.identity.Role.HUB, (_, chain) -> {
                    known.remember(chain);
                    return Optional.empty();
                }));
    }

    private SyncSession session() {
        String name = own.inForce().orElseThrow().name().name();
        return new SyncSession(
                new SyncIdentity(
                        self,
                        bootNonce,
                        Role.GATEWAY,
                        name,
                        Set.of(config.ward()),
                        new LostLives.Earlier(self.incarnation())),
                PeerPolicy.RELAY,
                Optional.empty(),
                true);
    }

    /** A hub takes from a site only what that site wrote: who was enrolled as another begins again as that one. */
    private boolean isOurs(IdentityDirectory identity) {
        forgetSite();
        if (identity.name().site().equals(self.site())) {
            return true;
        }
        fatal.accept(new IllegalStateException(
                "this box was enrolled as site " + identity.name().site() + ", not as " + self.site()));
        return false;
    }

    private void writeSite() {
        try {
            SiteFile.write(directory(), self.site());
        } catch (IOException unwritable) {
            throw new UncheckedIOException("the site cannot be written into " + directory(), unwritable);
        }
    }

    private void forgetSite() {
        try {
            SiteFile.delete(directory());
        } catch (IOException kept) {
            throw new UncheckedIOException("the site in " + directory() + " cannot be removed", kept);
        }
    }

    private Path directory() {
        return config.state().directory();
    }
}
