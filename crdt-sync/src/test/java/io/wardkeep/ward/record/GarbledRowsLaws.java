package io.wardkeep.ward.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.lattice.Bytes;
import io.wardkeep.lattice.Dot;
import io.wardkeep.lattice.Garbler;
import io.wardkeep.lattice.HybridTimestamp;
import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.lattice.VersionVector;
import io.wardkeep.lattice.law.Choices;
import io.wardkeep.lattice.law.Laws;
import io.wardkeep.sync.Row;
import io.wardkeep.ward.BedId;
import io.wardkeep.ward.DeviceId;
import io.wardkeep.ward.WardId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Whatever a peer puts into a row, a decoder answers with a value, with nothing, or with malformed bytes. */
class GarbledRowsLaws {

    private static final WardId WARD = new WardId("7A");

    @Test
    void decodersThrowNothingButMalformedBytes() {
        Laws.hold(choices -> {
            Row good = row(choices);
            decode(good);
            Row garbled = garbled(good, choices);
            try {
                decode(garbled);
            } catch (MalformedBytesException refused) {
                assertThat(refused.getMessage()).isNotBlank();
            }
        });
    }

    @Test
    void fieldsOfALaterReleaseAreLeftAlone() {
        Laws.hold(choices -> {
            Row row = row(choices);
            byte[] known = row.payload().toArray();
            byte[] more = Arrays.copyOf(known, known.length + 3);
            // Tag 127, one byte long, content 5.
            more[known.length] = 127;
            more[known.length + 1] = 1;
            more[known.length + 2] = 5;
            assertThat(decode(with(row, row.key(), row.kind(), Bytes.adopt(more))))
                    .isEqualTo(decode(row));
        });
    }

    @Test
    void kindsOfALaterReleaseAreNothingYet() throws Exception {
        Row row = row(Choices.random(1));
        assertThat(decode(with(row, row.key(), 999, row.payload()))).isEqualTo(Optional.empty());
    }

    private static Object decode(Row row) throws MalformedBytesException {
        return switch (row.shard().family()) {
            case ALERT -> AlertFacts.fact(row);
            case CONFIG -> LimitsSetting.of(row);
            case ASSIGN -> {
                Optional<?> setting = AssignmentSetting.of(row);
                yield setting.isPresent() ? setting : AssignmentProposal.of(row);
            }
            case ROSTER -> RosterEntry.of(row);
            case AUDIT -> AuditEntry.of(row);
            case NOTES, OBS -> throw new IllegalArgumentException("not made here");
        };
    }

    private static Row row(Choices choices) {
        Dot dot = new Dot(Settings.ACTORS.getFirst(), 3);
        HybridTimestamp at = HybridTimestamp.of(1, 2);
        return switch (choices.below(6)) {
            case 0 -> {
                Map.Entry<Dot, AlertFact> fact = choices.of(
                        List.copyOf(Spoken.random(choices).all.facts().entrySet()));
                yield AlertFacts.row(WARD, fact.getKey(), at, fact.getValue());
            }
            case 1 -> Settings.limitsSetting(choices).row(WARD, dot, VersionVector.EMPTY, at);
            case 2 -> Settings.assignment(choices).row(WARD, dot, VersionVector.EMPTY, at);
            case 3 -> Settings.proposal(choices).row(WARD, dot, VersionVector.EMPTY, at);
            case 4 ->
                new RosterEntry(
                                dot.actor().site(),
                                2,
                                new DeviceId("ox-01"),
                                new BedId("7A-01"),
                                "nonin-oem3",
                                "box",
                                "adult")
                        .row(WARD, dot, VersionVector.EMPTY, at);
            default -> {
                TreeMap<Dot, Bytes> heads = new TreeMap<>();
                heads.put(new Dot(Settings.ACTORS.get(1), 5), Bytes.adopt(new byte[32]));
                yield new AuditEntry(Settings.author(choices), "set", "7A-01", 5, Bytes.adopt(new byte[32]), heads)
                        .row(WARD, dot, at);
            }
        };
    }

    private static Row garbled(Row good, Choices choices) {
        return switch (choices.below(3)) {
            case 0 -> {
                byte[] key = Garbler.garble(Bytes.adopt(good.key().getBytes(StandardCharsets.UTF_8)), choices)
                        .toArray();
                yield with(good, new String(key, StandardCharsets.UTF_8), good.kind(), good.payload());
            }
            case 1 -> with(good, good.key(), choices.below(12), good.payload());
            default -> with(good, good.key(), good.kind(), Garbler.garble(good.payload(), choices));
        };
    }

    private static Row with(Row row, String key, int kind, Bytes payload) {
        return new Row(row.shard(), key, row.dot(), row.supersedes(), row.at(), kind, payload);
    }
}
