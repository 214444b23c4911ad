package io.wardkeep.driver.medibus;

import io.wardkeep.driver.DriverEvent;
import java.util.function.Consumer;

/** Who the device says that it is: a number, a name in apostrophes, revisions of the device and of its MEDIBUS. */
final class Identities {

    private static final int NUMBER_BYTES = 4;
    private static final int REVISION_BYTES = 5;
    /** Older ones take no command with an argument. */
    private static final int ARGUMENTS_SINCE = 3;

    private String name = "";
    private String revision = "";
    private int medibus;

    /** May commands with arguments be sent to it? */
    boolean takesArguments() {
        return medibus >= ARGUMENTS_SINCE;
    }

    void report(Message answer, Consumer<DriverEvent> events) {
        int length = answer.dataLength();
        int nameBytes = length - NUMBER_BYTES - 2 - 2 * REVISION_BYTES - 1;
        if (nameBytes < 0 || answer.data(NUMBER_BYTES) != '\'' || answer.data(NUMBER_BYTES + 1 + nameBytes) != '\'') {
            if (length > 0) {
                events.accept(new DriverEvent.Malformed("identity", answer.length()));
            }
            return;
        }
        int revisionAt = length - 2 * REVISION_BYTES - 1;
        String itsName = Text.trimmed(answer, NUMBER_BYTES + 1, nameBytes);
        String itsRevision = Text.trimmed(answer, revisionAt, REVISION_BYTES);
        medibus = (int) Math.max(Text.digits(answer, length - REVISION_BYTES, 2), 0);
        if (!itsName.equals(name) || !itsRevision.equals(revision)) {
            name = itsName;
            revision = itsRevision;
            events.accept(new DriverEvent.Identity("Draeger " + name, "", revision));
        }
    }
}
