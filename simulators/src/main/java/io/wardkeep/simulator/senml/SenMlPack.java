package io.wardkeep.simulator.senml;

import io.wardkeep.simulator.patient.Vitals;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.OptionalInt;

/** One pack as it is written, record by record: the first carries the base fields, none says what was not measured. */
final class SenMlPack {

    private final StringBuilder text = new StringBuilder(512);
    private final String base;
    private int records;

    /** Names begin with {@code name}, times count from {@code from}. */
    SenMlPack(String name, Instant from) {
        base = "\"bn\":\"" + name + "\",\"bt\":"
                + BigDecimal.valueOf(from.toEpochMilli(), 3).toPlainString() + ",\"bu\":\"1/min\",";
    }

    /** What was measured so many seconds after the first. */
    void measured(int seconds, Vitals vitals) {
        record("HR", vitals.heartRate(), "beat/min", seconds);
        record("MDC_PULS_OXIM_PULS_RATE", vitals.pulseRate(), "", seconds);
        record("MDC_RESP_RATE", vitals.respiratoryRate(), "", seconds);
        record("SpO2", vitals.saturation(), "%", seconds);
        String core = BigDecimal.valueOf(vitals.temperatures().core())
                .setScale(1, RoundingMode.HALF_EVEN)
                .toPlainString();
        record("MDC_TEMP_BODY", core, "Cel", seconds);
    }

    int records() {
        return records;
    }

    String payload() {
        return "[" + text + "]";
    }

    private void record(String name, OptionalInt number, String unit, int seconds) {
        number.ifPresent(value -> record(name, Integer.toString(value), unit, seconds));
    }

    private void record(String name, String number, String unit, int seconds) {
        text.append(records == 0 ? "{" + base : ",{");
        text.append("\"n\":\"").append(name).append("\",\"v\":").append(number);
        if (!unit.isEmpty()) {
            text.append(",\"u\":\"").append(unit).append('"');
        }
        if (seconds != 0) {
            text.append(",\"t\":").append(seconds);
        }
        text.append('}');
        records++;
    }
}
