package io.wardkeep.hub.api;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import io.wardkeep.page.Json;
import io.wardkeep.page.PageGuard;
import io.wardkeep.page.PageInbox;
import io.wardkeep.page.Person;
import io.wardkeep.page.Replies;
import io.wardkeep.page.StreamClient;
import io.wardkeep.ward.BedId;
import io.wardkeep.ward.Waveform;
import io.wardkeep.ward.view.AlertOrder;
import io.wardkeep.ward.view.AlertView;
import io.wardkeep.ward.view.AlertsView;
import io.wardkeep.ward.view.BedView;
import io.wardkeep.ward.view.BedsView;
import io.wardkeep.ward.view.ClockView;
import io.wardkeep.ward.view.ConflictView;
import io.wardkeep.ward.view.ConflictsView;
import io.wardkeep.ward.view.GatewayView;
import io.wardkeep.ward.view.GatewaysView;
import io.wardkeep.ward.view.HelloView;
import io.wardkeep.ward.view.WaveRunView;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What the consoles show now, and the browsers that follow it, each within its person's wards. What is fetched and what
 * is streamed come from the same state. Owned by the API's event loop.
 */
final class EventStream implements PageInbox.Reader {

    static final String SITE = "hub";

    /** Most browsers at once. */
    static final int CLIENTS_MAX = 512;

    private final Vertx vertx;
    private final InstantSource clock;
    private final PageInbox inbox;
    private final Gate gate;
    private final TreeMap<String, BedView> beds = new TreeMap<>();
    private final Map<StreamClient, Follower> followers = new LinkedHashMap<>();
    private final LongAdder dropped;
    private List<AlertView> alerts = List.of();
    private List<ConflictView> conflicts = List.of();
    private List<GatewayView> gateways = List.of();

    /** Whose eyes: persons with the same wards see the same frames. */
    private record Sight(boolean clinical, Set<String> wards) {

        static Sight of(Person person) {
            return new Sight(person.clinical(), person.wards());
        }

        boolean sees(@Nullable String ward) {
            return ward != null && (wards.contains(Person.ALL_WARDS) || wards.contains(ward));
        }
    }

    private record Follower(String token, Sight sight) {}

    EventStream(Vertx vertx, InstantSource clock, PageInbox inbox, Gate gate, LongAdder dropped) {
        this.vertx = vertx;
        this.clock = clock;
        this.inbox = inbox;
        this.gate = gate;
        this.dropped = dropped;
    }

    /**
     * A browser comes: hello, then everything as it is, then what changes. What this person may not see is sent as
     * nothing, so that a page forgets what it showed to somebody else.
     */
    void join(RoutingContext context, Optional<String> token) {
        if (followers.size() >= CLIENTS_MAX || token.isEmpty()) {
            Replies.problem(context, 503, "too many consoles are open");
            return;
        }
        StreamClient client = new StreamClient(vertx, context.request(), this::left);
        Person person = PageGuard.person(context);
        followers.put(client, new Follower(token.get(), Sight.of(person)));
        inbox.watched(true);
        client.open();
        send(client, "hello", new HelloView(SITE, clock.millis()));
        send(client, "gateways", gateways(person));
        boolean clinical = person.clinical();
        send(client, "beds", clinical ? beds(person) : new BedsView(clock.millis(), SITE, List.of()));
        send(client, "alerts", clinical ? alerts(person) : new AlertsView(List.of()));
        send(client, "conflicts", clinical ? conflicts(person) : new ConflictsView(List.of()));
    }

    /** The heartbeat: its absence is how a console notices that it hears nothing any more. */
    void beat() {
        broadcast("clock", new ClockView(clock.millis()), _ -> true);
    }

    /** Cuts off whoever may no longer look: account disabled, role or wards changed, session over. */
    void checkFollowers() {
        Map.copyOf(followers).forEach((client, follower) -> {
            boolean stays = gate.person(follower.token)
                    .map(person -> Sight.of(person).equals(follower.sight))
                    .orElse(false);
            if (!stays) {
                client.cut("session");
            }
        });
    }

    void closeAll() {
        List.copyOf(followers.keySet()).forEach(client -> client.cut("stopping"));
    }

