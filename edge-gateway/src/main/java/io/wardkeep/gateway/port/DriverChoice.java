package io.wardkeep.gateway.port;

import io.wardkeep.driver.Driver;
import io.wardkeep.driver.DriverSheet.Carrier;
import io.wardkeep.driver.SerialSetting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How the bytes of a port are understood. */
public sealed interface DriverChoice {

    /** What the configuration calls the choice that the port makes by itself. */
    String AUTO = "auto";

    /** The name in the configuration. */
    String name();

    /**
     * After how many milliseconds without a reading the device counts as silent, as long as nothing better is known.
     */
    long silenceMillis();

    /** Somebody said which. */
    record Named(Driver driver) implements DriverChoice {

        @Override
        public String name() {
            return driver.name();
        }

        @Override
        public long silenceMillis() {
            return driver.silenceMillis();
        }
    }

    /**
     * The port listens, sends nothing, and finds out which.
     *
     * @param trials in the order in which they are made; at least one
     */
    record Detected(List<Trial> trials) implements DriverChoice {

        /** Copies. */
        public Detected {
            trials = List.copyOf(trials);
            if (trials.isEmpty()) {
                throw new IllegalArgumentException("no driver could be found on this line");
            }
        }

        /**
         * On a serial line: all that speak by themselves, by the settings of their sheets.
         *
         * @param drivers all there are
         * @param only the setting that somebody said; then every driver is tried with it
         */
        public static Detected onSerial(List<Driver> drivers, Optional<SerialSetting> only) {
            List<Driver> speaking = speaking(drivers, List.of(Carrier.SERIAL));
            if (only.isPresent()) {
                return new Detected(List.of(new Trial(only, speaking)));
            }
            Map<SerialSetting, List<Driver>> bySetting = new LinkedHashMap<>();
            for (Driver driver : speaking) {
                driver.sheet()
                        .serial()
                        .forEach(setting -> bySetting
                                .computeIfAbsent(setting, _ -> new ArrayList<>())
                                .add(driver));
            }
            List<Trial> trials = new ArrayList<>();
            bySetting.forEach((setting, fitting) -> trials.add(new Trial(Optional.of(setting), fitting)));
            return new Detected(trials);
        }

        /** On a stream over TCP: all that speak by themselves, there or behind a serial server. */
        public static Detected onTcp(List<Driver> drivers) {
            return new Detected(List.of(
                    new Trial(Optional.empty(), speaking(drivers, List.of(Carrier.TCP, Carrier.SERIAL)))));
        }

        private static List<Driver> speaking(List<Driver> drivers, List<Carrier> carriers) {
            return drivers.stream()
                    .filter(driver -> driver.sheet().speaksFirst())
                    .filter(driver -> driver.sheet().carriers().stream().anyMatch(carriers::contains))
                    .toList();
        }

        @Override
        public String name() {
            return AUTO;
        }

        /** What the ward tolerates of any device. */
        @Override
        public long silenceMillis() {
            return 10_000;
        }
    }

    /**
     * One way to listen.
     *
     * @param setting of the serial line; empty where the line has none
     * @param drivers who might understand what comes then
     */
    record Trial(Optional<SerialSetting> setting, List<Driver> drivers) {

        /** Copies. */
        public Trial {
            drivers = List.copyOf(drivers);
            if (drivers.isEmpty()) {
                throw new IllegalArgumentException("no driver to be tried");
            }
        }
    }
}
