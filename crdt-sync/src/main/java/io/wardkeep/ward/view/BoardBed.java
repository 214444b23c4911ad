package io.wardkeep.ward.view;

import io.wardkeep.ward.AlertPriority;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One bed of a {@link BedBoard}: what was heard of it, and how that is shown at a given time. */
final class BoardBed {

    final String name;
    final String ward;
    private final TreeMap<String, DeviceVitals> devices = new TreeMap<>();
    private final Map<String, AlertView> alerts = new HashMap<>();
    private Map<Integer, LimitView> limits = Map.of();
    private List<LimitView> limitList = List.of();
    private List<PatientView> patients = List.of();
    private String gateway;
    private boolean lost;
    private LinkState link = LinkState.FREE;
    private long sinceMillis;
    private long lostMillis;
    private long heardMillis = Long.MIN_VALUE;
    private boolean changed = true;
    private long shownMillis = Long.MIN_VALUE;
    private long dueMillis = Long.MAX_VALUE;

    BoardBed(String name, String ward, String gateway, long now) {
        this.name = name;
        this.ward = ward;
        this.gateway = gateway;
        sinceMillis = now;
    }

    // ---- what is heard

    DeviceVitals attach(String device) {
        touch();
        return devices.computeIfAbsent(device, id -> new DeviceVitals(this, id));
    }

    void detach(String device) {
        devices.remove(device);
        touch();
    }

    void gateway(String watching) {
        gateway = watching;
        touch();
    }

    void patients(List<PatientView> all) {
        patients = List.copyOf(all);
        touch();
    }

    void limits(List<LimitView> all) {
        Map<Integer, LimitView> byCode = new HashMap<>();
        all.forEach(limit -> byCode.put(limit.code(), limit));
        limits = byCode;
        limitList = List.copyOf(all);
        touch();
    }

    void alert(AlertView alert) {
        alerts.put(alert.episode(), alert);
        touch();
    }

    void forgetAlert(String episode) {
        if (alerts.remove(episode) != null) {
            touch();
        }
    }

    void lost(long since) {
        if (!lost) {
            lost = true;
            lostMillis = since;
            touch();
        }
    }

    void found() {
        if (lost) {
            lost = false;
            touch();
        }
    }

    void touch() {
        changed = true;
    }

    void heard(long at) {
        if (at > heardMillis) {
            heardMillis = at;
            if (link != LinkState.LIVE) {
                touch();
            }
        }
    }

    // ---- what is shown

    /** Is there something new to show, and was the last time long enough ago? */
    boolean due(long now, long paceMillis) {
        if (shownMillis == Long.MIN_VALUE || now < shownMillis) {
            return true;
        }
        return now - shownMillis >= paceMillis && (changed || now >= dueMillis);
    }

    List<LimitView> limits() {
        return limitList;
    }

    /** The tile, and from now on it counts as shown. */
    BedView show(long now) {
        settleLink(now);
        changed = false;
        shownMillis = now;
        dueMillis = nextAgeing(now);
        return view(tile(now, new HashSet<>()));
    }

    /** The tile; does not count as shown. */
    BedView tile(long now) {
        settleLink(now);
        return view(tile(now, new HashSet<>()));
    }

    /** All that the bed's page shows; does not count as shown. */
    BedView page(long now) {
        settleLink(now);
        Set<Integer> used = new HashSet<>();
        List<VitalView> vitals = new ArrayList<>(tile(now, used));
        for (int code : codes()) {
            Channel channel = used.contains(code) ? null : best(code, now);
            if (channel != null) {
                vitals.add(vital(channel, now));
            }
        }
        return view(vitals);
    }

    private BedView view(List<VitalView> vitals) {
        Collection<AlertView> open = alerts.values();
        return new BedView(
                name,
                ward,
                patients.isEmpty() ? null : patients.getFirst(),
                patients.isEmpty() ? List.of() : patients.subList(1, patients.size()),
                gateway,
                link,
                sinceMillis,
                vitals,
                waves(),
                open.stream().min(AlertOrder.URGENT_FIRST).orElse(null),
                open.size());
    }

