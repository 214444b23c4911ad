package io.wardkeep.ward.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One bed as a tile shows it. Lists are in the order in which they are shown.
 *
 * @param bed its name
 * @param ward its ward
 * @param patient who lies there as far as anybody knows, or null
 * @param otherPatients the others, while an assignment conflict lasts
 * @param gateway who watches it
 * @param link what the tile rests on
 * @param since when {@code link} became that, epoch milliseconds
 * @param vitals newest measurements
 * @param waves the curves that can be shown
 * @param alert the most urgent alert, or null
 * @param alerts how many alerts are not over
 */
public record BedView(
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
        int alerts) {

    /** Copies. */
    public BedView {
        otherPatients = List.copyOf(otherPatients);
        vitals = List.copyOf(vitals);
        waves = List.copyOf(waves);
    }
}
