package io.wardkeep.simulator.medibus;

import io.wardkeep.simulator.patient.Curve;
import io.wardkeep.simulator.patient.Patient;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The curves that a device offers, those that were chosen, and their records. Owned by one device. */
final class CurveStream {

    /** All curves have one interval. */
    static final int INTERVAL_MILLIS = 16;

    private static final double MILLIBAR_PER_CENTIMETRE = 0.980665;
    private static final int STREAMS_MAX = 4;
    private static final int BIN_MAX = 0xFFF;

    /** A curve as the device has it, in its unit: mbar, L/min, mm[Hg]. */
    private enum Offered {
        PRESSURE("00", Curve.AIRWAY_PRESSURE, MILLIBAR_PER_CENTIMETRE, -10, 100),
        FLOW("01", Curve.AIRWAY_FLOW, 1, -180, 180),
        CARBON_DIOXIDE("06", Curve.CO2, 1, 0, 100);

        private final String code;
        private final Curve curve;
        private final double factor;
        private final int min;
        private final int max;

        Offered(String code, Curve curve, double factor, int min, int max) {
            this.code = code;
            this.curve = curve;
            this.factor = factor;
            this.min = min;
            this.max = max;
        }

        int bin(Patient patient, long atNanos) {
            double value = patient.sample(curve, atNanos) * factor;
            return Math.clamp(Math.round((value - min) * BIN_MAX / (max - min)), 0, BIN_MAX);
        }
    }

    private final List<Offered> chosen = new ArrayList<>();
    private int enabled;

    /** The answer to who asks what curves there are. */
    static String offer() {
        StringBuilder offer = new StringBuilder();
        for (Offered curve : Offered.values()) {
            offer.append(String.format(
                    Locale.ROOT,
                    "%s%8d%s%s%03X",
                    curve.code,
                    INTERVAL_MILLIS * 1_000,
                    number(curve.min),
                    number(curve.max),
                    BIN_MAX));
        }
        return offer.toString();
    }

    void stop() {
        chosen.clear();
        enabled = 0;
    }

    /** Code and multiple of the interval, two digits each; every multiple is taken as one. */
    void choose(String argument) {
        stop();
        for (int at = 0; at + 4 <= argument.length() && chosen.size() < STREAMS_MAX; at += 4) {
            for (Offered curve : Offered.values()) {
                if (argument.startsWith(curve.code, at)) {
                    chosen.add(curve);
                }
            }
        }
    }

    /** What of the bytes is about curves: which of the first four streams shall flow. */
    void hear(byte[] bytes) {
        for (int at = 0; at + 1 < bytes.length; at++) {
            if ((bytes[at] & 0xFF) == 0xC1 && (bytes[at + 1] & 0xF0) == 0xC0) {
                enabled = bytes[at + 1] & 0x0F;
            }
        }
    }

    /** The record of one interval; empty while nothing was chosen and enabled. */
    byte[] record(Patient patient, long atNanos) {
        int streams = enabled & (1 << chosen.size()) - 1;
        if (streams == 0) {
            return new byte[0];
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(0xD0 | streams);
        for (int stream = 0; stream < chosen.size(); stream++) {
            if ((streams >> stream & 1) != 0) {
                int bin = chosen.get(stream).bin(patient, atNanos);
                out.write(0x80 | bin & 0x3F);
                out.write(0x80 | bin >> 6);
            }
        }
        return out.toByteArray();
    }

    /** Five characters, the sign in the first. */
    private static String number(int value) {
        return String.format(Locale.ROOT, "%s%4d", value < 0 ? "-" : " ", Math.abs(value));
    }
}