    private List<VitalView> tile(long now, Set<Integer> used) {
        List<VitalView> vitals = new ArrayList<>();
        addFirst(TileMetrics.HEART_RATE, now, vitals, used);
        addFirst(TileMetrics.SATURATION, now, vitals, used);
        addFirst(TileMetrics.RESPIRATION, now, vitals, used);
        addPressure(now, vitals, used);
        addFirst(TileMetrics.TEMPERATURE, now, vitals, used);
        return vitals;
    }

    /** The most trusted source that is live; else one that still shows a value; else the one heard last. */
    private void addFirst(List<Integer> sources, long now, List<VitalView> vitals, Set<Integer> used) {
        Channel chosen = null;
        int chosenRank = -1;
        for (int code : sources) {
            Channel candidate = best(code, now);
            if (candidate != null) {
                int rank = rank(candidate, now);
                if (chosen == null
                        || rank > chosenRank
                        || rank == 0 && chosenRank == 0 && candidate.newestMillis() > chosen.newestMillis()) {
                    chosen = candidate;
                    chosenRank = rank;
                }
            }
        }
        if (chosen != null) {
            used.add(chosen.code);
            vitals.add(vital(chosen, now));
        }
    }

    private void addPressure(long now, List<VitalView> vitals, Set<Integer> used) {
        for (TileMetrics.Pressure pressure : TileMetrics.PRESSURES) {
            Channel systolic = best(pressure.systolic(), now);
            if (systolic != null) {
                Channel diastolic = channel(systolic.device, pressure.diastolic());
                used.add(pressure.systolic());
                used.add(pressure.diastolic());
                vitals.add(pressure(pressure, systolic, diastolic, now));
                return;
            }
        }
    }

    private VitalView vital(Channel channel, long now) {
        LimitView limit = limits.get(channel.code);
        return new VitalView(
                channel.code,
                channel.ref,
                channel.label,
                channel.unit(),
                channel.value(now),
                channel.newest().validity(),
                channel.newestMillis(),
                channel.receivedMillis(),
                channel.device,
                offending(channel.code),
                channel.stale(now),
                channel.last(now),
                limit == null || !limit.enabled() ? null : limit.low(),
                limit == null || !limit.enabled() ? null : limit.high(),
                limit != null && limit.conflict());
    }

    private VitalView pressure(TileMetrics.Pressure pressure, Channel systolic, @Nullable Channel diastolic, long now) {
        VitalView upper = vital(systolic, now);
        LastView last = upper.last();
        return new VitalView(
                pressure.code(),
                MetricNames.ref(pressure.code()),
                pressure.label(),
                upper.unit(),
                upper.value() == null ? null : upper.value() + "/" + lower(systolic, diastolic, now),
                upper.validity(),
                upper.measured(),
                upper.received(),
                upper.device(),
                urgent(offending(pressure.systolic()), offending(pressure.diastolic()), offending(pressure.mean())),
                upper.stale(),
                last,
                upper.low(),
                upper.high(),
                upper.conflict() || conflict(pressure.diastolic()) || conflict(pressure.mean()));
    }

    /** The other half, only when it belongs to the same measurement. */
    private static String lower(Channel systolic, @Nullable Channel diastolic, long now) {
        if (diastolic == null
                || Math.abs(diastolic.newestMillis() - systolic.newestMillis()) > Channel.STALE_MILLIS_MIN) {
            return "--";
        }
        String value = diastolic.value(now);
        return value == null ? "--" : value;
    }

    private boolean conflict(int code) {
        LimitView limit = limits.get(code);
        return limit != null && limit.conflict();
    }

    /** The urgency of what this very value violates now. */
    private @Nullable AlertPriority offending(int code) {
        AlertPriority worst = null;
        for (AlertView alert : alerts.values()) {
            if (alert.code() == code && alert.physiological() && active(alert)) {
                worst = urgent(worst, alert.priority());
            }
        }
        return worst;
    }

    private static boolean active(AlertView alert) {
        return switch (alert.state()) {
            case ACTIVE_UNACK, ACTIVE_ACK -> true;
            case LATCHED, ENDED -> false;
        };
    }

