package io.wardkeep.driver.contec;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.Oximetry;
import io.wardkeep.ward.AlertPriority;
import io.wardkeep.ward.Waveform;

/** The three streams and how they differ beyond their bytes. */
enum FingerStream {
    /** Contec V5.0A. */
    CONTEC_V5 {
        @Override
        int packetsPerSecond() {
            return 60;
        }

        @Override
        boolean tellsUnplugged() {
            return false;
        }

        // The document calls it a drop, not a limit: said with the lowest priority.
        @Override
        DriverEvent warning(boolean present) {
            return new DriverEvent.DeviceAlert(
                    "spo2-dropping", Oximetry.SATURATION.code(), AlertPriority.LOW, true, present);
        }
    },
    /** Contec V7.0. */
    CONTEC_V7 {
        @Override
        int packetsPerSecond() {
            return 60;
        }

        @Override
        boolean tellsUnplugged() {
            return false;
        }

        // The document gives no priority.
        @Override
        DriverEvent warning(boolean present) {
            return new DriverEvent.DeviceAlert(
                    "spo2-low", Oximetry.SATURATION.code(), AlertPriority.MEDIUM, true, present);
        }
    },
    /** Berry BCI v1.2. */
    BERRY_BCI {
        @Override
        int packetsPerSecond() {
            return 100;
        }

        @Override
        boolean tellsUnplugged() {
            return true;
        }

        @Override
        int plethOf(int sample) {
            return sample == 0 ? Waveform.MISSING : sample;
        }

        @Override
        DriverEvent warning(boolean present) {
            throw new IllegalStateException("BCI has no warning");
        }
    };

    abstract int packetsPerSecond();

    abstract boolean tellsUnplugged();

    /** A sample as the stream has it; Berry's zero is none. */
    int plethOf(int sample) {
        return sample;
    }

    /** What the device's warning of the saturation is to others. */
    abstract DriverEvent warning(boolean present);
}
