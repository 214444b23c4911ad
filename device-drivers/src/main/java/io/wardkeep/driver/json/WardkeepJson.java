package io.wardkeep.driver.json;

import io.wardkeep.driver.DriverSession;
import io.wardkeep.driver.DriverSheet;
import io.wardkeep.driver.SerialSetting;
import io.wardkeep.driver.message.MessageDriver;
import io.wardkeep.driver.message.MessageParser;
import io.wardkeep.driver.message.MessageSession;
import io.wardkeep.ward.Metric;
import io.wardkeep.ward.MetricKind;
import io.wardkeep.ward.Nomenclature;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Messages of devices in Wardkeep's own JSON, one a line. */
public final class WardkeepJson implements MessageDriver {

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
    public DriverSheet sheet() {
        return new DriverSheet(
                "Wardkeep's own JSON (docs/devices.md)",
                List.of("anything that speaks it"),
                List.of(DriverSheet.Carrier.MQTT, DriverSheet.Carrier.SERIAL, DriverSheet.Carrier.TCP),
                List.of(SerialSetting.plain(9_600)),
                true,
                codes(metric ->
                        metric.kind() != MetricKind.WAVEFORM && metric.unit().isPresent()),
                codes(metric -> metric.kind() == MetricKind.WAVEFORM),
                "",
                List.of("a device's own alarms and technical conditions"));
    }

    @Override
    public DriverSession open() {
        return MessageSession.ofStructures(parser());
    }

    @Override
    public MessageParser parser() {
        return WardkeepMessage::parse;
    }

    private static SortedSet<Integer> codes(Predicate<Metric> which) {
        return Nomenclature.standard().metrics().stream()
                .filter(which)
                .map(Metric::code)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
