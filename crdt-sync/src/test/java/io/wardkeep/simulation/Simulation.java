package io.wardkeep.simulation;

import io.wardkeep.lattice.Bytes;
import java.util.ArrayList;
import java.util.List;

/** Runs of seeds, and how a failing one is made short. Pure functions; any thread. */
public final class Simulation {

    /** Runs spent on making a schedule shorter. */
    private static final int SHRINKS_MAX = 2_000;

    private Simulation() {}

    /** The run of a seed. */
    public static Outcome run(long seed, Mutation mutation) {
        return run(Schedule.of(seed), mutation);
    }

    static Outcome run(Schedule schedule, Mutation mutation) {
        return new World(schedule, mutation).run();
    }

    /** Every frame that is sent in the run of a seed. */
    public static List<Bytes> frames(long seed) {
        List<Bytes> frames = new ArrayList<>();
        new World(Schedule.of(seed), Mutation.NONE, frames::add).run();
        return frames;
    }

    /** The incidents of the shortest schedule found under which a failing seed still fails, one a line. */
    public static List<String> shrunk(long seed, Mutation mutation) {
        List<String> lines = new ArrayList<>();
        Schedule shortest = shortest(Schedule.of(seed), mutation);
        shortest.incidents().forEach(incident -> lines.add(incident.toString()));
        lines.add(
                "healing from " + shortest.untilMillis() + " ms" + (shortest.neighbours() ? ", with neighbours" : ""));
        lines.addAll(run(shortest, mutation).wrong());
        return lines;
    }

    /** Takes away ever smaller runs of incidents as long as it still fails (Zeller, "delta debugging", 1999). */
    static Schedule shortest(Schedule failing, Mutation mutation) {
        Schedule best = failing;
        int budget = SHRINKS_MAX;
        boolean shorter = true;
        while (shorter && budget > 0) {
            shorter = false;
            for (int length = Math.max(1, best.incidents().size() / 2); length >= 1 && budget > 0; length /= 2) {
                for (int at = best.incidents().size() - length; at >= 0 && budget > 0; at -= length) {
                    if (at + length > best.incidents().size()) {
                        continue;
                    }
                    budget--;
                    List<Incident> fewer = new ArrayList<>(best.incidents());
                    fewer.subList(at, at + length).clear();
                    Schedule candidate = best.only(fewer);
                    if (!run(candidate, mutation).kept()) {
                        best = candidate;
                        shorter = true;
                    }
                }
            }
        }
        return best;
    }
}
