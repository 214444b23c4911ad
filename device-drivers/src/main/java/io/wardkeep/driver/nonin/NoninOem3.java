package io.wardkeep.driver.nonin;

import io.wardkeep.driver.Driver;
import io.wardkeep.driver.DriverSession;

/** Data format 2: values three times a second, plethysmogram at 75 Hz. */
public final class NoninOem3 implements Driver {

    /** A driver. */
    public NoninOem3() {}

    @Override
    public String name() {
        return "nonin-oem3";
    }

    @Override
    public String description() {
        return "Nonin OEM III, Xpod: data format 2 (SpO2, pulse rate, plethysmogram 75 Hz), 9600 8N1";
    }

    /** The document gives frames every 13 ms; existing drivers call three seconds silence. */
    @Override
    public long silenceMillis() {
        return 3_000;
    }

    @Override
    public DriverSession open() {
        return new Format2Session();
    }
}
