package io.wardkeep.simulation;

import java.util.List;
import java.util.Map;

/**
 * What came of one run.
 *
 * @param wrong each promise that was broken, in words; empty when all were kept
 * @param trace hash of everything that happened
 * @param simulatedMillis how much time the boxes lived through
 * @param frames how many frames were sent
 * @param bytes how many bytes they had
 * @param commits how many store commands were run
 * @param shipped how many entries came while it healed, in a run without neighbours and restores
 * @param redundant how many of these were there already: P6
 * @param faults how many of each kind took effect
 */
public record Outcome(
        List<String> wrong,
        long trace,
        long simulatedMillis,
        long frames,
        long bytes,
        long commits,
        long shipped,
        long redundant,
        Map<Fault, Integer> faults) {

    /** Copies. */
    public Outcome {
        wrong = List.copyOf(wrong);
        faults = Map.copyOf(faults);
    }

    /** Was every promise kept? */
    public boolean kept() {
        return wrong.isEmpty();
    }
}
