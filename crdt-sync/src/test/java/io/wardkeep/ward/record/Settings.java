package io.wardkeep.ward.record;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.law.Choices;
import io.wardkeep.ward.AlertPriority;
import io.wardkeep.ward.BedId;
import io.wardkeep.ward.Decimal;
import io.wardkeep.ward.Limits;
import java.util.List;
import java.util.Optional;

/** Random settings. */
final class Settings {

    static final BedId BED = new BedId("7A-01");
    static final int CODE = 150456;
    static final List<Actor> ACTORS = List.of(new Actor(7, 7, 1), new Actor(9, 9, 1), new Actor(9, 9, 2));

    private Settings() {}

    static Author author(Choices choices) {
        return choices.of(
                new Author("J. Lindqvist", "nurse", Author.BED), new Author("Å. Öberg", "physician", Author.HUB));
    }

    private static Optional<Decimal> number(Choices choices) {
        return choices.oneIn(3)
                ? Optional.empty()
                : Optional.of(new Decimal(choices.between(-20, 1200), choices.below(2)));
    }

    static Limits limits(Choices choices) {
        return new Limits(
                number(choices),
                number(choices),
                choices.below(30) * 1_000L,
                choices.below(30) * 1_000L,
                new Decimal(choices.below(30), choices.below(2)),
                choices.of(AlertPriority.values()),
                choices.oneIn(2),
                choices.oneIn(2));
    }

    static LimitsSetting limitsSetting(Choices choices) {
        return new LimitsSetting(BED, CODE, limits(choices), author(choices), choices.below(1000));
    }

    static AssignmentProposal proposal(Choices choices) {
        AssignmentSetting like = assignment(choices);
        return new AssignmentProposal(
                like.bed(),
                new Patient(choices.of("Ek, M.", "Sjö, B."), choices.of("", "1950")),
                choices.of("", "4711", "4712"),
                choices.below(2) == 0,
                like.by(),
                like.atMillis(),
                choices.below(2) == 0);
    }

    static AssignmentSetting assignment(Choices choices) {
        return new AssignmentSetting(
                BED,
                choices.oneIn(3)
                        ? Optional.empty()
                        : Optional.of(new Patient(choices.of("Ek, M.", "Sjö, B."), choices.of("", "1950"))),
                author(choices),
                choices.below(1000));
    }
}
