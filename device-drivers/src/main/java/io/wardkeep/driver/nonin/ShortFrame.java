package io.wardkeep.driver.nonin;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.TechnicalCondition;
import io.wardkeep.driver.TechnicalStates;
import io.wardkeep.driver.TopBitFrames;
import java.util.function.Consumer;

/** The two formats without a plethysmogram: the first three bytes are alike, format 8 has a fourth. */
enum ShortFrame {
    /** Three bytes: a sensor that is not plugged in is told, a finger that is out shows as missing values only. */
    FORMAT_1 {
        @Override
        int bytes() {
            return 3;
        }

        @Override
        boolean isSensorOff(TopBitFrames frame) {
            return (frame.at(0) & SENSOR_DISCONNECTED) != 0;
        }

        @Override
        void report(TopBitFrames frame, TechnicalStates conditions, Consumer<DriverEvent> events) {
            conditions.report(TechnicalCondition.SENSOR_UNPLUGGED, isSensorOff(frame), events);
            conditions.report(TechnicalCondition.SENSOR_OFF, isSensorOff(frame), events);
        }
    },
    /** Four bytes: the sensor's alarm and the battery in the last. */
    FORMAT_8 {
        @Override
        int bytes() {
            return 4;
        }

        @Override
        boolean isSensorOff(TopBitFrames frame) {
            return (frame.at(3) & SENSOR_ALARM) != 0;
        }

        @Override
        void report(TopBitFrames frame, TechnicalStates conditions, Consumer<DriverEvent> events) {
            conditions.report(TechnicalCondition.SENSOR_OFF, isSensorOff(frame), events);
            conditions.report(TechnicalCondition.BATTERY_LOW, (frame.at(3) & LOW_BATTERY) != 0, events);
        }
    };

    private static final int SENSOR_DISCONNECTED = 0x40;
    private static final int OUT_OF_TRACK = 0x20;
    private static final int SENSOR_ALARM = 0x08;
    private static final int LOW_BATTERY = 0x01;

    abstract int bytes();

    abstract boolean isSensorOff(TopBitFrames frame);

    boolean isOutOfTrack(TopBitFrames frame) {
        return (frame.at(0) & OUT_OF_TRACK) != 0;
    }

    /** What the frame says of sensor and battery. */
    abstract void report(TopBitFrames frame, TechnicalStates conditions, Consumer<DriverEvent> events);
}
