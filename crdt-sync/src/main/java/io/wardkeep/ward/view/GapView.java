package io.wardkeep.ward.view;

/**
 * A time without data.
 *
 * @param from epoch milliseconds, included
 * @param until epoch milliseconds, excluded
 * @param kind why, as it is drawn
 * @param reason why, in words
 */
public record GapView(long from, long until, Kind kind, String reason) {

    /** Gaps look different by cause. */
    public enum Kind {
        /** The device sent nothing. */
        NO_DATA,
        /** There was data, and it is declared lost. */
        LOST,
        /** This side could not hear the other; the data may still come. */
        LINK
    }
}
