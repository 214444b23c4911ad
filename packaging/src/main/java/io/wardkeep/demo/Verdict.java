package io.wardkeep.demo;

import java.util.ArrayList;
import java.util.List;

/**
 * What the whole run came to, and whether it is what was promised.
 *
 * @param taken observations that the gateways hold durably
 * @param atHub observations that the hub really holds, counted in its stored blocks
 * @param lost observations declared lost at either side
 * @param missing observations that one side knows of and does not hold
 * @param duplicated observations held twice
 * @param alertsAtEdge alert episodes raised at the gateways
 * @param alertsAtHub the same, as the hub knows them
 * @param conflictsShown conflicts that the console showed after the link came back
 * @param conflictsExpected how many it should have shown
 */
public record Verdict(
        long taken,
        long atHub,
        long lost,
        long missing,
        long duplicated,
        long alertsAtEdge,
        long alertsAtHub,
        int conflictsShown,
        int conflictsExpected) {

    /** What is untrue; empty when all is as promised. */
    public List<String> broken() {
        List<String> broken = new ArrayList<>();
        check(broken, taken > 0, "no observation was taken");
        check(broken, taken == atHub, "observations taken " + taken + ", at the hub " + atHub);
        check(broken, lost == 0, "lost " + lost);
        check(broken, missing == 0, "missing " + missing);
        check(broken, duplicated == 0, "duplicated " + duplicated);
        check(broken, alertsAtEdge > 0, "no alert was raised");
        check(
                broken,
                alertsAtEdge == alertsAtHub,
                "alerts at the edge " + alertsAtEdge + ", at the hub " + alertsAtHub);
        check(
                broken,
                conflictsShown == conflictsExpected,
                "conflicts shown " + conflictsShown + ", expected " + conflictsExpected);
        return broken;
    }

    /** The summary, a fact a line. */
    public List<String> lines() {
        return List.of(
                "observations taken     " + taken,
                "observations at hub    " + atHub,
                "lost                   " + lost,
                "missing                " + missing,
                "duplicated             " + duplicated,
                "alerts at the edge     " + alertsAtEdge,
                "alerts at the hub      " + alertsAtHub,
                "conflict shown         " + conflictsShown);
    }

    private static void check(List<String> broken, boolean holds, String otherwise) {
        if (!holds) {
            broken.add(otherwise);
        }
    }
}
