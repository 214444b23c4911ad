package io.wardkeep.simulator.pb840;

import io.wardkeep.simulator.bedside.BedsideDevice;
import io.wardkeep.simulator.bedside.DeviceClock;
import io.wardkeep.simulator.bedside.Tally;
import io.wardkeep.simulator.bedside.Wire;
import io.wardkeep.simulator.patient.Breathing;
import io.wardkeep.simulator.patient.Patient;
import io.wardkeep.simulator.patient.Ventilation;
import io.wardkeep.simulator.patient.Vitals;
import io.wardkeep.ward.DeviceId;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Answers SNDF with a long report, as fast as 9600 bit/s are; knows nothing that would change its settings. */
public final class Pb840Device implements BedsideDevice {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("MMM dd yyyy", Locale.ENGLISH);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final int FIRST_FIELD = 5;
    private static final int LAST_FIELD = 173;
    private static final int VALUES = 12;
    /** 9600 bit/s with start and stop bits. */
    private static final double BYTES_PER_MILLI = 0.96;

    private static final int APNOEA_SECONDS = 20;
    private static final int COMMAND_CHARACTERS_MAX = 80;
    private static final double RATE_SET = 12;
    private static final double TIDAL_VOLUME_SET_LITRES = 0.45;
    private static final double MINUTE_VOLUME_LOW = 3;
    private static final double PEAK_HIGH = 40;

    private final DeviceId device;
    private final Patient patient;
    private final Wire wire;
    private final DeviceClock clock;
    private final StringBuilder command = new StringBuilder();
    private final ByteArrayOutputStream answer = new ByteArrayOutputStream();
    private byte[] sending = new byte[0];
    private int sent;
    private boolean sendingHeard;
    private long sendingFromMillis;
    private long reports;
    private long unheard;
    private long refused;

    /** A ventilator that ventilates and waits to be asked. */
    public Pb840Device(DeviceId device, Patient patient, Wire wire, DeviceClock clock) {
        this.device = device;
        this.patient = patient;
        this.wire = wire;
        this.clock = clock;
    }

    @Override
    public DeviceId device() {
        return device;
    }

    @Override
    public String protocol() {
        return "pb840";
    }

    @Override
    public void advance(long atMillis) {
        for (byte[] bytes = wire.receive(); bytes.length > 0; bytes = wire.receive()) {
            for (byte octet : bytes) {
                typed((char) (octet & 0xFF), atMillis);
            }
        }
        if (sent == sending.length && answer.size() > 0) {
            sending = answer.toByteArray();
            answer.reset();
            sent = 0;
            sendingHeard = true;
            sendingFromMillis = atMillis;
        }
        send(atMillis);
    }

    /** How many commands were none that it answers. */
    public long refused() {
        return refused;
    }

    private void send(long atMillis) {
        int due = (int) Math.min(sending.length, Math.round((atMillis - sendingFromMillis) * BYTES_PER_MILLI));
        if (due <= sent) {
            return;
        }
        sendingHeard &= wire.send(Arrays.copyOfRange(sending, sent, due));
        sent = due;
        if (sent == sending.length) {
            if (sendingHeard) {
                reports++;
            } else {
                unheard++;
            }
        }
    }

    private void typed(char character, long atMillis) {
        if (character != '\r') {
            if (command.length() < COMMAND_CHARACTERS_MAX) {
                command.append(character);
            }
            return;
        }
        String asked = command.toString();
        command.setLength(0);
        switch (asked) {
            case "SNDF" ->
                answer.writeBytes(report(patient.vitals(atMillis), clock.localAt(atMillis))
                        .getBytes(StandardCharsets.US_ASCII));
            case "RSET" -> answer.reset();
            default -> {
                refused++;
                answer.writeBytes(("UNKNOWN COMMAND: " + asked + "\r").getBytes(StandardCharsets.ISO_8859_1));
            }
        }
    }

    private static String report(Vitals vitals, LocalDateTime now) {
        Map<Integer, String> fields = new TreeMap<>();
        fields.put(5, TIME.format(now));
        fields.put(6, "840 3512345678");
        fields.put(7, DATE.format(now).toUpperCase(Locale.ROOT));
        fields.put(8, "INVASIVE");
        fields.put(9, "SIMV");
        fields.put(13, decimals(RATE_SET, 1));
        fields.put(14, decimals(TIDAL_VOLUME_SET_LITRES, 2));
        fields.put(18, decimals(vitals.ventilation().endExpiratoryPressure(), 1));
        fields.put(42, "OFF");
        measurements(vitals.breathing(), vitals.ventilation(), fields);
        fields.put(105, "OFF");
        for (int alarm = 106; alarm <= 153; alarm++) {
            fields.put(alarm, "NORMAL");
        }
        alarm(106, vitals.breathing().apnoeaSeconds() >= APNOEA_SECONDS, fields);
        alarm(110, vitals.ventilation().peakPressure() > PEAK_HIGH, fields);
        alarm(118, vitals.ventilation().minuteVolume() < MINUTE_VOLUME_LOW, fields);
        StringBuilder data = new StringBuilder();
        for (int field = FIRST_FIELD; field <= LAST_FIELD; field++) {
            String text = fields.getOrDefault(field, "");
            data.append(text)
                    .append(" ".repeat(Math.max(0, width(field) - text.length())))
                    .append(',');
        }
        data.append('\u0003');
        return "MISCF," + data.length() + "," + (LAST_FIELD - FIRST_FIELD + 1) + ",\u0002" + data + "\r";
    }

    private static void measurements(Breathing breathing, Ventilation ventilation, Map<Integer, String> fields) {
        double litres = ventilation.tidalVolume() / 1_000;
        fields.put(16, decimals(breathing.inspiredOxygen(), 0));
        fields.put(70, decimals(breathing.airwayRate(), 1));
        fields.put(71, decimals(litres, 2));
        fields.put(72, decimals(ventilation.minuteVolume(), 2));
        fields.put(73, decimals(ventilation.peakPressure(), 1));
        fields.put(74, decimals(ventilation.meanPressure(), 1));
        fields.put(77, decimals(breathing.inspiredOxygen(), 0));
        fields.put(78, decimals(litres, 2));
        fields.put(87, decimals(ventilation.endExpiratoryPressure(), 1));
        fields.put(96, decimals(ventilation.compliance(), 0));
    }

    private static void alarm(int field, boolean on, Map<Integer, String> fields) {
        if (on) {
            fields.put(field, "ALARM");
        }
    }

    private static String decimals(double number, int decimals) {
        return BigDecimal.valueOf(number)
                .setScale(decimals, RoundingMode.HALF_EVEN)
                .toPlainString();
    }

    private static int width(int field) {
        return switch (field) {
            case 6 -> 18;
            case 7 -> 12;
            case 8 -> 9;
            default -> 6;
        };
    }

    @Override
    public Tally tally() {
        return new Tally(device.name(), protocol(), reports, unheard, reports * VALUES, 0);
    }

    @Override
    public void close() {
        wire.close();
    }
}
