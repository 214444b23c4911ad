package io.wardkeep.driver;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Remembers what was last said of each technical condition, so that a session says it once at the start and then only
 * when it changes. Owned by one session.
 */
public final class TechnicalStates {

    private final Map<TechnicalCondition, Boolean> said = new EnumMap<>(TechnicalCondition.class);

    /** Nothing said yet. */
    public TechnicalStates() {}

    /** Says it, unless it was the last thing said of this condition. */
    public void report(TechnicalCondition condition, boolean present, Consumer<DriverEvent> events) {
        Boolean before = said.put(condition, present);
        if (before == null || before != present) {
            events.accept(new DriverEvent.Technical(condition, present));
        }
    }
}
