package io.wardkeep.driver;

import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.Waveform;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Events as people read them in dialogues: one line each. */
public final class EventText {

    private EventText() {}

    public static String of(DriverEvent event) {
        return switch (event) {
            case DriverEvent.Measured(Observation o) ->
                "value " + o.code() + " " + (o.validity().hasValue() ? o.value() : "-") + " unit " + o.unit() + " "
                        + o.validity() + times(o);
            case DriverEvent.Measured(Waveform w) ->
                "wave " + w.code() + " unit " + w.unit() + " period " + w.periodNanos() + " scale " + w.scale() + " "
                        + w.validity() + times(w) + " " + samples(w);
            case DriverEvent.MeasuredByPart(var part, var reading) ->
                part + " " + of(new DriverEvent.Measured(reading));
            case DriverEvent.Technical(var condition, var present) -> "technical " + condition + " " + present;
            case DriverEvent.DeviceAlert(var id, var code, var priority, var physiological, var present) ->
                "alarm " + id + " " + code + " " + priority + (physiological ? " physiological " : " technical ")
                        + present;
            case DriverEvent.Identity(var model, var serial, var firmware) ->
                ("identity " + model + " " + serial + " " + firmware).trim();
            case DriverEvent.Malformed(var reason, var bytes) -> "malformed " + reason + " " + bytes;
            case DriverEvent.LeftOut(var what) -> "left out " + what;
            case DriverEvent.Transmit(var bytes) -> "transmit " + hex(bytes);
            case DriverEvent.Relayed(var place, var equipment, var _) ->
                "relayed from '" + place + "' equipment '" + equipment + "'";
            case DriverEvent.Moved moved ->
                (moved.stays() ? "moved to '" : "left '") + moved.place() + "': '" + moved.label() + "' ("
                        + moved.detail() + ") " + moved.event() + " " + moved.atMillis();
            case DriverEvent.Acknowledge(var bytes, var refusal, var _) ->
                "acknowledge " + hex(bytes) + (refusal.hasRemaining() ? " or refuse " + hex(refusal) : "");
        };
    }

    private static String hex(ByteBuffer bytes) {
        byte[] sent = new byte[bytes.remaining()];
        bytes.duplicate().get(sent);
        return HexFormat.ofDelimiter(" ").formatHex(sent);
    }

    private static String times(Reading reading) {
        return " at " + reading.measuredMillis()
                + (reading.deviceMillis() == Reading.NO_DEVICE_TIME ? "" : " device " + reading.deviceMillis());
    }

    private static List<String> samples(Waveform w) {
        List<String> samples = new ArrayList<>();
        for (int i = 0; i < w.length(); i++) {
            samples.add(w.sample(i) == Waveform.MISSING ? "-" : Integer.toString(w.sample(i)));
        }
        return samples;
    }
}
