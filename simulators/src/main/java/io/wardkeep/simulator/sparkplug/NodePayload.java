package io.wardkeep.simulator.sparkplug;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** A payload as it is written, metric by metric. All its metrics are as old as itself. */
final class NodePayload {

    private static final String REBIRTH = "Node Control/Rebirth";

    /** Field 14 of a metric, a truth, is true: 70 01. */
    private static final String ON = "p\u0001";

    private static final int INT32 = 3;
    private static final int INT64 = 4;
    private static final int DOUBLE = 10;
    private static final int BOOLEAN = 11;
    private static final int STRING = 12;
    private static final int GOOD = 192;

    private final Fields fields = new Fields();
    private final long millis;

    /** As of that moment. */
    NodePayload(Instant at) {
        millis = at.toEpochMilli();
        fields.number(1, millis);
    }

    /** Which connection of the node it belongs to. */
    NodePayload birthNumber(int number) {
        fields.message(
                2, metric().text(1, "bdSeq").number(3, millis).number(4, INT64).number(11, number));
        return this;
    }

    /** The switch by which another birth is asked for; it is off. */
    NodePayload rebirthSwitch() {
        fields.message(
                2,
                metric().text(1, REBIRTH).number(3, millis).number(4, BOOLEAN).number(14, 0));
        return this;
    }

    /** A metric with everything that is known of it. */
    NodePayload born(NodeMetric metric, Optional<Double> value) {
        Fields properties = new Fields()
                .text(1, "engUnit")
                .text(1, "mdc")
                .text(1, "Quality")
                .message(2, new Fields().number(1, STRING).text(8, metric.unit()))
                .message(2, new Fields().number(1, INT32).number(3, metric.code()))
                .message(2, new Fields().number(1, INT32).number(3, GOOD));
        Fields born = metric().text(1, metric.label())
                .number(2, metric.alias())
                .number(3, millis)
                .number(4, metric.whole() ? INT32 : DOUBLE)
                .message(9, properties);
        fields.message(2, valued(born, metric, value));
        return this;
    }

    /** What a metric shows now. */
    NodePayload shown(NodeMetric metric, Optional<Double> value) {
        fields.message(2, valued(metric().number(2, metric.alias()).number(3, millis), metric, value));
        return this;
    }

    /** With its place in the sequence; a will has none. */
    byte[] bytes(int sequence) {
        return fields.number(3, sequence).bytes();
    }

    byte[] bytes() {
        return fields.bytes();
    }

    /** Does a command ask for another birth? Read no further than that: the switch, and that it is on. */
    static boolean asksForBirth(byte[] command) {
        String text = new String(command, StandardCharsets.ISO_8859_1);
        int at = text.indexOf(REBIRTH);
        return at >= 0 && text.indexOf(ON, at + REBIRTH.length()) >= 0;
    }

    private static Fields metric() {
        return new Fields();
    }

    private static Fields valued(Fields written, NodeMetric metric, Optional<Double> value) {
        if (value.isEmpty()) {
            return written.number(7, 1);
        }
        return metric.whole() ? written.number(10, value.get().intValue()) : written.fraction(13, value.get());
    }
}
