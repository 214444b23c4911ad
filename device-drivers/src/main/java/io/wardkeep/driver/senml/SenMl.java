package io.wardkeep.driver.senml;

import io.wardkeep.driver.DriverSession;
import io.wardkeep.driver.DriverSheet;
import io.wardkeep.driver.LeftOutNames;
import io.wardkeep.driver.NamedMetrics;
import io.wardkeep.driver.message.JsonText;
import io.wardkeep.driver.message.MessageDriver;
import io.wardkeep.driver.message.MessageParser;
import io.wardkeep.driver.message.MessageSession;
import io.wardkeep.driver.message.ObservationMessage;
import java.util.List;

/** Packs of SenML records. */
public final class SenMl implements MessageDriver {

    /** A driver. */
    public SenMl() {}

    @Override
    public String name() {
        return "senml";
    }

    @Override
    public String description() {
        return "SenML in JSON: packs of values with base fields, by MQTT or one pack a line";
    }

    /** Bridges gather for some seconds what they send in one pack. */
    @Override
    public long silenceMillis() {
        return 30_000;
    }

    @Override
    public DriverSheet sheet() {
        return new DriverSheet(
                "RFC 8428 (August 2018)",
                List.of("bedside bridges and home sensors that publish application/senml+json"),
                List.of(DriverSheet.Carrier.MQTT, DriverSheet.Carrier.TCP),
                List.of(),
                true,
                NamedMetrics.CODES,
                DriverSheet.codes(),
                "",
                List.of(
                        "names that are no MDC code or usual name, other units than the metric's own",
                        "texts, truths, data and sums (vs, vb, vd, s)",
                        "packs of several devices: the first one's records count",
                        "versions above 10, secondary units (RFC 8798) that are no UCUM",
                        "CBOR, XML and EXI"));
    }

    @Override
    public DriverSession open() {
        return MessageSession.ofSequences(parser());
    }

    @Override
    public MessageParser parser() {
        LeftOutNames leftOut = new LeftOutNames();
        return (payload, nowMillis) -> ObservationMessage.of(
                payload, JsonText.Kind.SEQUENCE, (json, length) -> new Pack(json, nowMillis, leftOut).read(length));
    }
}
