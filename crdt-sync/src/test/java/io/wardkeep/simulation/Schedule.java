package io.wardkeep.simulation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;

/**
 * All that happens from outside in one run, in the order of time. Each seed turns on some of the faults only, so that
 * rare combinations are not drowned by the usual ones (Groce et al., "Swarm testing", ISSTA 2012).
 *
 * @param seed what the run's own chance is drawn from
 * @param untilMillis when the faults end and the healing begins
 * @param neighbours do the gateways of one ward talk to each other? Then also while it heals: the hub takes from each
 *     box only what that box wrote, so what was lost must first come back to its writer
 * @param overlap does a new line stand beside an older one, or does it replace it?
 * @param skew do the ends of a line speak different versions?
 * @param incidents sorted by time
 */
record Schedule(
        long seed, long untilMillis, boolean neighbours, boolean overlap, boolean skew, List<Incident> incidents) {

    /** The hub and its gateways. */
    static final int BOXES = 4;

    /** The number of a clone while there is one. */
    static final int CLONE = BOXES;

    /** What gives one name two contents has its own place in the schedule. */
    private static final EnumSet<Fault> TWICE = EnumSet.of(Fault.RESTORE_WITH_WITNESS, Fault.CLONE);

    private static final int LINE_MILLIS_MAX = 80;
    private static final int SLOW_MILLIS_MAX = 400;
    private static final int STANDBY_LAG_MILLIS_MAX = 150;
    private static final long YEAR_MILLIS = 365L * 86_400_000;

    Schedule {
        incidents = List.copyOf(incidents);
    }

    /** The schedule of a seed. */
    static Schedule of(long seed) {
        return new Draft(seed).schedule();
    }

    /** With fewer incidents, all else the same. */
    Schedule only(List<Incident> fewer) {
        return new Schedule(seed, untilMillis, neighbours, overlap, skew, fewer);
    }

    private static final class Draft {
        private final long seed;
        private final SplittableRandom random;
        private final List<Incident> incidents = new ArrayList<>();
        private final List<Fault> enabled = new ArrayList<>();
        private final long until;
        private final boolean neighbours;

        /**
         * Without neighbours only one box is ever restored: what the hub and its writer both lost may still be at
         * another gateway, and has no way back.
         */
        private final int restored;

        Draft(long seed) {
            this.seed = seed;
            random = new SplittableRandom(seed);
            until = random.nextLong(300, 1_100);
            neighbours = random.nextInt(3) == 0;
            restored = random.nextInt(BOXES);
            for (Fault fault : EnumSet.complementOf(TWICE)) {
                if (random.nextInt(3) == 0) {
                    enabled.add(fault);
                }
            }
        }

        Schedule schedule() {
            for (int box = 0; box < BOXES; box++) {
                writes(box);
            }
            for (int gateway = 1; gateway < BOXES; gateway++) {
                incidents.add(connect(random.nextInt(200), gateway));
            }
            int pause = random.nextInt(20, 200);
            for (long at = random.nextInt(200); at < until; at += 1 + random.nextInt(2 * pause)) {
                mischief(at);
            }
            if (!neighbours && restored != 0) {
                writeTwice(new SplittableRandom(~seed));
            }
            incidents.sort(Comparator.comparingLong(Incident::at));
            return new Schedule(
                    seed, until, neighbours, enabled.contains(Fault.OVERLAP), enabled.contains(Fault.SKEW), incidents);
        }

        /**
         * One name, two contents. Not with neighbours: what only a neighbour holds of the one has no way to the hub
         * that holds the other.
         */
        private void writeTwice(SplittableRandom more) {
            if (more.nextInt(4) == 0) {
                for (int times = 1 + more.nextInt(3); times > 0; times--) {
                    long at = more.nextLong(until);
                    incidents.add(new Incident.Image(more.nextLong(at + 1), restored));
                    incidents.add(new Incident.RestoreWithWitness(at, restored));
                    incidents.add(new Incident.Write(at, restored, more.nextLong()));
                    incidents.add(new Incident.Connect(
                            at + more.nextInt(200), restored, 0, 1 + more.nextInt(LINE_MILLIS_MAX)));
                }
            }
            if (more.nextInt(4) == 0) {
                long born = more.nextLong(until);
                incidents.add(new Incident.Clone(born, restored));
                for (long at = born; at < until; at += 1 + more.nextInt(150)) {
                    incidents.add(new Incident.Write(at, more.nextInt(3) == 0 ? restored : CLONE, more.nextLong()));
                    if (more.nextInt(3) == 0) {
                        incidents.add(new Incident.Connect(
                                at, more.nextInt(3) == 0 ? restored : CLONE, 0, 1 + more.nextInt(LINE_MILLIS_MAX)));
                    }
                    if (more.nextInt(8) == 0) {
                        incidents.add(new Incident.Crash(at, CLONE, more.nextBoolean()));
                    }
                }
            }
        }

        private void writes(int box) {
            int pause = random.nextInt(30, 250);
            for (long at = random.nextInt(200); at < until; at += 1 + random.nextInt(2 * pause)) {
                incidents.add(new Incident.Write(at, box, random.nextLong()));
            }
        }

        private Incident connect(long at, int gateway) {
            // Gateways 1 and 2 share a ward.
            int far = neighbours && gateway != 3 && random.nextInt(3) == 0 ? 3 - gateway : 0;
            return new Incident.Connect(at, gateway, far, 1 + random.nextInt(LINE_MILLIS_MAX));
        }

        private void mischief(long at) {
            int gateway = 1 + random.nextInt(BOXES - 1);
            int box = random.nextInt(3) == 0 ? 0 : gateway;
            if (enabled.isEmpty() || random.nextInt(3) == 0) {
                incidents.add(connect(at, gateway));
                return;
            }
            Fault fault = enabled.get(random.nextInt(enabled.size()));
            switch (fault) {
                case CUT -> incidents.add(new Incident.Cut(at, gateway, random.nextInt(8), false));
                case CUT_IN_FRAME -> incidents.add(new Incident.Cut(at, gateway, random.nextInt(8), true));
                case OVERLAP -> incidents.add(connect(at, gateway));
                case DROP, REPEAT, SWAP, FLIP ->
                    incidents.add(new Incident.Spoil(at, box, fault, random.nextInt(Integer.MAX_VALUE)));
                case CRASH_BEFORE_COMMIT -> incidents.add(new Incident.Crash(at, box, false));
                case CRASH_AFTER_COMMIT -> incidents.add(new Incident.Crash(at, box, true));
                case DISK_FULL -> incidents.add(new Incident.DiskFails(at, box, true));
                case IO_ERROR -> incidents.add(new Incident.DiskFails(at, box, false));
                case SLOW -> incidents.add(new Incident.Slow(at, box, random.nextInt(SLOW_MILLIS_MAX)));
                case SKEW -> incidents.add(connect(at, gateway));
                case FAILOVER -> {
                    // It loses something, as a restore does: the same boundary holds.
                    if (neighbours || restored == 0) {
                        incidents.add(new Incident.Standby(Math.max(0, at - random.nextInt(STANDBY_LAG_MILLIS_MAX))));
                        incidents.add(new Incident.Failover(at));
                    }
                }
                case RESTORE -> {
                    int one = neighbours ? box : restored;
                    incidents.add(random.nextBoolean() ? new Incident.Image(at, one) : new Incident.Restore(at, one));
                }
                case RESTORE_WITH_WITNESS, CLONE -> throw new IllegalStateException(fault + " is not drawn here");
                case CLOCK ->
                    incidents.add(new Incident.ClockJump(at, box, random.nextLong(-YEAR_MILLIS, YEAR_MILLIS)));
            }
            // What was broken is put together again sooner or later.
            if (random.nextBoolean()) {
                incidents.add(connect(Math.min(until - 1, at + random.nextInt(150)), gateway));
            }
        }
    }
}
