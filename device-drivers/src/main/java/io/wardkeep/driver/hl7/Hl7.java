package io.wardkeep.driver.hl7;

import io.wardkeep.driver.Driver;
import io.wardkeep.driver.DriverSession;
import io.wardkeep.driver.DriverSheet;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/** Values and alarms of the devices behind one HL7 version 2 sender. */
public final class Hl7 implements Driver {

    private final ZoneId zone;

    /** A driver for senders that say the zone of every time, or mean UTC. */
    public Hl7() {
        this(ZoneOffset.UTC);
    }

    /** A driver for senders of admissions that mean times of this zone where they say none. */
    public Hl7(ZoneId zone) {
        this.zone = zone;
    }

    @Override
    public String name() {
        return "hl7";
    }

    @Override
    public String description() {
        return "HL7 v2 over MLLP: IHE PCD-01 values and PCD-04 alarms of monitors, central stations and pumps";
    }

    /** Senders report once a minute, or more often. */
    @Override
    public long silenceMillis() {
        return 180_000;
    }

    @Override
    public DriverSheet sheet() {
        return new DriverSheet(
                "IHE PCD-01 and PCD-04 (HL7 2.6), MLLP release 1; GE B1x5 HL7 manual 2062665-005",
                List.of(
                        "GE B105/B125/B155, CARESCAPE Gateway, Mural",
                        "Mindray eGateway",
                        "Philips PIC iX",
                        "Draeger Gateway",
                        "B. Braun OnlineSuite, SpacePlus"),
                List.of(DriverSheet.Carrier.MLLP),
                List.of(),
                true,
                MetricTable.CODES,
                DriverSheet.codes(),
                "every PCD-04 alarm by its event id, with phase, state, priority and type",
                List.of(
                        "waveforms (NA rows)",
                        "coded and text values",
                        "parameters without a row in the nomenclature, LOINC codes",
                        "other units than the metric's own",
                        "a record for each of several channels with one code: the first that gives a value is kept",
                        "of ADT all but A01, A02, A03, A11, A12, A13 and A17: answered AA, and nothing follows",
                        "PCD-10 pump events, queries: answered AR",
                        "the value inside an alarm: PCD-01 carries it"));
    }

    @Override
    public DriverSession open() {
        return new Hl7Session(zone);
    }
}
