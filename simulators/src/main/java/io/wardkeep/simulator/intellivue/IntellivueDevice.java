package io.wardkeep.simulator.intellivue;

import io.wardkeep.simulator.bedside.BedsideDevice;
import io.wardkeep.simulator.bedside.DeviceClock;
import io.wardkeep.simulator.bedside.Tally;
import io.wardkeep.simulator.bedside.Wire;
import io.wardkeep.simulator.patient.Patient;
import io.wardkeep.ward.DeviceId;
import java.util.Optional;

/**
 * The monitor: agrees to an association, announces itself until that is confirmed, answers polls, and ends an
 * association in which nothing was asked for ten seconds.
 */
public final class IntellivueDevice implements BedsideDevice {

    private static final long TIME_OUT_MILLIS = 10_000;
    private static final long ANNOUNCED_MILLIS = 3_000;
    private static final int ANNOUNCEMENTS_MAX = 3;

    /** The longest result that goes in one message; a longer one is linked. */
    private static final int RESULT_MAX = 900;

    private enum State {
        FREE,
        ANNOUNCING,
        ASSOCIATED
    }

    private final DeviceId device;
    private final String protocol;
    private final Wire wire;
    private final Framing framing;
    private final Polls polls;
    private State state = State.FREE;
    private long heardMillis;
    private long announcedMillis;
    private int announcements;
    private long messages;
    private long unheard;
    private long observations;

    private IntellivueDevice(
            DeviceId device, String protocol, Patient patient, Wire wire, Framing framing, DeviceClock clock) {
        this.device = device;
        this.protocol = protocol;
        this.wire = wire;
        this.framing = framing;
        this.polls = new Polls(patient, clock);
    }

    /** On its MIB/RS232 port. */
    public static IntellivueDevice onLine(DeviceId device, Patient patient, Wire wire, DeviceClock clock) {
        return new IntellivueDevice(device, "philips-intellivue", patient, wire, new Framing.Frames(wire), clock);
    }

    /** On the network. */
    public static IntellivueDevice onNetwork(DeviceId device, Patient patient, Wire wire, DeviceClock clock) {
        return new IntellivueDevice(
                device, "philips-intellivue-udp", patient, wire, new Framing.Datagrams(wire), clock);
    }

    @Override
    public DeviceId device() {
        return device;
    }

    @Override
    public String protocol() {
        return protocol;
    }

    @Override
    public void advance(long atMillis) {
        for (Optional<byte[]> next = framing.receive(); next.isPresent(); next = framing.receive()) {
            heardMillis = atMillis;
            heard(new Request(next.get()), atMillis);
        }
        if (state != State.FREE && atMillis - heardMillis >= TIME_OUT_MILLIS) {
            state = State.FREE;
            polls.clear();
            send(Associations.abort());
        }
        if (state == State.ANNOUNCING
                && announcements < ANNOUNCEMENTS_MAX
                && atMillis - announcedMillis >= ANNOUNCED_MILLIS) {
            announce(atMillis);
        }
        if (state == State.ASSOCIATED) {
            for (Optional<Polls.Due> due = polls.next(atMillis); due.isPresent(); due = polls.next(atMillis)) {
                answer(due.get());
            }
        }
    }

    private void heard(Request request, long atMillis) {
        switch (request.kind()) {
            case ASSOCIATE -> {
                polls.clear();
                if (request.isFromClient()) {
                    send(Associations.accept());
                    state = State.ANNOUNCING;
                    announcements = 0;
                    announce(atMillis);
                } else {
                    send(Associations.refuse());
                }
            }
            case RELEASE -> {
                state = State.FREE;
                polls.clear();
                send(Associations.released());
            }
            case CONFIRMATION -> {
                if (state == State.ANNOUNCING) {
                    state = State.ASSOCIATED;
                }
            }
            case POLL -> {
                if (state == State.ASSOCIATED) {
                    polled(request, atMillis);
                }
            }
            // Whatever would change something, and whatever a monitor does not know.
            case SET, OTHER -> send(Associations.error(request.invoke(), request.isSet() ? 2 : 9));
            case NONE -> {
                // No message of this protocol, or one that no monitor answers.
            }
        }
    }

    private void polled(Request request, long atMillis) {
        if (polls.isKnown(request)) {
            polls.take(request, atMillis);
        } else {
            send(Associations.error(request.invoke(), 0));
        }
    }

    private void announce(long atMillis) {
        announcements++;
        announcedMillis = atMillis;
        send(Associations.announcement(Polls.ticks(atMillis)));
    }

    /** One message, or several that are linked and an empty one that ends them. */
    private void answer(Polls.Due due) {
        Message part = new Message();
        int inPart = 0;
        int linked = 0;
        for (Message object : due.objects()) {
            if (inPart > 0 && part.length() + object.length() > RESULT_MAX) {
                linked++;
                send(due.linked(linked == 1 ? 1 : 2, linked, inPart, part));
                part = new Message();
                inPart = 0;
            }
            part.raw(object.bytes());
            inPart++;
        }
        boolean sent;
        if (linked > 0) {
            send(due.linked(3, linked + 1, inPart, part));
            sent = send(due.result(0, new Message()));
        } else {
            sent = send(due.result(inPart, part));
        }
        if (sent) {
            observations += due.observations();
        }
    }

    private boolean send(byte[] message) {
        boolean sent = framing.send(message);
        if (sent) {
            messages++;
        } else {
            unheard++;
        }
        return sent;
    }

    @Override
    public Tally tally() {
        return new Tally(device.name(), protocol, messages, unheard, observations, 0);
    }

    @Override
    public void close() {
        wire.close();
    }
}
