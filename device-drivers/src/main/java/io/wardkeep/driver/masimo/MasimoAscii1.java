package io.wardkeep.driver.masimo;

import io.wardkeep.driver.Driver;
import io.wardkeep.driver.DriverSession;

/** One line a second with SpO2, pulse rate and perfusion index. */
public final class MasimoAscii1 implements Driver {

    /** A driver. */
    public MasimoAscii1() {}

    @Override
    public String name() {
        return "masimo-ascii1";
    }

    @Override
    public String description() {
        return "Masimo Radical-7, Rad-8, Root dock: ASCII 1 (SpO2, pulse rate, perfusion index), 9600 8N1";
    }

    /** Existing drivers call five seconds without a line a lost link; three intervals are three. */
    @Override
    public long silenceMillis() {
        return 3_000;
    }

    @Override
    public DriverSession open() {
        return new Ascii1Session();
    }
}
