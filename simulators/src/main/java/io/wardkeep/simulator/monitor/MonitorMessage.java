package io.wardkeep.simulator.monitor;

import io.wardkeep.simulator.patient.Curve;
import io.wardkeep.simulator.patient.Patient;
import io.wardkeep.simulator.patient.Vitals;
import java.math.BigDecimal;
import java.math.RoundingMode;
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
        value("MDC_TEMP_BODY", rounded(vitals.temperatures().core(), 1), "Cel");
        text.append(']');
        return this;
    }

    MonitorMessage cuff(Vitals vitals) {
        text.append(",\"values\":[");
        vitals.circulation().cuff().ifPresent(cuff -> {
            value("MDC_PRESS_BLD_NONINV_SYS", rounded(cuff.systolic(), 0), "mm[Hg]");
            value("MDC_PRESS_BLD_NONINV_DIA", rounded(cuff.diastolic(), 0), "mm[Hg]");
            value("MDC_PRESS_BLD_NONINV_MEAN", rounded(cuff.mean(), 0), "mm[Hg]");
        });
        text.append(']');
        return this;
    }

    MonitorMessage waves(Patient patient, boolean fingerInProbe, long firstSample, int samples) {
        text.append(",\"waves\":[");
        wave("MDC_ECG_ELEC_POTL_II", Curve.ECG_II, patient, firstSample, samples);
        if (fingerInProbe) {
            wave("MDC_PULS_OXIM_PLETH", Curve.PLETHYSMOGRAM, patient, firstSample, samples);
        }
        wave("MDC_IMPED_TTHOR", Curve.RESPIRATION, patient, firstSample, samples);
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

    private void wave(String code, Curve curve, Patient patient, long firstSample, int samples) {
        part(code);
        text.append("\"unit\":\"")
                .append(curve.unit())
                .append("\",\"period_ms\":")
                .append(WAVE_PERIOD_MILLIS);
        text.append(",\"samples\":[");
        for (int i = 0; i < samples; i++) {
            double sample = patient.sample(curve, (firstSample + i) * WAVE_PERIOD_MILLIS * 1_000_000L);
            long thousandths = Math.round(1_000 * sample);
            text.append(i == 0 ? "" : ",").append(thousandths / 1_000.0);
        }
        text.append("]}");
    }

    private static String rounded(double number, int decimals) {
        return BigDecimal.valueOf(number)
                .setScale(decimals, RoundingMode.HALF_EVEN)
                .toPlainString();
    }

    private void part(String code) {
        if (text.charAt(text.length() - 1) != '[') {
            text.append(',');
        }
        text.append("{\"code\":\"").append(code).append("\",");
        observations++;
    }
}
