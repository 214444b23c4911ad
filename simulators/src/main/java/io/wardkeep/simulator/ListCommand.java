package io.wardkeep.simulator;

import io.wardkeep.driver.Driver;
import io.wardkeep.driver.DriverSheet.Carrier;
import io.wardkeep.driver.list.Drivers;
import io.wardkeep.simulator.patient.Recording;
import io.wardkeep.simulator.patient.Script;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Protocols, recordings and scripts that there are.")
final class ListCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        System.out.println("Protocols, and how they travel:");
        for (Driver driver : Drivers.all()) {
            boolean simulated =
                    DeviceFactory.ON_LINES.contains(driver.name()) || DeviceFactory.BY_MQTT.contains(driver.name());
            System.out.printf(
                    Locale.ROOT,
                    "  %-18s %-14s %s%s%n",
                    driver.name(),
                    driver.sheet().carriers().stream()
                            .map(Carrier::name)
                            .map(name -> name.toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(",")),
                    driver.description(),
                    simulated ? "" : " (no simulator)");
        }
        System.out.println("Bundled records: " + String.join(", ", Recording.BUNDLED));
        System.out.println("Scripts: demo-desaturation, or a file of lines like");
        System.out.println("  10s #2 desaturation to=82 over=5s for=30s");
        System.out.println("  60s 7A-03 probe-off for=20s");
        System.out.println("What can happen, in scripts and as a fault:");
        Script.EPISODES.forEach(episode -> System.out.println("  " + episode));
        return 0;
    }
}
