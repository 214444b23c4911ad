package io.wardkeep.ward.view;

import io.wardkeep.ward.BedId;
import io.wardkeep.ward.DeviceId;
import io.wardkeep.ward.WardId;
import io.wardkeep.ward.record.AlertStanding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The board at the wall: fed with readings, alerts, limits, patients and contact, it tells what each bed shows, and
 * which beds have changed. Holds no clock: every question brings the time.
 *
 * <p>Invariants: a value is never shown without its age; what arrives late never replaces what is newer; a value that
 * is too old is withdrawn and says what it was. Cost: a reading is a comparison in an array; views are built only for
 * beds that changed, at most twice a second each.
 *
 * <p>Thread: owned by one loop, the gateway's WardLoop or the hub's view loop. What it returns is immutable.
 */
public final class BedBoard {

    /** A bed is shown anew at most once in this time. */
    public static final long PACE_MILLIS = 500;

    private final TreeMap<BedId, BoardBed> beds = new TreeMap<>();
    private final Map<String, AlertView> alerts = new HashMap<>();
    private boolean alertsChanged = true;

    /** Puts up a bed, or says that another gateway watches it now. */
    public void bed(BedId bed, WardId ward, String gateway, long nowMillis) {
        BoardBed known = beds.get(bed);
        if (known != null && known.ward.equals(ward.name())) {
            known.gateway(gateway);
            return;
        }
        BoardBed added = new BoardBed(bed.name(), ward.name(), gateway, nowMillis);
        beds.put(bed, added);
        for (AlertView alert : alerts.values()) {
            if (alert.isOf(added.name, added.ward)) {
                added.alert(alert);
            }
        }
    }

    /** Takes a bed down, with all that is known of it. */
    public void remove(BedId bed) {
        beds.remove(bed);
    }

    /**
     * A device stands at a bed: its readings go through what this returns. Asking again returns the same. At the hub
     * two gateways may call different devices the same; they stand at different beds.
     *
     * @throws IllegalArgumentException for a bed that is not on the board
     */
    public DeviceVitals attach(BedId bed, DeviceId device) {
        return required(bed).attach(device.name());
    }

    /** The device stands there no longer; what it measured is no longer shown. */
    public void detach(BedId bed, DeviceId device) {
        required(bed).detach(device.name());
    }

    /** Who lies there: the first is shown, the others too while an assignment conflict lasts. */
    public void patients(BedId bed, List<PatientView> patients) {
        required(bed).patients(patients);
    }

    /** All limits in force at a bed. */
    public void limits(BedId bed, List<LimitView> limits) {
        required(bed).limits(limits);
    }

    /** The way to a bed's gateway or to all its devices is gone since then. Saying it again changes nothing. */
    public void lost(BedId bed, long sinceMillis) {
        required(bed).lost(sinceMillis);
    }

    /** The way is there again. */
    public void found(BedId bed) {
        required(bed).found();
    }

    /** An episode as it stands now; one that has ended leaves the board. */
    public void alert(AlertView alert) {
        boolean over = alert.state() == AlertStanding.State.ENDED;
        AlertView before = over ? alerts.remove(alert.episode()) : alerts.put(alert.episode(), alert);
        if (over ? before == null : alert.equals(before)) {
            return;
        }
        alertsChanged = true;
        if (before != null) {
            bedOf(before).ifPresent(bed -> bed.forgetAlert(before.episode()));
        }
        if (!over) {
            bedOf(alert).ifPresent(bed -> bed.alert(alert));
        }
    }

    /** Every alert that is not over, in {@link AlertOrder}. */
    public List<AlertView> alerts() {
        return AlertOrder.sorted(new ArrayList<>(alerts.values()));
    }

    /** Are the alerts others than {@link #alertsIfChanged} last told? */
    public boolean alertsChanged() {
        return alertsChanged;
    }

    /** The same list, once after each change of it. */
    public Optional<List<AlertView>> alertsIfChanged() {
        if (!alertsChanged) {
            return Optional.empty();
        }
        alertsChanged = false;
        return Optional.of(alerts());
    }

    /** The beds that look different from when they were last returned here; none sooner than the pace allows. */
    public List<BedView> changed(long nowMillis) {
        List<BedView> changed = new ArrayList<>();
        for (BoardBed bed : beds.values()) {
            if (bed.due(nowMillis, PACE_MILLIS)) {
                changed.add(bed.show(nowMillis));
            }
        }
        return changed;
    }

    /** All beds as they are now, by name. Does not count as shown. */
    public List<BedView> all(long nowMillis) {
        List<BedView> all = new ArrayList<>(beds.size());
        for (BoardBed bed : beds.values()) {
            all.add(bed.tile(nowMillis));
        }
        return all;
    }

    /** One bed with every vital that it has; empty for an unknown bed. */
    public Optional<BedPageView> page(BedId bed, List<BedEventView> events, long nowMillis) {
        return Optional.ofNullable(beds.get(bed))
                .map(known -> BedPageView.of(known.page(nowMillis), known.limits(), events));
    }

    /** The limits that were last given for a bed; empty for an unknown bed. */
    public Optional<LimitsView> limits(BedId bed) {
        return Optional.ofNullable(beds.get(bed)).map(known -> new LimitsView(known.name, known.limits()));
    }

    private Optional<BoardBed> bedOf(AlertView alert) {
        return Optional.ofNullable(alert.bed())
                .map(name -> beds.get(new BedId(name)))
                .filter(bed -> alert.isOf(bed.name, bed.ward));
    }

    private BoardBed required(BedId bed) {
        BoardBed known = beds.get(bed);
        if (known == null) {
            throw new IllegalArgumentException("bed " + bed + " is not on the board");
        }
        return known;
    }
}
