package io.wardkeep.simulator;

import io.wardkeep.simulator.bedside.Tally;
import java.util.List;
import java.util.stream.Collectors;

/** Tallies as one line of JSON. Names are plain tokens and need no escaping. */
final class TallyJson {

    private TallyJson() {}

    static String line(long atMillis, List<Tally> tallies) {
        return "{\"at_ms\":" + atMillis
                + ",\"observations\":"
                + tallies.stream().mapToLong(Tally::observations).sum()
                + ",\"acknowledged\":"
                + tallies.stream().mapToLong(Tally::acknowledged).sum()
                + ",\"devices\":["
                + tallies.stream().map(TallyJson::device).collect(Collectors.joining(",")) + "]}";
    }

    private static String device(Tally tally) {
        return "{\"device\":\"" + tally.device() + "\",\"protocol\":\"" + tally.protocol() + "\",\"messages\":"
                + tally.messages() + ",\"unheard\":" + tally.unheard() + ",\"observations\":" + tally.observations()
                + ",\"acknowledged\":" + tally.acknowledged() + "}";
    }
}
