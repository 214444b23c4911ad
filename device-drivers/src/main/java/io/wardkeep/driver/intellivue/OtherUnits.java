package io.wardkeep.driver.intellivue;

import io.wardkeep.driver.DriverEvent;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Known values in units that are not taken. Each is told once a session: it would otherwise come each second. Owned by
 * the session.
 */
final class OtherUnits {

    private static final int TOLD_MAX = 64;

    private final Set<Integer> told = new HashSet<>();

    /** A value is left out for its unit, if it is one that would be taken in another. */
    void leaveOut(int physiological, Consumer<DriverEvent> events) {
        if (Parameters.knows(physiological) && told.size() < TOLD_MAX && told.add(physiological)) {
            events.accept(new DriverEvent.LeftOut(Parameters.code(physiological) + " in another unit"));
        }
    }
}
