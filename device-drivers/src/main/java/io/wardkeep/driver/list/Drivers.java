package io.wardkeep.driver.list;

import io.wardkeep.driver.Driver;
import io.wardkeep.driver.astm.Astm;
import io.wardkeep.driver.bcc.BbraunBcc;
import io.wardkeep.driver.capnostream.Capnostream20;
import io.wardkeep.driver.contec.BerryBci;
import io.wardkeep.driver.contec.ContecV5;
import io.wardkeep.driver.contec.ContecV7;
import io.wardkeep.driver.dri.GeDri;
import io.wardkeep.driver.hl7.Hl7;
import io.wardkeep.driver.intellivue.IntellivueSerial;
import io.wardkeep.driver.intellivue.IntellivueUdp;
import io.wardkeep.driver.json.WardkeepJson;
import io.wardkeep.driver.masimo.MasimoAscii1;
import io.wardkeep.driver.medibus.Medibus;
import io.wardkeep.driver.message.MessageDriver;
import io.wardkeep.driver.nonin.NoninFormat1;
import io.wardkeep.driver.nonin.NoninFormat13;
import io.wardkeep.driver.nonin.NoninFormat7;
import io.wardkeep.driver.nonin.NoninFormat8;
import io.wardkeep.driver.nonin.NoninOem3;
import io.wardkeep.driver.pb840.Pb840;
import io.wardkeep.driver.pb840.Pb840Waves;
import io.wardkeep.driver.senml.SenMl;
import io.wardkeep.driver.sparkplug.Sparkplug;
import java.util.List;
import java.util.Optional;

/** Every driver of this release, by hand: a new driver is one line here. */
public final class Drivers {

    private static final List<Driver> ALL = List.of(
            new NoninOem3(),
            new NoninFormat1(),
            new NoninFormat7(),
            new NoninFormat8(),
            new NoninFormat13(),
            new MasimoAscii1(),
            new ContecV5(),
            new ContecV7(),
            new BerryBci(),
            new Medibus(),
            new GeDri(),
            new Capnostream20(),
            new Pb840(),
            new Pb840Waves(),
            new BbraunBcc(),
            new IntellivueSerial(),
            new IntellivueUdp(),
            new Astm(),
            new Hl7(),
            new Sparkplug(),
            new SenMl(),
            new WardkeepJson());

    private Drivers() {}

    /** All of them, in the order in which people are shown them. */
    public static List<Driver> all() {
        return ALL;
    }

    /** Those whose devices speak in whole messages: the formats of what is published. */
    public static List<MessageDriver> ofMessages() {
        return ALL.stream()
                .filter(MessageDriver.class::isInstance)
                .map(MessageDriver.class::cast)
                .toList();
    }

    /** The driver of this name. */
    public static Optional<Driver> named(String name) {
        return ALL.stream().filter(driver -> driver.name().equals(name)).findFirst();
    }
}
