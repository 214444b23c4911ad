package io.wardkeep.simulator.fault;

import io.wardkeep.simulator.bedside.DeviceClock;
import io.wardkeep.simulator.patient.Episode;
import io.wardkeep.simulator.patient.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A clock that somebody sets wrong. */
public final class JumpingClock implements DeviceClock {

    private final DeviceClock clock;
    private final List<Step> jumps;

    /** The steps are those of the device's bed. */
    public JumpingClock(DeviceClock clock, List<Step> steps) {
        this.clock = clock;
        this.jumps = steps.stream()
                .filter(step -> step.episode() instanceof Episode.ClockJump)
                .toList();
    }

    @Override
    public Instant at(long atMillis) {
        Duration off = Duration.ZERO;
        for (Step jump : jumps) {
            if (jump.at().toMillis() <= atMillis && jump.episode() instanceof Episode.ClockJump(Duration by)) {
                off = off.plus(by);
            }
        }
        return clock.at(atMillis).plus(off);
    }
}
