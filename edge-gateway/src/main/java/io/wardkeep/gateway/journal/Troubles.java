package io.wardkeep.gateway.journal;

import java.util.EnumSet;
import java.util.Set;

/** Tells each trouble's beginning and end once. */
final class Troubles {

    private final JournalHealth health;
    private final Set<JournalTrouble> present = EnumSet.noneOf(JournalTrouble.class);

    Troubles(JournalHealth health) {
        this.health = health;
    }

    void begin(JournalTrouble trouble, String detail) {
        if (present.add(trouble)) {
            health.troubleBegan(trouble, detail);
        }
    }

    void end(JournalTrouble trouble) {
        if (present.remove(trouble)) {
            health.troubleEnded(trouble);
        }
    }
}
