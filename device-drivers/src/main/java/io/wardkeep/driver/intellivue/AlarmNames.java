package io.wardkeep.driver.intellivue;

/** What the events of the partition of alerts are called, for people who read an alarm's id. */
final class AlarmNames {

    private AlarmNames() {}

    /** A short name; {@code event-N} for an event that has none here. */
    static String of(int event) {
        return switch (event & ~1) {
            case 22 -> "disconnected";
            case 40 -> "high";
            case 58 -> "irregular";
            case 62 -> "low";
            case 70 -> "malfunction";
            case 74 -> "noisy";
            case 80 -> "obstructed";
            case 138 -> "calibration-failed";
            case 164 -> "out-of-range";
            case 230 -> "cuff-not-deflated";
            case 232 -> "cuff-overpressure";
            case 242 -> "equipment-malfunction";
            case 250 -> "tube-occluded";
            case 268 -> "lead-disconnected";
            case 274 -> "leads-off";
            case 308 -> "sensor-disconnected";
            case 310 -> "sensor-malfunction";
            case 336 -> "transducer-disconnected";
            case 338 -> "transducer-malfunction";
            case 350 -> "light-interference";
            case 354 -> "measurement-error";
            case 356 -> "measurement-failed";
            case 358 -> "inoperative";
            case 362 -> "interrupted";
            case 380 -> "signal-low";
            case 384 -> "signal-unanalysable";
            case 434 -> "signal-quality";
            case 436 -> "interference";
            case 442 -> "no-oscillation";
            case 3_072 -> "apnoea";
            case 3_076 -> "asystole";
            case 3_078 -> "missed-beat";
            case 3_082 -> "bigeminy";
            case 3_086 -> "extreme-bradycardia";
            case 3_102 -> "pacer-not-capturing";
            case 3_108 -> "pause";
            case 3_122 -> "extreme-tachycardia";
            case 3_158 -> "irregular-rate";
            case 3_182 -> "pacer-not-pacing";
            case 3_192 -> "supraventricular-tachycardia";
            case 3_206 -> "r-on-t";
            case 3_210 -> "pair-of-vpb";
            case 3_212 -> "run-of-vpb";
            case 3_220 -> "ventricular-rhythm";
            case 3_224 -> "ventricular-tachycardia";
            case 3_226 -> "non-sustained-vt";
            case 3_236 -> "trigeminy";
            case 3_246 -> "desaturation";
            case 3_252 -> "vpb-rate";
            default -> "event-" + event;
        };
    }
}
