package io.wardkeep.page;

import io.wardkeep.ward.BedId;
import io.wardkeep.ward.Waveform;
import io.wardkeep.ward.view.AlertView;
import io.wardkeep.ward.view.BedView;
import io.wardkeep.ward.view.ConflictView;
import io.wardkeep.ward.view.GatewayView;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The only way from other threads to the pages. Holds at most one view of each bed, one list of each kind and a bounded
 * number of runs of samples; wakes the server's event loop once, however much arrives before it looks.
 */
public final class PageInbox implements PageFeed {

    private final ConcurrentMap<String, BedView> beds = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable List<AlertView>> alerts = new AtomicReference<>();
    private final AtomicReference<@Nullable List<ConflictView>> conflicts = new AtomicReference<>();
    private final AtomicReference<@Nullable List<GatewayView>> gateways = new AtomicReference<>();
    private final int wavesMax;
    private final BlockingQueue<Wave> waves;

    private final AtomicBoolean woken = new AtomicBoolean();
    private final AtomicReference<Runnable> wake = new AtomicReference<>(() -> {});
    private volatile boolean watched;

    /** An empty inbox that holds at most so many runs of samples. */
    public PageInbox(int wavesMax) {
        this.wavesMax = wavesMax;
        waves = new ArrayBlockingQueue<>(wavesMax);
    }

    @Override
    public void replaceBed(BedView bed) {
        beds.put(bed.bed(), bed);
        wake();
    }

    @Override
    public void replaceAlerts(List<AlertView> list) {
        alerts.set(List.copyOf(list));
        wake();
    }

    @Override
    public void replaceConflicts(List<ConflictView> list) {
        conflicts.set(List.copyOf(list));
        wake();
    }

    @Override
    public void replaceGateways(List<GatewayView> list) {
        gateways.set(List.copyOf(list));
        wake();
    }

    @Override
    public void offerWave(BedId bed, Waveform run) {
        if (watched && waves.offer(new Wave(bed, run))) {
            wake();
        }
    }

    /** From now on {@code wakeLoop} is run once whenever there is news; it makes the loop call {@link #drain}. */
    public void wakeWith(Runnable wakeLoop) {
        wake.set(wakeLoop);
        woken.set(true);
        wakeLoop.run();
    }

    /** Does anybody look at curves? */
    public void watched(boolean somebody) {
        watched = somebody;
    }

    /** Hands over everything that is here; on the server's event loop. */
    public void drain(Reader reader) {
        woken.set(false);
        for (String bed : beds.keySet()) {
            BedView view = beds.remove(bed);
            if (view != null) {
                reader.bed(view);
            }
        }
        List<AlertView> newAlerts = alerts.getAndSet(null);
        if (newAlerts != null) {
            reader.alerts(newAlerts);
        }
        List<ConflictView> newConflicts = conflicts.getAndSet(null);
        if (newConflicts != null) {
            reader.conflicts(newConflicts);
        }
        List<GatewayView> newGateways = gateways.getAndSet(null);
        if (newGateways != null) {
            reader.gateways(newGateways);
        }
        for (int left = wavesMax; left > 0; left--) {
            Wave wave = waves.poll();
            if (wave == null) {
                return;
            }
            reader.wave(wave.bed, wave.run);
        }
    }

    private void wake() {
        if (woken.compareAndSet(false, true)) {
            wake.get().run();
        }
    }

    private record Wave(BedId bed, Waveform run) {}

    /** Who takes the news on the event loop. */
    public interface Reader {

        /** A bed looks different. */
        void bed(BedView bed);

        /** The alerts that are not over. */
        void alerts(List<AlertView> alerts);

        /** The open conflicts. */
        void conflicts(List<ConflictView> conflicts);

        /** The gateways. */
        void gateways(List<GatewayView> gateways);

        /** A run of samples. */
        void wave(BedId bed, Waveform run);
    }
}
