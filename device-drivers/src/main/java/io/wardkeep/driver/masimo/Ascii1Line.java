package io.wardkeep.driver.masimo;

import io.wardkeep.ward.Decimal;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalInt;

/** A line of text, understood or not. */
sealed interface Ascii1Line {

    /** It was no line of this protocol. */
    record Unreadable(String reason) implements Ascii1Line {}

    /**
     * What a line says.
     *
     * @param deviceMillis the device's clock read as if it were UTC
     * @param serial the serial number; empty where the device shows dashes
     * @param saturation percent; empty where the device shows dashes
     * @param rate beats per minute
     * @param perfusion percent
     * @param alarms the alarm bits, if sent
     * @param exceptions the exception bits, if sent
     */
    record Readout(
            long deviceMillis,
            String serial,
            Optional<Decimal> saturation,
            Optional<Decimal> rate,
            Optional<Decimal> perfusion,
            OptionalInt alarms,
            OptionalInt exceptions)
            implements Ascii1Line {}

    /** Understands a line without its terminator. Fields are found by name: models add some. */
    static Ascii1Line parse(String line) {
        Optional<LocalDateTime> time = Ascii1Fields.time(line);
        if (time.isEmpty()) {
            return new Unreadable("time");
        }
        Ascii1Fields fields = new Ascii1Fields(line);
        Optional<String> serial = fields.text("SN");
        if (serial.isEmpty() || fields.text("SPO2").isEmpty()) {
            return new Unreadable("field-missing");
        }
        try {
            return new Readout(
                    time.get().toInstant(ZoneOffset.UTC).toEpochMilli(),
                    serial.get().replace("-", ""),
                    fields.number("SPO2", 3, 0),
                    fields.number("BPM", 3, 0),
                    fields.number("PI", 2, 2),
                    fields.hexadecimal("ALARM"),
                    fields.hexadecimal("EXC"));
        } catch (NumberFormatException e) {
            return new Unreadable("field-garbled");
        }
    }
}
