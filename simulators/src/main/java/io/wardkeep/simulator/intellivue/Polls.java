package io.wardkeep.simulator.intellivue;

import io.wardkeep.simulator.bedside.DeviceClock;
import io.wardkeep.simulator.patient.Patient;
import io.wardkeep.simulator.patient.Vitals;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The polls that the monitor answers, and their answers in order of time. Owned by its device. */
final class Polls {

    private static final int NUMERICS = 0x06;
    private static final int WAVES = 0x09;
    private static final int SYSTEM = 0x21;
    private static final int ALERTS = 0x36;
    private static final List<Integer> KNOWN = List.of(NUMERICS, WAVES, SYSTEM, ALERTS);

    private static final int PRODUCTION_GROUP = 0x080C;

    /** The monitor has been on for a minute when the story begins. */
    private static final long TICKS_AT_START = 60_000L * 8;

    private static final int NUMERIC_MILLIS = 1_024;
    private static final int WAVE_MILLIS = 256;
    private static final int ALERT_MILLIS = 1_000;

    /** A poll that is still to be answered. */
    private static final class Running {
        private final Request request;
        private final long untilMillis;
        private final long secondMillis;
        private long dueMillis;
        private int sequence;

        private Running(Request request, long dueMillis, long secondMillis, long untilMillis) {
            this.request = request;
            this.dueMillis = dueMillis;
            this.secondMillis = secondMillis;
            this.untilMillis = untilMillis;
        }
    }

    /**
     * An answer.
     *
     * @param request what was asked
     * @param sequence how many answers it had before
     * @param ticks when it was made; of waves, the time of the first sample
     * @param objects each ready to be put into a result
     * @param observations what they tell
     */
    record Due(Request request, int sequence, long ticks, List<Message> objects, int observations) {

        /** Whole. */
        byte[] result(int count, Message part) {
            return new Message().u16(0xE100, 2, 2).sized(operation(count, part)).bytes();
        }

        /** A part of several: 1 the first, 2 in the middle, 3 the last. */
        byte[] linked(int place, int number, int count, Message part) {
            return new Message()
                    .u16(0xE100, 2, 5)
                    .sized(new Message()
                            .u16(place << 8 | number)
                            .raw(operation(count, part).bytes()))
                    .bytes();
        }

        private Message operation(int count, Message part) {
            Message contexts = count == 0
                    ? new Message().list(0, new Message())
                    : new Message().list(1, new Message().u16(1).list(count, part));
            Message reply = new Message().u16(request.pollNumber());
            if (request.action() == Request.EXTENDED) {
                reply.u16(sequence);
            }
            reply.u32(ticks)
                    .hex("ffffffffffffffff 0001")
                    .u16(request.objectClass(), request.group())
                    .raw(contexts.bytes());
            Message action = new Message().u16(SYSTEM, 0, 0, request.action()).sized(reply);
            return new Message().u16(request.invoke(), 7).sized(action);
        }
    }

    private final Patient patient;
    private final DeviceClock clock;
    private final List<Running> running = new ArrayList<>();

    Polls(Patient patient, DeviceClock clock) {
        this.patient = patient;
        this.clock = clock;
    }

    /** The monitor's clock. */
    static long ticks(long atMillis) {
        return (TICKS_AT_START + atMillis * 8) & 0xFFFF_FFFFL;
    }

    boolean isKnown(Request request) {
        return KNOWN.contains(request.objectClass());
    }

    /**
     * Begins to answer. An extended poll takes the place of an earlier one of the same class: it is confirmed at once
     * and goes on in the earlier one's time, so that no sample is lost between them.
     */
    void take(Request request, long atMillis) {
        if (request.action() != Request.EXTENDED) {
            running.add(new Running(request, atMillis, atMillis, atMillis));
            return;
        }
        long second = atMillis + period(request.objectClass());
        for (Running earlier : List.copyOf(running)) {
            if (earlier.request.action() == Request.EXTENDED
                    && earlier.request.objectClass() == request.objectClass()) {
                second = earlier.sequence == 0 ? earlier.secondMillis : earlier.dueMillis;
                running.remove(earlier);
            }
        }
        running.add(new Running(request, atMillis, second, atMillis + request.activeTicks() / 8));
    }

    /** Stops answering. */
    void clear() {
        running.clear();
    }

    /** The next answer that is due until then. */
    Optional<Due> next(long atMillis) {
        Running next = null;
        for (Running poll : running) {
            if (poll.dueMillis <= atMillis && (next == null || poll.dueMillis < next.dueMillis)) {
                next = poll;
            }
        }
        if (next == null) {
            return Optional.empty();
        }
        Due due = due(next);
        next.sequence++;
        next.dueMillis = next.sequence == 1 ? next.secondMillis : next.dueMillis + period(next.request.objectClass());
        if (next.dueMillis > next.untilMillis || next.request.action() != Request.EXTENDED) {
            running.remove(next);
        }
        return Optional.of(due);
    }

    private static int period(int objectClass) {
        return switch (objectClass) {
            case WAVES -> WAVE_MILLIS;
            case ALERTS -> ALERT_MILLIS;
            default -> NUMERIC_MILLIS;
        };
    }

    private Due due(Running poll) {
        long at = poll.dueMillis;
        return switch (poll.request.objectClass()) {
            case NUMERICS -> numerics(poll, at);
            case WAVES -> waves(poll, at);
            case ALERTS ->
                new Due(poll.request, poll.sequence, ticks(at), List.of(AlarmObjects.of(patient.vitals(at))), 0);
            default -> new Due(poll.request, poll.sequence, ticks(at), List.of(system(poll.request, at)), 0);
        };
    }

    private Due numerics(Running poll, long at) {
        LocalDateTime time = clock.localAt(at);
        LocalDateTime ended = MeasuredObjects.ended(time);
        long cuffMillis = Math.max(0, at - ChronoUnit.MILLIS.between(ended, time));
        Vitals vitals = patient.vitals(at);
        List<Message> objects = MeasuredObjects.of(
                vitals, time, patient.vitals(cuffMillis).circulation().cuff());
        return new Due(poll.request, poll.sequence, ticks(at), objects, MeasuredObjects.values(vitals));
    }

    /** First the descriptions of all, then samples, and the description of one object a second with them. */
    private Due waves(Running poll, long at) {
        boolean first = poll.sequence == 0;
        long from = at - WAVE_MILLIS;
        List<Message> objects = new ArrayList<>();
        for (int index = 0; index < WaveObject.ALL.size(); index++) {
            boolean turn = poll.sequence % (4 * WaveObject.ALL.size()) == 4 * index;
            objects.add(WaveObject.ALL.get(index).at(patient, from, first || turn, !first));
        }
        int runs = first
                ? 0
                : WaveObject.ALL.stream()
                        .mapToInt(object -> object.curves().size())
                        .sum();
        return new Due(poll.request, poll.sequence, ticks(from), objects, runs);
    }

    private Message system(Request request, long at) {
        Message attributes = Associations.system();
        int count = 3;
        if (request.group() != PRODUCTION_GROUP) {
            attributes
                    .attribute(0x0987, MeasuredObjects.bcd(clock.localAt(at)))
                    .attribute(0x098F, new Message().u32(ticks(at)));
            count = 5;
        }
        return new Message().u16(0).list(count, attributes);
    }
}
