package io.wardkeep.gateway.alert;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Dot;
import io.wardkeep.ward.AlertPriority;
import io.wardkeep.ward.BedId;
import io.wardkeep.ward.Decimal;
import io.wardkeep.ward.DeviceId;
import io.wardkeep.ward.Limits;
import io.wardkeep.ward.record.Author;
import io.wardkeep.ward.record.EffectiveLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** An engine on a table: one bed, one oximeter, SpO₂ limits, a clock that the test turns. */
final class EngineBench {

    static final BedId BED = new BedId("7A-01");
    static final DeviceId OXIMETER = new DeviceId("ox-01");
    static final int SPO2 = 150456;
    static final int PERCENT = 262688;
    static final Author NURSE = new Author("J. Lindqvist", "nurse", Author.BED);
    static final Author GATEWAY = new Author("7a-box-1", "gateway", Author.BED);

    private final Actor self;
    final AlertEngine engine;
    final List<AlertTransition> told = new ArrayList<>();
    long now = 1_000_000;
    private long minted;

    EngineBench() {
        this(AlertPolicy.ORDINARY, 1);
    }

    /** A later life of the same box. */
    EngineBench(int incarnation) {
        this(AlertPolicy.ORDINARY, incarnation);
    }

    EngineBench(AlertPolicy policy, int incarnation) {
        self = Actor.of(new UUID(7, 1), incarnation);
        engine = new AlertEngine(policy, GATEWAY, () -> new Dot(self, ++minted));
        engine.watch(OXIMETER, Optional.of(BED), 60_000, now);
    }

    static Limits below(long low, long delayMillis, long holdMillis) {
        return new Limits(
                Optional.of(Decimal.of(low)),
                Optional.empty(),
                delayMillis,
                holdMillis,
                Decimal.of(0),
                AlertPriority.MEDIUM,
                false,
                true);
    }

    static Limits with(Limits limits, AlertPriority priority, boolean latching, boolean enabled) {
        return new Limits(
                limits.low(),
                limits.high(),
                limits.delayMillis(),
                limits.holdMillis(),
                limits.hysteresis(),
                priority,
                latching,
                enabled);
    }

    EngineBench limits(Limits limits) {
        return limits(new EffectiveLimits(limits, List.of(), false));
    }

    EngineBench limits(EffectiveLimits limits) {
        engine.limits(BED, SPO2, PERCENT, limits, now);
        return drained();
    }

    /** One value a second. */
    EngineBench values(long... values) {
        for (long value : values) {
            sample(OXIMETER, value);
            seconds(1);
        }
        return this;
    }

    EngineBench sample(DeviceId device, long value) {
        engine.heard(device, now);
        engine.sampled(device, BED, SPO2, (double) value, value, 0, now);
        return drained();
    }

    /** One of the device's own alarms about the patient, as devices say it that name no metric. */
    EngineBench own(String id, boolean present) {
        engine.alarmed(OXIMETER, id, 0, AlertPriority.MEDIUM, true, present, now);
        return drained();
    }

    /** One of the device's own alarms about its equipment. */
    EngineBench fault(String id, boolean present) {
        engine.alarmed(OXIMETER, id, 0, AlertPriority.LOW, false, present, now);
        return drained();
    }

    EngineBench missing() {
        engine.heard(OXIMETER, now);
        engine.missed(OXIMETER, BED, SPO2, now);
        return seconds(1);
    }

    EngineBench seconds(int seconds) {
        for (int tick = 0; tick < seconds * 10; tick++) {
            now += 100;
            engine.ticked(now);
        }
        return drained();
    }

    EngineBench drained() {
        engine.drain(told::add);
        return this;
    }

    CommandResult decide(AlertCommand command) {
        CommandResult result = engine.decide(command, now);
        drained();
        return result;
    }

    AlertTransition last() {
        return told.getLast();
    }

    List<AlertPhase> phases() {
        return told.stream().map(AlertTransition::phase).toList();
    }

    long onsets() {
        return told.stream().filter(next -> next.phase() == AlertPhase.START).count();
    }

    AlertCommand.Acknowledge acknowledge(long epoch) {
        return new AlertCommand.Acknowledge(last().standing().episode(), epoch, NURSE);
    }
}
