package io.wardkeep.hub.view;

import io.wardkeep.ward.BedId;
import io.wardkeep.ward.Decimal;
import io.wardkeep.ward.DeviceId;
import io.wardkeep.ward.record.AlertFact;
import io.wardkeep.ward.record.AlertStanding;
import io.wardkeep.ward.record.AssignmentSetting;
import io.wardkeep.ward.record.EffectiveAssignment;
import io.wardkeep.ward.record.EffectiveLimits;
import io.wardkeep.ward.record.LimitsSetting;
import io.wardkeep.ward.record.Patient;
import io.wardkeep.ward.record.Sibling;
import io.wardkeep.ward.view.AcknowledgedView;
import io.wardkeep.ward.view.AlertText;
import io.wardkeep.ward.view.AlertView;
import io.wardkeep.ward.view.AssignmentSiblingView;
import io.wardkeep.ward.view.AssignmentView;
import io.wardkeep.ward.view.LimitSiblingView;
import io.wardkeep.ward.view.LimitView;
import io.wardkeep.ward.view.MetricNames;
import io.wardkeep.ward.view.PatientView;
import io.wardkeep.ward.view.ResponsibilityView;
import io.wardkeep.ward.view.SiblingView;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns what the record means into what a page shows. Pure functions. */
final class Shown {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    private Shown() {}

    static AlertView alert(AlertStanding standing, String gateway) {
        boolean physiological = standing.condition().kind().physiological();
        return new AlertView(
                standing.episode().toString(),
                standing.condition().bed().map(BedId::name).orElse(null),
                standing.condition().device().map(DeviceId::name).orElse(null),
                standing.condition().code(),
                standing.condition().kind(),
                AlertText.marker(physiological, standing.priority()),
                AlertText.of(standing.condition(), standing.value(), standing.limit()),
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
                standing.paused().map(AlertFact.Paused::untilMillis).orElse(null),
                standing.responsibility()
                        .map(said ->
                                new ResponsibilityView(said.answer(), said.by().name(), said.atMillis()))
                        .orElse(null),
                standing.ended().map(AlertFact.Ended::atMillis).orElse(null));
    }

    static LimitView limit(int code, EffectiveLimits effective, ZoneId zone) {
        var limits = effective.limits();
        return new LimitView(
                code,
                MetricNames.label(code),
                MetricNames.unitOfMetric(code),
                text(limits.low()),
                text(limits.high()),
                limits.delayMillis(),
                limits.holdMillis(),
                limits.priority(),
                limits.enabled(),
                limits.latching(),
                source(effective, zone),
                effective.conflict(),
                limitSiblings(effective));
    }

    static List<LimitSiblingView> limitSiblings(EffectiveLimits effective) {
        return effective.siblings().stream()
                .map(sibling -> limitSibling(effective, sibling))
                .toList();
    }

    private static LimitSiblingView limitSibling(EffectiveLimits effective, Sibling<LimitsSetting> sibling) {
        LimitsSetting set = sibling.value();
        return new LimitSiblingView(
                sibling.id(),
                text(set.limits().low()),
                text(set.limits().high()),
                set.by().name(),
                set.by().role(),
                set.atMillis(),
                set.by().where(),
                effective.inForce(sibling));
    }

    private static String source(EffectiveLimits effective, ZoneId zone) {
        return effective.siblings().stream()
                .max(Comparator.comparingLong(sibling -> sibling.value().atMillis()))
                .map(sibling -> sibling.value().by().name() + " "
                        + CLOCK.format(
                                Instant.ofEpochMilli(sibling.value().atMillis()).atZone(zone)))
                .orElse("profile adult");
    }

    static AssignmentView assignment(BedId bed, EffectiveAssignment effective) {
        List<AssignmentSiblingView> siblings = assignmentSiblings(effective);
        return new AssignmentView(
                bed.name(),
                effective.first().map(Shown::patient).orElse(null),
                effective.others().stream().map(Shown::patient).toList(),
                effective.conflict(),
                siblings,
                siblings.stream().map(SiblingView::id).toList());
    }

    static List<AssignmentSiblingView> assignmentSiblings(EffectiveAssignment effective) {
        return effective.siblings().stream()
                .map(sibling -> assignmentSibling(effective, sibling))
                .toList();
    }

    private static AssignmentSiblingView assignmentSibling(
            EffectiveAssignment effective, Sibling<AssignmentSetting> sibling) {
        AssignmentSetting set = sibling.value();
        return new AssignmentSiblingView(
                sibling.id(),
                set.patient().map(Shown::patient).orElse(null),
                set.by().name(),
                set.by().role(),
                set.atMillis(),
                set.by().where(),
                set.patient().equals(effective.first()));
    }

    static PatientView patient(Patient patient) {
        return new PatientView(patient.label(), patient.detail().isEmpty() ? null : patient.detail());
    }

    private static @Nullable String text(Optional<Decimal> number) {
        return number.map(Decimal::toString).orElse(null);
    }
}