    int followers() {
        return followers.size();
    }

    BedsView beds(Person person) {
        Sight sight = Sight.of(person);
        return new BedsView(
                clock.millis(),
                SITE,
                beds.values().stream().filter(bed -> sight.sees(bed.ward())).toList());
    }

    AlertsView alerts(Person person) {
        return new AlertsView(alertsFor(Sight.of(person), alerts));
    }

    /** Of alerts from elsewhere those that the person may see. */
    AlertsView visible(Person person, AlertsView all) {
        return new AlertsView(alertsFor(Sight.of(person), all.alerts()));
    }

    ConflictsView conflicts(Person person) {
        return new ConflictsView(conflictsFor(Sight.of(person)));
    }

    GatewaysView gateways(Person person) {
        return new GatewaysView(gatewaysFor(Sight.of(person)));
    }

    /** The ward of a bed; empty for one that nobody has heard of. */
    Optional<String> wardOf(BedId bed) {
        return Optional.ofNullable(beds.get(bed.name())).map(BedView::ward);
    }

    @Override
    public void bed(BedView bed) {
        beds.put(bed.bed(), bed);
        broadcast("bed", bed, sight -> sight.clinical && sight.sees(bed.ward()));
    }

    @Override
    public void alerts(List<AlertView> list) {
        alerts = AlertOrder.sorted(list);
        broadcastFor("alerts", sight -> new AlertsView(alertsFor(sight, alerts)), true);
    }

    @Override
    public void conflicts(List<ConflictView> list) {
        conflicts = list;
        broadcastFor("conflicts", sight -> new ConflictsView(conflictsFor(sight)), true);
    }

    @Override
    public void gateways(List<GatewayView> list) {
        gateways = list;
        broadcastFor("gateways", sight -> new GatewaysView(gatewaysFor(sight)), false);
    }

    @Override
    public void wave(BedId bed, Waveform run) {
        if (!followers.isEmpty()) {
            String ward = wardOf(bed).orElse(null);
            broadcast("wave", WaveRunView.of(bed.name(), run), sight -> sight.clinical && sight.sees(ward));
        }
    }

    private List<AlertView> alertsFor(Sight sight, List<AlertView> all) {
        return all.stream().filter(alert -> sight.sees(alert.ward())).toList();
    }

    private List<ConflictView> conflictsFor(Sight sight) {
        return conflicts.stream()
                .filter(conflict -> {
                    BedView bed = beds.get(conflict.bed());
                    return bed != null && sight.sees(bed.ward());
                })
                .toList();
    }

    private List<GatewayView> gatewaysFor(Sight sight) {
        return gateways.stream().filter(gateway -> sight.sees(gateway.ward())).toList();
    }

    private interface ViewFor {
        Object of(Sight sight);
    }

    private interface Seeing {
        boolean mayBeSeenBy(Sight sight);
    }

    /** One frame for each sort of eyes, however many browsers. */
    private void broadcastFor(String event, ViewFor view, boolean clinicalOnly) {
        Map<Sight, Buffer> frames = new HashMap<>();
        new ArrayList<>(followers.entrySet()).forEach(entry -> {
            Sight sight = entry.getValue().sight;
            if (sight.clinical || !clinicalOnly) {
                offer(
                        entry.getKey(),
                        frames.computeIfAbsent(sight, some -> StreamClient.frame(event, Json.write(view.of(some)))));
            }
        });
    }

    private void broadcast(String event, Object view, Seeing seeing) {
        if (followers.isEmpty()) {
            return;
        }
        Buffer frame = StreamClient.frame(event, Json.write(view));
        new ArrayList<>(followers.entrySet()).forEach(entry -> {
            if (seeing.mayBeSeenBy(entry.getValue().sight)) {
                offer(entry.getKey(), frame);
            }
        });
    }

    private void send(StreamClient client, String event, Object view) {
        offer(client, StreamClient.frame(event, Json.write(view)));
    }

    private void offer(StreamClient client, Buffer frame) {
        if (!client.offer(frame)) {
            dropped.increment();
        }
    }

    private void left(StreamClient client) {
        followers.remove(client);
        inbox.watched(!followers.isEmpty());
    }
}
