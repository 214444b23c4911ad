package io.wardkeep.driver.sparkplug;

import io.wardkeep.driver.Driver;
import io.wardkeep.driver.DriverSession;
import io.wardkeep.driver.DriverSheet;
import io.wardkeep.driver.NamedMetrics;
import java.util.List;

/** Values of the devices behind Sparkplug edge nodes. */
public final class Sparkplug implements Driver {

    /** A driver. */
    public Sparkplug() {}

    @Override
    public String name() {
        return "sparkplug";
    }

    @Override
    public String description() {
        return "Sparkplug B 3.0: births, values and deaths of devices behind edge nodes, as MQTT PUBLISH packets";
    }

    /** Edge nodes report by exception, and vital signs change within seconds. */
    @Override
    public long silenceMillis() {
        return 30_000;
    }

    @Override
    public DriverSheet sheet() {
        return new DriverSheet(
                "Eclipse Sparkplug specification 3.0.0",
                List.of("edge nodes of bedside bridges, ventilator and infusion gateways"),
                List.of(DriverSheet.Carrier.MQTT),
                List.of(),
                true,
                NamedMetrics.CODES,
                DriverSheet.codes(),
                "",
                List.of(
                        "metrics whose name or mdc property is no MDC code, or without engUnit",
                        "stored and forwarded (historical) values: counted",
                        "data sets, templates, texts, arrays",
                        "STATE, commands other than the request to be born again"));
    }

    @Override
    public DriverSession open() {
        return new SparkplugSession();
    }
}
