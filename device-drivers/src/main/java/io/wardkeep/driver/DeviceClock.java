package io.wardkeep.driver;

import io.wardkeep.ward.Reading;

/** Reads the clocks of devices: date and time of day without a zone, taken as if they were UTC. */
public final class DeviceClock {

    private static final long MILLIS_PER_DAY = 86_400_000;
    private static final int DAYS_PER_ERA = 146_097;
    private static final int DAYS_UNTIL_1970 = 719_468;

    private DeviceClock() {}

    /**
     * Milliseconds since 1970, or {@link Reading#NO_DEVICE_TIME} where no calendar has such a day or no day such a
     * time. Makes no objects.
     *
     * @param year 1 to 9999
     * @param month 1 to 12
     * @param day 1 to 31
     * @param hour 0 to 23
     * @param minute 0 to 59
     * @param second 0 to 59
     */
    public static long millis(int year, int month, int day, int hour, int minute, int second) {
        if (year < 1 || year > 9_999 || month < 1 || month > 12 || day < 1 || day > daysOf(year, month)) {
            return Reading.NO_DEVICE_TIME;
        }
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) {
            return Reading.NO_DEVICE_TIME;
        }
        return epochDay(year, month, day) * MILLIS_PER_DAY + ((hour * 60L + minute) * 60 + second) * 1_000;
    }

    private static int daysOf(int year, int month) {
        boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        return switch (month) {
            case 2 -> leap ? 29 : 28;
            case 4, 6, 9, 11 -> 30;
            default -> 31;
        };
    }

    /** Counts years from March, so that the leap day is the last of its year. */
    private static long epochDay(int year, int month, int day) {
        int marchYear = month > 2 ? year : year - 1;
        int era = marchYear / 400;
        int yearOfEra = marchYear - era * 400;
        int dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return (long) era * DAYS_PER_ERA + dayOfEra - DAYS_UNTIL_1970;
    }
}
