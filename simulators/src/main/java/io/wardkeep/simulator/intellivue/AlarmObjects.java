package io.wardkeep.simulator.intellivue;

import io.wardkeep.simulator.patient.Vitals;

/** The alarms that the monitor finds in what it measures, by its own limits for adults. */
final class AlarmObjects {

    private static final int TECHNICAL_LOW = 1;
    private static final int YELLOW = 512;
    private static final int RED = 1_024;

    private static final int HEART_RATE = 0x4182;
    private static final int SATURATION = 0x4BB8;
    private static final int RESPIRATION = 0x5000;

    private static final int LOW = 62;
    private static final int HIGH = 40;
    private static final int SENSOR_DISCONNECTED = 308;
    private static final int APNOEA = 3_072;
    private static final int ASYSTOLE = 3_076;
    private static final int FIBRILLATION = 3_220;
    private static final int TACHYCARDIA = 3_224;
    private static final int DESATURATION = 3_246;

    private final Message patient = new Message();
    private final Message technical = new Message();
    private int patients;
    private int technicals;

    private AlarmObjects() {}

    /** The alert monitor with both lists. */
    static Message of(Vitals vitals) {
        AlarmObjects alarms = new AlarmObjects();
        alarms.find(vitals);
        Message attributes = new Message()
                .attribute(0x0916, new Message().u16(0, alarms.patients + alarms.technicals, 0, 0, 0))
                .attribute(0x0904, new Message().list(alarms.technicals, alarms.technical))
                .attribute(0x0902, new Message().list(alarms.patients, alarms.patient));
        return new Message().u16(0x0A01).list(3, attributes);
    }

    private void find(Vitals vitals) {
        switch (vitals.circulation().rhythm()) {
            case ASYSTOLE -> patient(HEART_RATE, ASYSTOLE, RED);
            case VENTRICULAR_FIBRILLATION -> patient(HEART_RATE, FIBRILLATION, RED);
            case VENTRICULAR_TACHYCARDIA -> patient(HEART_RATE, TACHYCARDIA, RED);
            case SINUS -> {
                int rate = vitals.heartRate().orElse(60);
                if (rate > 120 || rate < 50) {
                    patient(HEART_RATE, rate > 120 ? HIGH : LOW, YELLOW);
                }
            }
        }
        int saturation = vitals.saturation().orElse(100);
        if (saturation < 80) {
            patient(SATURATION, DESATURATION, RED);
        } else if (saturation < 90) {
            patient(SATURATION, LOW, YELLOW);
        }
        if (vitals.breathing().apnoeaSeconds() >= 20) {
            patient(RESPIRATION, APNOEA, RED);
        }
        if (!vitals.fingerInProbe()) {
            technicals++;
            entry(technical, SATURATION, SENSOR_DISCONNECTED, TECHNICAL_LOW);
        }
    }

    private void patient(int source, int event, int type) {
        patients++;
        entry(patient, source, event, type);
    }

    private static void entry(Message list, int source, int event, int type) {
        list.u16(source, event, type, 0, 0x0006, 0x0001, source & 0xFFF, 513)
                .sized(new Message().u16(0).u32(0x0002_0000L | source).u16(type, 0x4000));
    }
}
