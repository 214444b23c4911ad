package io.wardkeep.ward.view;

import io.wardkeep.ward.AlertKind;
import io.wardkeep.ward.AlertPriority;
import org.jspecify.annotations.Nullable;

/**
 * One alert episode as people see it.
 *
 * @param episode its id; opaque, safe in a path
 * @param bed where; null for a gateway's own condition
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
 * @param pausedUntil until when its sound is paused, epoch milliseconds, or null
 * @param responsibility of the newest epoch, or null
 * @param ended when it was over, epoch milliseconds, or null
 */
public record AlertView(
        String episode,
        @Nullable String bed,
        @Nullable String device,
        int code,
        AlertKind kind,
        String marker,
        String text,
        AlertPriority priority,
        boolean physiological,
        AlertState state,
        long epoch,
        long raised,
        long since,
        @Nullable String value,
        @Nullable String limit,
        String gateway,
        @Nullable AcknowledgedView acknowledged,
        @Nullable Long pausedUntil,
        @Nullable ResponsibilityView responsibility,
        @Nullable Long ended) {}
