package io.wardkeep.simulator;

import io.wardkeep.driver.Driver;
import io.wardkeep.driver.list.Drivers;
import io.wardkeep.simulator.patient.Recording;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Protocols, recordings and scripts that there are.")
final class ListCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        System.out.println("Protocols:");
        for (Driver driver : Drivers.all()) {
            boolean simulated =
                    DeviceFactory.ON_LINES.contains(driver.name()) || DeviceFactory.BY_MQTT.equals(driver.name());
            System.out.println(
                    "  " + driver.name() + (simulated ? "" : " (no simulator)") + " — " + driver.description());
        }
        System.out.println("Bundled records: " + String.join(", ", Recording.BUNDLED));
        System.out.println("Scripts: demo-desaturation, or a file of lines like");
        System.out.println("  10s #2 desaturation to=82 over=5s for=30s");
        System.out.println("  60s 7A-03 probe-off for=20s");
        System.out.println("Faults: probe-off, silence, garbage, unplug, desaturation");
        return 0;
    }
}
