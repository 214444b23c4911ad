package io.wardkeep.driver.json;

import io.wardkeep.driver.Driver;
import io.wardkeep.driver.DriverSession;

/** Messages of devices in Wardkeep's own JSON, one a line. */
public final class WardkeepJson implements Driver {

    /** A driver. */
    public WardkeepJson() {}

    @Override
    public String name() {
        return "wardkeep-json";
    }

    @Override
    public String description() {
        return "Wardkeep JSON: any numeric and waveform of the nomenclature, by MQTT or one message a line";
    }

    /** Monitors send once a second; ten seconds is what the ward tolerates of any device. */
    @Override
    public long silenceMillis() {
        return 10_000;
    }

    @Override
    public DriverSession open() {
        return new JsonLinesSession();
    }
}
