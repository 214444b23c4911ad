package io.wardkeep.ward.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One bed as its page shows it: everything of {@link BedView}, its limits and what happened lately.
 *
 * @param bed its name
 * @param ward its ward
 * @param patient who lies there as far as anybody knows, or null
 * @param otherPatients the others, while an assignment conflict lasts
 * @param gateway who watches it
 * @param link what the tile rests on
 * @param since when {@code link} became that, epoch milliseconds
 * @param vitals newest measurements, also those that a tile has no room for
 * @param waves the curves that can be shown
 * @param alert the most urgent alert, or null
 * @param alerts how many alerts are not over
 * @param limits in force
 * @param events newest first
 */
public record BedPageView(
        String bed,
        String ward,
        @Nullable PatientView patient,
        List<PatientView> otherPatients,
        String gateway,
        LinkState link,
        long since,
        List<VitalView> vitals,
        List<WaveView> waves,
        @Nullable AlertView alert,
        int alerts,
        List<LimitView> limits,
        List<BedEventView> events) {

    /** Copies. */
    public BedPageView {
        otherPatients = List.copyOf(otherPatients);
        vitals = List.copyOf(vitals);
        waves = List.copyOf(waves);
        limits = List.copyOf(limits);
        events = List.copyOf(events);
    }

    /** The tile's content with the rest of the page. */
    public static BedPageView of(BedView bed, List<LimitView> limits, List<BedEventView> events) {
        return new BedPageView(
                bed.bed(),
                bed.ward(),
                bed.patient(),
                bed.otherPatients(),
                bed.gateway(),
                bed.link(),
                bed.since(),
                bed.vitals(),
                bed.waves(),
                bed.alert(),
                bed.alerts(),
                limits,
                events);
    }
}
