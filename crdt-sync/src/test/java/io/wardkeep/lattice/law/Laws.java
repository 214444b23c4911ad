package io.wardkeep.lattice.law;

import java.util.Arrays;
import java.util.Optional;

/** Runs properties and shrinks their counterexamples. */
public final class Laws {

    /** Cases of a property unless told otherwise. */
    private static final int CASES_DEFAULT = 10_000;

    /** Replays spent on making a counterexample smaller. */
    private static final int SHRINKS_MAX = 5_000;

    private Laws() {}

    /** How many cases a property gets. */
    public static int cases() {
        return Integer.getInteger("wardkeep.laws.cases", CASES_DEFAULT);
    }

    /** Runs a property over the usual number of cases. */
    public static void hold(Property property) {
        hold(cases(), property);
    }

    /** Runs a property; throws with the seed and the smallest counterexample found. */
    public static void hold(int cases, Property property) {
        long seed = Long.getLong("wardkeep.laws.seed", 20_261_120L);
        for (int index = 0; index < cases; index++) {
            Choices choices = Choices.random(seed + index);
            Optional<Throwable> failure = failure(property, choices);
            if (failure.isPresent()) {
                long[] smallest = shrink(property, choices.taken());
                Throwable cause = failure(property, Choices.replaying(smallest)).orElse(failure.get());
                throw new AssertionError(
                        "case " + index + " (-Dwardkeep.laws.seed=" + (seed + index) + " -Dwardkeep.laws.cases=1) of "
                                + choices.taken().length + " decisions, shrunk to " + Arrays.toString(smallest) + ": "
                                + cause,
                        cause);
            }
        }
    }

    /** The smallest sequence of decisions found under which the property still fails. */
    static long[] shrink(Property property, long[] failing) {
        long[] best = failing;
        int budget = SHRINKS_MAX;
        boolean smaller = true;
        while (smaller && budget > 0) {
            smaller = false;
            for (int length = Math.max(1, best.length / 2); length >= 1 && budget > 0; length /= 2) {
                for (int at = best.length - length; at >= 0 && budget > 0; at -= length) {
                    if (at + length > best.length) {
                        continue;
                    }
                    budget--;
                    long[] shorter = without(best, at, length);
                    if (failure(property, Choices.replaying(shorter)).isPresent()) {
                        best = shorter;
                        smaller = true;
                    }
                }
            }
            for (int at = 0; at < best.length && budget > 0; at++) {
                long value = best[at];
                for (long candidate : new long[] {0, value / 2, value - 1}) {
                    if (candidate < 0 || candidate >= best[at]) {
                        continue;
                    }
                    budget--;
                    long[] lower = best.clone();
                    lower[at] = candidate;
                    if (failure(property, Choices.replaying(lower)).isPresent()) {
                        best = lower;
                        smaller = true;
                        break;
                    }
                }
            }
        }
        return best;
    }

    private static long[] without(long[] decisions, int at, int length) {
        long[] rest = new long[decisions.length - length];
        System.arraycopy(decisions, 0, rest, 0, at);
        System.arraycopy(decisions, at + length, rest, at, rest.length - at);
        return rest;
    }

    /** The runner is the one place that catches all: whatever a property throws is its counterexample. */
    private static Optional<Throwable> failure(Property property, Choices choices) {
        try {
            property.check(choices);
            return Optional.empty();
        } catch (Exception | AssertionError failed) {
            return Optional.of(failed);
        }
    }
}
