package io.wardkeep.simulation;

import io.wardkeep.lattice.Dot;
import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.sync.Family;
import io.wardkeep.sync.Row;
import io.wardkeep.sync.ShardId;
import io.wardkeep.sync.StreamId;
import io.wardkeep.ward.WardId;
import io.wardkeep.ward.record.AlertEpisode;
import io.wardkeep.ward.record.AlertFact;
import io.wardkeep.ward.record.AlertFacts;
import io.wardkeep.ward.record.AlertStanding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What one life of a box knows of alerts: what its disk holds, and what it has said and not yet made durable. */
final class Alerts {

    private final Box box;
    private final Map<WardId, SortedMap<Dot, AlertFact>> said = new HashMap<>();
    private final Map<StreamId, Ranges> held = new HashMap<>();

    Alerts(Box box) {
        this.box = box;
    }

    /** The box says something: shown before it is durable. */
    void say(WardId ward, Dot dot, AlertFact fact) {
        said.computeIfAbsent(ward, _ -> new TreeMap<>()).put(dot, fact);
    }

    /** The episodes of a ward as they are shown here. */
    List<AlertEpisode> shown(WardId ward) {
        SortedMap<Dot, AlertFact> facts = durable(ward);
        facts.putAll(said.getOrDefault(ward, new TreeMap<>()));
        return episodes(facts);
    }

    private static List<AlertEpisode> episodes(SortedMap<Dot, AlertFact> facts) {
        TreeMap<String, AlertEpisode> byKey = new TreeMap<>();
        facts.forEach((dot, fact) ->
                byKey.merge(fact.key().text(), AlertEpisode.empty(fact.key()).plus(dot, fact), AlertEpisode::join));
        return List.copyOf(byKey.values());
    }

    private SortedMap<Dot, AlertFact> durable(WardId ward) {
        TreeMap<Dot, AlertFact> facts = new TreeMap<>();
        for (Row row : box.disk().liveRows(new ShardId(ward, Family.ALERT))) {
            try {
                AlertFacts.fact(row).ifPresent(fact -> facts.put(row.dot(), fact));
            } catch (MalformedBytesException unreadable) {
                throw new IllegalStateException("nobody wrote " + row, unreadable);
            }
        }
        return facts;
    }

    /** What of the promises about alerts the disk breaks now. */
    List<String> wrong(Truth truth) {
        List<String> wrong = new ArrayList<>();
        for (WardId ward : box.wardsInOrder) {
            Map<StreamId, Ranges> live = box.disk().live(new ShardId(ward, Family.ALERT));
            held.forEach((stream, before) -> {
                if (stream.shard().ward().equals(ward)
                        && !live.getOrDefault(stream, Ranges.EMPTY).containsAll(before)) {
                    wrong.add("box " + box.number + " held facts of " + stream + " that are gone");
                }
            });
            held.putAll(live);
            for (AlertEpisode episode : episodes(durable(ward))) {
                episode.standing()
                        .filter(standing ->
                                standing.acknowledged().isPresent() && !isSeen(ward, episode, standing, truth))
                        .ifPresent(standing -> wrong.add("box " + box.number + " shows " + standing.episode()
                                + " as acknowledged, and nobody who did had seen its newest raise"));
            }
        }
        return wrong;
    }

    /** Has somebody acknowledged who had seen each raise of the newest epoch? */
    private static boolean isSeen(WardId ward, AlertEpisode episode, AlertStanding standing, Truth truth) {
        return newestRaises(episode, standing).stream()
                .allMatch(raise -> episode.facts().entrySet().stream()
                        .anyMatch(entry -> entry.getValue() instanceof AlertFact.Acknowledged
                                && truth.hadSeen(ward, entry.getKey()).contains(raise)));
    }

    /** The dots of the raises that opened the newest epoch: one, unless two lives used one number. */
    static List<Dot> newestRaises(AlertEpisode episode, AlertStanding standing) {
        return episode.facts().entrySet().stream()
                .filter(entry ->
                        entry.getValue() instanceof AlertFact.Raised raised && raised.epoch() == standing.epoch())
                .map(Map.Entry::getKey)
                .toList();
    }
}
