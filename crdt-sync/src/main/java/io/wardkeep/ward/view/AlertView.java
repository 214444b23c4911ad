package io.wardkeep.ward.view;

import io.wardkeep.ward.AlertKind;
import io.wardkeep.ward.AlertPriority;
import io.wardkeep.ward.BedId;
import io.wardkeep.ward.ConditionKey;
import io.wardkeep.ward.Decimal;
import io.wardkeep.ward.DeviceId;
import io.wardkeep.ward.WardId;
import io.wardkeep.ward.record.AlertFact;
import io.wardkeep.ward.record.AlertStanding;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One alert episode as people see it.
 *
 * @param episode its id; opaque, safe in a path
 * @param bed where; null for a gateway's own condition
 * @param ward whose alert; null where only one ward is shown
 * @param device which device, where one is meant
 * @param code the metric's context-free MDC code; 0 where none is meant
 * @param kind what is wrong
 * @param marker {@code *} to {@code ***} physiological, {@code !} to {@code !!!} technical
 * @param text what is violated and by how much: {@code SpO₂ 82 < 90}
 * @param priority of the newest epoch
 * @param physiological about the patient, not about equipment
 * @param state where it stands
 * @param epoch the newest; an acknowledgement must name it
 * @param raised when the newest epoch was raised, epoch milliseconds
 * @param since when the episode began, epoch milliseconds
 * @param value the value that crossed, or null
 * @param limit the limit that it crossed, or null
 * @param gateway who raised it
 * @param acknowledged of the newest epoch, or null
 * @param pausedUntil until when its sound is paused by the clock of who shows it, epoch milliseconds, or null
 * @param responsibility of the newest epoch, or null
 * @param ended when it was over, epoch milliseconds, or null
 */
public record AlertView(
        String episode,
        @Nullable String bed,
        @Nullable String ward,
        @Nullable String device,
        int code,
        AlertKind kind,
        String marker,
        String text,
        AlertPriority priority,
        boolean physiological,
        AlertStanding.State state,
        long epoch,
        long raised,
        long since,
        @Nullable String value,
        @Nullable String limit,
        String gateway,
        @Nullable AcknowledgedView acknowledged,
        @Nullable Long pausedUntil,
        @Nullable ResponsibilityView responsibility,
        @Nullable Long ended) {

    /**
     * How people see an episode where several wards are shown.
     *
     * @param standing how it stands
     * @param ward whose
     * @param gateway who raised it
     * @param pausedUntil when its pause ends by the clock of who shows it, as {@code PauseEnds} says; empty for none
     */
    public static AlertView of(AlertStanding standing, WardId ward, String gateway, OptionalLong pausedUntil) {
        return of(standing, ward.name(), gateway, pausedUntil);
    }

    /**
     * How people see an episode where one ward is shown.
     *
     * @param standing how it stands
     * @param gateway who raised it
     * @param pausedUntil when its pause ends by the clock of who shows it, as {@code PauseEnds} says; empty for none
     */
    public static AlertView of(AlertStanding standing, String gateway, OptionalLong pausedUntil) {
        return of(standing, (String) null, gateway, pausedUntil);
    }

    /** Is it about this bed? Two wards may call a bed the same. */
    boolean isOf(String bedName, String bedWard) {
        return bedName.equals(bed) && (ward == null || ward.equals(bedWard));
    }

    private static AlertView of(
            AlertStanding standing, @Nullable String ward, String gateway, OptionalLong pausedUntil) {
        ConditionKey condition = standing.condition();
        boolean physiological = condition.kind().physiological();
        return new AlertView(
                standing.episode().toString(),
                condition.bed().map(BedId::name).orElse(null),
                ward,
                condition.device().map(DeviceId::name).orElse(null),
                condition.code(),
                condition.kind(),
                AlertText.marker(physiological, standing.priority()),
                AlertText.of(condition, standing.value(), standing.limit(), standing.cause()),
                standing.priority(),
                physiological,
                standing.state(),
                standing.epoch(),
                standing.raisedMillis(),
                standing.sinceMillis(),
                standing.value().map(Decimal::toString).orElse(null),
                standing.limit().map(Decimal::toString).orElse(null),
                gateway,
                standing.acknowledged()
                        .map(said -> new AcknowledgedView(
                                said.by().name(), said.atMillis(), said.by().where()))
                        .orElse(null),
                pausedUntil.isPresent() ? pausedUntil.getAsLong() : null,
                standing.responsibility()
                        .map(said ->
                                new ResponsibilityView(said.answer(), said.by().name(), said.atMillis()))
                        .orElse(null),
                standing.ended().map(AlertFact.Ended::atMillis).orElse(null));
    }
}
