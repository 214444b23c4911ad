package io.wardkeep.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.ward.Reading;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DeviceClockTest {

    @Test
    void agreesWithTheCalendarAboutEveryDayThereIs() {
        for (LocalDateTime day = LocalDateTime.of(1, 1, 1, 12, 34, 56); day.getYear() < 4_001; day = day.plusDays(3)) {
            assertThat(millis(day)).isEqualTo(day.toInstant(ZoneOffset.UTC).toEpochMilli());
        }
    }

    @Test
    void agreesWithTheCalendarAboutWhatThereIsNot() {
        SplittableRandom random = new SplittableRandom(22);
        for (int round = 0; round < 200_000; round++) {
            int year = random.nextInt(1_890, 2_110);
            int month = random.nextInt(-1, 15);
            int day = random.nextInt(-1, 34);
            int hour = random.nextInt(-1, 26);
            int minute = random.nextInt(-1, 62);
            int second = random.nextInt(-1, 62);
            long expected;
            try {
                expected = LocalDateTime.of(year, month, day, hour, minute, second)
                        .toInstant(ZoneOffset.UTC)
                        .toEpochMilli();
            } catch (DateTimeException e) {
                expected = Reading.NO_DEVICE_TIME;
            }
            assertThat(DeviceClock.millis(year, month, day, hour, minute, second))
                    .isEqualTo(expected);
        }
    }

    private static long millis(LocalDateTime time) {
        return DeviceClock.millis(
                time.getYear(),
                time.getMonthValue(),
                time.getDayOfMonth(),
                time.getHour(),
                time.getMinute(),
                time.getSecond());
    }
}