    private static @Nullable AlertPriority urgent(@Nullable AlertPriority... priorities) {
        AlertPriority worst = null;
        for (AlertPriority priority : priorities) {
            if (priority != null && (worst == null || priority.compareTo(worst) > 0)) {
                worst = priority;
            }
        }
        return worst;
    }

    private List<WaveView> waves() {
        TreeMap<Integer, WaveView> byCode =
                new TreeMap<>(Comparator.comparingInt(TileMetrics::waveRank).thenComparingInt(code -> code));
        for (DeviceVitals device : devices.values()) {
            for (int index = 0; index < device.waveCount(); index++) {
                WaveView wave = device.wave(index);
                byCode.putIfAbsent(wave.code(), wave);
            }
        }
        return new ArrayList<>(byCode.values());
    }

    // ---- channels

    private @Nullable Channel channel(String device, int code) {
        DeviceVitals vitals = devices.get(device);
        for (int index = 0; vitals != null && index < vitals.count(); index++) {
            if (vitals.channel(index).code == code) {
                return vitals.channel(index);
            }
        }
        return null;
    }

    /** Of all devices that measure it: one with a live value before others, then the newest. */
    private @Nullable Channel best(int code, long now) {
        Channel best = null;
        for (String device : devices.keySet()) {
            Channel candidate = channel(device, code);
            if (candidate != null && (best == null || better(candidate, best, now))) {
                best = candidate;
            }
        }
        return best;
    }

    private static boolean better(Channel candidate, Channel best, long now) {
        int rank = Integer.compare(rank(candidate, now), rank(best, now));
        return rank > 0 || rank == 0 && candidate.newestMillis() > best.newestMillis();
    }

    private static int rank(Channel channel, long now) {
        if (!channel.shows(now)) {
            return 0;
        }
        return channel.stale(now) ? 1 : 2;
    }

    private Set<Integer> codes() {
        Set<Integer> codes = new TreeSet<>();
        for (DeviceVitals device : devices.values()) {
            for (int index = 0; index < device.count(); index++) {
                codes.add(device.channel(index).code);
            }
        }
        return codes;
    }

    // ---- link and age

    private void settleLink(long now) {
        LinkState next = judgeLink(now);
        if (next != link) {
            link = next;
            sinceMillis = switch (next) {
                case LOST -> lostMillis;
                case STALE -> heardMillis == Long.MIN_VALUE ? sinceMillis : heardMillis;
                case LIVE, FREE -> now;
            };
        }
    }

    private LinkState judgeLink(long now) {
        if (patients.isEmpty() && devices.isEmpty()) {
            return LinkState.FREE;
        }
        if (lost) {
            return LinkState.LOST;
        }
        for (DeviceVitals device : devices.values()) {
            if (device.waveMillis() != Long.MIN_VALUE
                    && now < waveStaleFrom(device)
                    && device.waveMillis() <= now + Channel.AHEAD_MILLIS_MAX) {
                return LinkState.LIVE;
            }
            for (int index = 0; index < device.count(); index++) {
                if (!device.channel(index).stale(now)) {
                    return LinkState.LIVE;
                }
            }
        }
        return LinkState.STALE;
    }

    /** When something gets older in a way that shows, if nothing else happens. */
    private long nextAgeing(long now) {
        long next = Long.MAX_VALUE;
        for (DeviceVitals device : devices.values()) {
            if (device.waveMillis() != Long.MIN_VALUE) {
                next = earliest(next, waveStaleFrom(device), now);
            }
            for (int index = 0; index < device.count(); index++) {
                next = earliest(next, device.channel(index).staleFromMillis(), now);
                next = earliest(next, device.channel(index).goneFromMillis(), now);
            }
        }
        return next;
    }

    private static long waveStaleFrom(DeviceVitals device) {
        return device.waveMillis() + Channel.STALE_MILLIS_MIN + 1;
    }

    private static long earliest(long soFar, long candidate, long now) {
        return candidate > now ? Math.min(soFar, candidate) : soFar;
    }
}
