package io.wardkeep.driver.intellivue;

import io.wardkeep.driver.DriverEvent;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Values that are not taken: of known parameters in other units, and of parameters that are not known. Each is told
 * once a session: it would otherwise come each second. Owned by the session.
 */
final class OtherValues {

    private static final int TOLD_MAX = 64;

    private final Set<Integer> told = new HashSet<>();

    /** A value is left out. */
    void leaveOut(int physiological, Consumer<DriverEvent> events) {
        if (told.size() < TOLD_MAX && told.add(physiological)) {
            events.accept(new DriverEvent.LeftOut(
                    Parameters.knows(physiological)
                            ? Parameters.code(physiological) + " in another unit"
                            : Parameters.name(physiological)));
        }
    }
}
