package io.wardkeep.simulator.monitor;

import io.wardkeep.simulator.patient.Curve;
import io.wardkeep.simulator.patient.Patient;
import io.wardkeep.simulator.patient.Vitals;
import java.time.Instant;
import java.util.OptionalInt;

/** One message as it is written, part by part. */
final class MonitorMessage {

    static final int WAVE_PERIOD_MILLIS = 8;

    private final StringBuilder text = new StringBuilder(512);
    private int observations;

    MonitorMessage(long id, Instant at) {
        text.append("{\"id\":").append(id).append(",\"t\":\"").append(at).append('"');
    }

    MonitorMessage numerics(Vitals vitals) {
        text.append(",\"values\":[");
        String probe = vitals.fingerInProbe() ? "INVALID" : "SENSOR_OFF";
        numeric("MDC_ECG_HEART_RATE", vitals.heartRate(), "{beat}/min", "INVALID");
        numeric("MDC_RESP_RATE", vitals.respiratoryRate(), "{resp}/min", "INVALID");
        numeric("MDC_PULS_OXIM_SAT_O2", vitals.saturation(), "%", probe);
        numeric("MDC_PULS_OXIM_PULS_RATE", vitals.pulseRate(), "{beat}/min", probe);
        value("MDC_TEMP_BODY", vitals.temperatureTenths() / 10 + "." + vitals.temperatureTenths() % 10, "Cel");
        text.append(']');
        return this;
    }

    MonitorMessage cuff(Vitals vitals) {
        text.append(",\"values\":[");
        value("MDC_PRESS_BLD_NONINV_SYS", Integer.toString(vitals.systolic()), "mm[Hg]");
        value("MDC_PRESS_BLD_NONINV_DIA", Integer.toString(vitals.diastolic()), "mm[Hg]");
        value(
                "MDC_PRESS_BLD_NONINV_MEAN",
                Integer.toString((vitals.systolic() + 2 * vitals.diastolic()) / 3),
                "mm[Hg]");
        text.append(']');
        return this;
    }

    MonitorMessage waves(Patient patient, boolean fingerInProbe, long firstSample, int samples) {
        text.append(",\"waves\":[");
        wave("MDC_ECG_ELEC_POTL_II", "mV", Curve.ECG_II, 2, -1, patient, firstSample, samples);
        if (fingerInProbe) {
            wave("MDC_PULS_OXIM_PLETH", "1", Curve.PLETHYSMOGRAM, 1, 0, patient, firstSample, samples);
        }
        wave("MDC_IMPED_TTHOR", "Ohm", Curve.RESPIRATION, 2, 0, patient, firstSample, samples);
        text.append(']');
        return this;
    }

    int observations() {
        return observations;
    }

    String payload() {
        return text + "}";
    }

    private void numeric(String code, OptionalInt number, String unit, String whenMissing) {
        if (number.isPresent()) {
            value(code, Integer.toString(number.getAsInt()), unit);
        } else {
            part(code);
            text.append("\"value\":null,\"unit\":\"").append(unit);
            text.append("\",\"validity\":\"").append(whenMissing).append("\"}");
        }
    }

    private void value(String code, String number, String unit) {
        part(code);
        text.append("\"value\":").append(number);
        text.append(",\"unit\":\"").append(unit).append("\"}");
    }

    /** The recordings have shapes and no units: {@code gain} and {@code offset} make them look like ordinary ones. */
    private void wave(
            String code,
            String unit,
            Curve curve,
            int gain,
            int offset,
            Patient patient,
            long firstSample,
            int samples) {
        part(code);
        text.append("\"unit\":\"").append(unit).append("\",\"period_ms\":").append(WAVE_PERIOD_MILLIS);
        text.append(",\"samples\":[");
        for (int i = 0; i < samples; i++) {
            double height = patient.height(curve, (firstSample + i) * WAVE_PERIOD_MILLIS * 1_000_000L);
            long thousandths = Math.round(1_000 * (gain * height + offset));
            text.append(i == 0 ? "" : ",").append(thousandths / 1_000.0);
        }
        text.append("]}");
    }

    private void part(String code) {
        if (text.charAt(text.length() - 1) != '[') {
            text.append(',');
        }
        text.append("{\"code\":\"").append(code).append("\",");
        observations++;
    }
}
