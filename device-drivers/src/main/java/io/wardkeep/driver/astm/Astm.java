package io.wardkeep.driver.astm;

import io.wardkeep.driver.Driver;
import io.wardkeep.driver.DriverSession;
import io.wardkeep.driver.DriverSheet;
import io.wardkeep.driver.SerialSetting;
import java.util.List;

/** Results of point-of-care analysers by ASTM E1381 and E1394. */
public final class Astm implements Driver {

    /** A driver. */
    public Astm() {}

    @Override
    public String name() {
        return "astm";
    }

    @Override
    public String description() {
        return "point-of-care analysers: results by ASTM E1381/E1394 (LIS1-A, LIS2-A2), 9600 8N1 or TCP";
    }

    @Override
    public DriverSheet sheet() {
        return new DriverSheet(
                "ASTM E1381-02 (LIS1-A) and E1394-97 (LIS2-A2)",
                List.of(
                        "analysers of blood gases, glucose and electrolytes that tell LOINC codes",
                        "any other analyser of this kind: its results are counted and named, not taken"),
                List.of(DriverSheet.Carrier.SERIAL, DriverSheet.Carrier.TCP),
                List.of(SerialSetting.plain(9_600), SerialSetting.plain(19_200)),
                true,
                Results.codes(),
                DriverSheet.codes(),
                "",
                List.of(
                        "results without a LOINC code, or in a unit that does not convert exactly (mg/dL, kPa)",
                        "gases of venous, capillary or unspecified blood",
                        "quality control and training results",
                        "orders for the analyser: a question for orders is not answered",
                        "patients and specimens: a result belongs to the bed of its port"));
    }

    /** An analyser speaks only when it has a result: hours without one say nothing, a whole day does. */
    @Override
    public long silenceMillis() {
        return 24L * 3_600_000;
    }

    @Override
    public DriverSession open() {
        return new AstmSession();
    }
}
