package io.wardkeep.gateway.journal;

import io.wardkeep.ward.LossReason;
import java.util.List;

/**
 * A metric's past, thinned so that no extreme is lost.
 *
 * @param points in the order of time; times without a value have none
 * @param losses where readings were taken and are gone, in the order of time
 */
public record History(List<Point> points, List<Loss> losses) {

    /**
     * All values of one slice of time.
     *
     * @param atMillis measured time of the last of them
     * @param min lowest value
     * @param max highest value
     * @param last the newest value
     */
    public record Point(long atMillis, double min, double max, double last) {}

    /**
     * A time in which readings of the device are declared lost; of any of its metrics, since nobody knows which.
     *
     * @param fromMillis measured time of the last reading before it
     * @param untilMillis measured time of the first reading after it
     * @param count how many readings
     * @param reason why
     */
    public record Loss(long fromMillis, long untilMillis, long count, LossReason reason) {}

    /** Copies. */
    public History {
        points = List.copyOf(points);
        losses = List.copyOf(losses);
    }
}
