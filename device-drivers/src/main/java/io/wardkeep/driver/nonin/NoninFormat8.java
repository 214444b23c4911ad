package io.wardkeep.driver.nonin;

import io.wardkeep.driver.Driver;
import io.wardkeep.driver.DriverSession;

/** Data format 8: values once a second, no plethysmogram, no check sum. */
public final class NoninFormat8 implements Driver {

    /** A driver. */
    public NoninFormat8() {}

    @Override
    public String name() {
        return "nonin-df8";
    }

    @Override
    public String description() {
        return "Nonin Xpod, WristOx2: data format 8 (SpO2, pulse rate once a second), 9600 8N1";
    }

    @Override
    public long silenceMillis() {
        return 3_000;
    }

    @Override
    public DriverSession open() {
        return new Format8Session();
    }
}
