package io.wardkeep.simulator.hl7;

import io.wardkeep.simulator.bedside.BedsideDevice;
import io.wardkeep.simulator.bedside.DeviceClock;
import io.wardkeep.simulator.bedside.Tally;
import io.wardkeep.simulator.bedside.Wire;
import io.wardkeep.simulator.patient.Patient;
import io.wardkeep.simulator.patient.Vitals;
import io.wardkeep.ward.DeviceId;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.OptionalInt;

/** Saturation, pulse, heart and respiratory rate every five seconds, in one message. */
public final class Hl7Monitor implements BedsideDevice {

    /** How often it reports. */
    public static final long INTERVAL_MILLIS = 5_000;

    /** After so long without an answer it sends the message again. */
    static final long ANSWER_MILLIS_MAX = 10_000;

    private static final int WAITING_MAX = 128;
    private static final int ANSWER_BYTES_MAX = 4_096;
    private static final int ROWS = 4;
    private static final char BEGIN = 0x0B;
    private static final char END = 0x1C;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss.SSSxx", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final DeviceId device;
    private final Patient patient;
    private final Wire wire;
    private final DeviceClock clock;
    private final Deque<Message> waiting = new ArrayDeque<>();
    private final StringBuilder answer = new StringBuilder();
    private long reportsDone;
    private long sentMillis = Long.MIN_VALUE / 2;
    private long messages;
    private long unheard;
    private long acknowledged;

    /** A message that nobody has acknowledged yet. */
    private record Message(String id, String text) {}

    /** A monitor that has just been switched on; it names itself by its device's name. */
    public Hl7Monitor(DeviceId device, Patient patient, Wire wire, DeviceClock clock) {
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
        return "hl7";
    }

    @Override
    public void advance(long atMillis) {
        while (reportsDone < atMillis / INTERVAL_MILLIS) {
            reportsDone++;
            report(reportsDone * INTERVAL_MILLIS);
        }
        hear();
        Message first = waiting.peekFirst();
        if (first != null
                && atMillis - sentMillis >= ANSWER_MILLIS_MAX
                && wire.send(first.text().getBytes(StandardCharsets.UTF_8))) {
            sentMillis = atMillis;
            messages++;
        }
    }

    private void report(long atMillis) {
        if (waiting.size() == WAITING_MAX) {
            waiting.removeFirst();
            unheard++;
        }
        String id = device.name() + "-" + reportsDone;
        waiting.add(new Message(id, text(id, atMillis)));
    }

    private String text(String id, long atMillis) {
        String time = TIME.format(clock.at(atMillis));
        Vitals vitals = patient.vitals(atMillis);
        return BEGIN + "MSH|^~\\&|WARDKEEP_SIM^" + device.name() + "^L|WARD|||" + time + "||ORU^R01^ORU_R01|" + id
                + "|P|2.6|||NE|AL||UNICODE UTF-8|||IHE_PCD_001^IHE PCD^1.3.6.1.4.1.19376.1.6.1.1.1^ISO\r"
                + "PID|||^^^^U\rPV1||U|SIM^^" + device.name() + "\r"
                + "OBR|1|" + id + "^SIM|" + id + "^SIM|182777000^monitoring of patient^SCT|||" + time + "\r"
                + "OBX|1||69965^MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS^MDC|1.0.0.0|||||||X|||||||" + device.name() + "\r"
                + row(2, "150456^MDC_PULS_OXIM_SAT_O2", vitals.saturation(), "262688^MDC_DIM_PERCENT")
                + row(3, "149530^MDC_PULS_OXIM_PULS_RATE", vitals.pulseRate(), "264864^MDC_DIM_BEAT_PER_MIN")
                + row(4, "147842^MDC_ECG_HEART_RATE", vitals.heartRate(), "264864^MDC_DIM_BEAT_PER_MIN")
                + row(5, "151562^MDC_RESP_RATE", vitals.respiratoryRate(), "264928^MDC_DIM_RESP_PER_MIN")
                + END + '\r';
    }

    private static String row(int number, String metric, OptionalInt value, String unit) {
        return "OBX|" + number + "|NM|" + metric + "^MDC|1.1.1." + number + "|"
                + (value.isPresent() ? Integer.toString(value.getAsInt()) : "") + "|" + unit + "^MDC||"
                + (value.isPresent() ? "" : "NAV") + "|||" + (value.isPresent() ? "R" : "X") + "\r";
    }

    private void hear() {
        for (byte[] bytes = wire.receive(); bytes.length > 0; bytes = wire.receive()) {
            for (byte octet : bytes) {
                if (octet == BEGIN) {
                    answer.setLength(0);
                } else if (octet == END) {
                    answered(answer.toString());
                } else if (answer.length() < ANSWER_BYTES_MAX) {
                    answer.append((char) (octet & 0xFF));
                }
            }
        }
    }

    /** Accepted and rejected messages are done with; what was in error is sent again when its time has come. */
    private void answered(String text) {
        Message first = waiting.peekFirst();
        if (first == null) {
            return;
        }
        boolean accepted = text.contains("\rMSA|AA|" + first.id() + "\r");
        if (accepted || text.contains("\rMSA|AR|" + first.id() + "\r")) {
            waiting.removeFirst();
            acknowledged += accepted ? ROWS : 0;
            unheard += accepted ? 0 : 1;
            sentMillis = Long.MIN_VALUE / 2;
        }
    }

    @Override
    public Tally tally() {
        return new Tally(device.name(), protocol(), messages, unheard, messages * ROWS, acknowledged);
    }

    @Override
    public void close() {
        wire.close();
    }
}
