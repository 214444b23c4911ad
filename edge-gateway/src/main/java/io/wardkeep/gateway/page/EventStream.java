package io.wardkeep.gateway.page;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import io.wardkeep.page.Json;
import io.wardkeep.page.PageInbox;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * What the page shows now, and the browsers that follow it. What is fetched and what is streamed come from the same
 * state. Owned by the page's event loop.
 */
final class EventStream implements PageInbox.Reader {

    static final String SITE = "ward";

    /** Most browsers at once: a ward has a few screens; more is a mistake or an attack. */
    static final int CLIENTS_MAX = 64;

    private final Vertx vertx;
    private final InstantSource clock;
    private final PageInbox inbox;
    private final TreeMap<String, BedView> beds = new TreeMap<>();
    private final Set<StreamClient> clients = new LinkedHashSet<>();
    private final LongAdder dropped;
    private List<AlertView> alerts = List.of();
    private List<ConflictView> conflicts = List.of();
    private List<GatewayView> gateways = List.of();

    EventStream(Vertx vertx, InstantSource clock, PageInbox inbox, LongAdder dropped) {
        this.vertx = vertx;
        this.clock = clock;
        this.inbox = inbox;
        this.dropped = dropped;
    }

    /** A browser comes: hello, then everything as it is, then what changes. */
    void join(RoutingContext context) {
        if (clients.size() >= CLIENTS_MAX) {
            Replies.problem(context, 503, "too many pages are open");
            return;
        }
        StreamClient client = new StreamClient(vertx, context.request(), this::left);
        clients.add(client);
        inbox.watched(true);
        client.open();
        send(client, "hello", new HelloView(SITE, clock.millis()));
        send(client, "beds", beds());
        send(client, "alerts", alerts());
        send(client, "conflicts", conflicts());
        send(client, "gateways", gateways());
    }

    /** The heartbeat: its absence is how a page notices that it hears nothing any more. */
    void beat() {
        broadcast("clock", new ClockView(clock.millis()));
    }

    void closeAll() {
        List.copyOf(clients).forEach(client -> client.cut("stopping"));
    }

    BedsView beds() {
        return new BedsView(clock.millis(), SITE, new ArrayList<>(beds.values()));
    }

    AlertsView alerts() {
        return new AlertsView(alerts);
    }

    ConflictsView conflicts() {
        return new ConflictsView(conflicts);
    }

    GatewaysView gateways() {
        return new GatewaysView(gateways);
    }

    @Override
    public void bed(BedView bed) {
        beds.put(bed.bed(), bed);
        broadcast("bed", bed);
    }

    @Override
    public void alerts(List<AlertView> list) {
        alerts = AlertOrder.sorted(list);
        broadcast("alerts", alerts());
    }

    @Override
    public void conflicts(List<ConflictView> list) {
        conflicts = list;
        broadcast("conflicts", conflicts());
    }

    @Override
    public void gateways(List<GatewayView> list) {
        gateways = list;
        broadcast("gateways", gateways());
    }

    @Override
    public void wave(BedId bed, Waveform run) {
        if (!clients.isEmpty()) {
            broadcast("wave", WaveRunView.of(bed.name(), run));
        }
    }

    private void broadcast(String event, Object view) {
        if (clients.isEmpty()) {
            return;
        }
        Buffer frame = StreamClient.frame(event, Json.write(view));
        for (StreamClient client : List.copyOf(clients)) {
            offer(client, frame);
        }
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
        clients.remove(client);
        inbox.watched(!clients.isEmpty());
    }
}
