package io.wardkeep.gateway.port;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.ward.BedId;
import io.wardkeep.ward.DeviceId;
import io.wardkeep.ward.record.AssignmentProposal;
import io.wardkeep.ward.record.Author;
import io.wardkeep.ward.record.Patient;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What senders that speak for many devices said, as deliveries of each device. A message is one promise: it is
 * acknowledged when the part of every device is durable, refused when one was not kept, and answered as a stranger's
 * when a device in it is not known here, after what was known has been kept. Owned by the event loop; what is told from
 * elsewhere comes back through {@code loop}.
 */
final class RelayIntake {

    private static final int STRANGERS_MAX = 64;
    private static final String STRANGERS_OTHERS = "(others)";

    private final BiFunction<String, String, Optional<DeviceId>> known;
    private final Function<String, Optional<BedId>> bedAt;
    private final PortSink sink;
    private final PortClock clock;
    private final Consumer<Runnable> loop;
    private final Map<DeviceId, Source> sources = new TreeMap<>();
    private final Map<String, Long> strangers = new TreeMap<>();
    private final Map<String, Long> refused = new TreeMap<>();
    private final Map<String, Long> passedOver = new TreeMap<>();

    /** A device of ours behind some sender. */
    private record Source(DeviceId device, Optional<BedId> bed, Redelivery redelivery, PortMeter meter) {}

    /** How the other end of a conversation is answered. */
    interface Answers {

        /** It waits: it gets these bytes when its message is durable, the others when it could not be kept. */
        Acknowledgement open(ByteBuffer bytes, ByteBuffer refusal);
    }

    /**
     * Nothing heard yet.
     *
     * @param way how devices are reached, for people
     * @param driver name of what hears them
     * @param beds the devices, and where each stands
     * @param known the device of a place and an equipment
     * @param bedAt the bed at a place
     * @param marks what was durable when the process started
     */
    RelayIntake(
            String way,
            String driver,
            Map<DeviceId, Optional<BedId>> beds,
            BiFunction<String, String, Optional<DeviceId>> known,
            Function<String, Optional<BedId>> bedAt,
            PortSink sink,
            PortClock clock,
            Consumer<Runnable> loop,
            MessageMarks marks) {
        this.known = known;
        this.bedAt = bedAt;
        this.sink = sink;
        this.clock = clock;
        this.loop = loop;
        beds.forEach((device, bed) -> {
            PortMeter meter = new PortMeter(device, bed, way, driver);
            meter.gone("nothing heard yet");
            sources.put(device, new Source(device, bed, new Redelivery(marks.of(device)), meter));
        });
    }

    /**
     * A step of a conversation.
     *
     * @param events all that the driver said in it
     * @param answers of the conversation
     * @param send called on the loop whenever an answer may have become due
     */
    void heard(List<DriverEvent> events, Answers answers, Runnable send) {
        long nanos = clock.nanos().getAsLong();
        long millis = clock.millis().getAsLong();
        Parts parts = new Parts();
        for (DriverEvent event : events) {
            switch (event) {
                case DriverEvent.Relayed relayed -> parts.turnTo(relayed);
                case DriverEvent.Acknowledge answer -> {
                    parts.deliver(answer, answers, send, nanos, millis);
                    parts = new Parts();
                }
                case DriverEvent.Malformed(var reason, var _) -> {
                    if (parts.nobody()) {
                        count(reason);
                    } else {
                        parts.add(event);
                    }
                }
                case DriverEvent.Moved moved -> parts.moved(moved);
                case DriverEvent.LeftOut _ -> {
                    if (parts.nobody()) {
                        passedOver.merge("left-out", 1L, Long::sum);
                    } else {
                        parts.add(event);
                    }
                }
                case DriverEvent.Measured _,
                        DriverEvent.MeasuredByPart _,
                        DriverEvent.Technical _,
                        DriverEvent.DeviceAlert _,
                        DriverEvent.Identity _ -> parts.add(event);
                case DriverEvent.Transmit _ ->
                    throw new IllegalStateException("a sender that speaks for many is never asked");
            }
        }
    }

    /** Counts what was refused before it was a device's, by reason. */
    void count(String reason) {
        refused.merge(reason, 1L, Long::sum);
    }

    List<PortStatus> devices() {
        return sources.values().stream()
                .map(source -> source.meter().snapshot())
                .toList();
    }

    /** Messages of devices that are not configured, by what they call themselves and their place. */
    Map<String, Long> strangers() {
        return Map.copyOf(strangers);
    }

    Map<String, Long> refused() {
        return Map.copyOf(refused);
    }

    /** What was accepted and concerns nothing here, by reason. */
    Map<String, Long> passedOver() {
        return Map.copyOf(passedOver);
    }

    private static AssignmentProposal proposal(BedId bed, DriverEvent.Moved moved) {
        return new AssignmentProposal(
                bed,
                new Patient(moved.label(), moved.detail()),
                moved.number(),
                moved.stays(),
                new Author(moved.event(), AssignmentProposal.ROLE, Author.BED),
                moved.atMillis(),
                true);
    }

    /** What one message says of each device, and of who lies where. */
    private final class Parts {

        private final Map<Source, List<DriverEvent>> said = new LinkedHashMap<>();
        private List<DriverEvent> current = new ArrayList<>();
        private final Map<BedId, AssignmentProposal> proposals = new TreeMap<>();
        private boolean turned;
        private Optional<DriverEvent.Relayed> stranger = Optional.empty();

        /** Has it not been said yet whose it is, or is it nobody's? */
        boolean nobody() {
            return !turned;
        }

        void turnTo(DriverEvent.Relayed relayed) {
            Optional<DeviceId> device = known.apply(relayed.place(), relayed.equipment());
            turned = device.isPresent();
            if (device.isPresent()) {
                current = said.computeIfAbsent(source(device.get()), _ -> new ArrayList<>());
            } else {
                stranger = Optional.of(relayed);
                String name = relayed.equipment() + " at " + relayed.place();
                boolean room = strangers.containsKey(name) || strangers.size() < STRANGERS_MAX;
                strangers.merge(room ? name : STRANGERS_OTHERS, 1L, Long::sum);
            }
        }

        /**
         * An admission system speaks for the whole house: of places that are no beds of ours nothing is kept. Who is
         * moved within a bed, to another department for example, has not left it.
         */
        void moved(DriverEvent.Moved moved) {
            Optional<BedId> bed = bedAt.apply(moved.place());
            if (bed.isEmpty()) {
                passedOver.merge("elsewhere", 1L, Long::sum);
            } else if (moved.stays()) {
                proposals.put(bed.get(), proposal(bed.get(), moved));
            } else {
                proposals.putIfAbsent(bed.get(), proposal(bed.get(), moved));
            }
        }

        void add(DriverEvent event) {
            if (turned) {
                current.add(event);
            }
        }

        void deliver(DriverEvent.Acknowledge event, Answers answers, Runnable send, long nanos, long millis) {
            said.values().removeIf(List::isEmpty);
            Acknowledgement answer =
                    answers.open(stranger.map(DriverEvent.Relayed::stranger).orElse(event.bytes()), event.refusal());
            Whole whole = new Whole(said.size() + proposals.size(), answer, send);
            said.forEach((source, events) -> part(source, events, event, whole, nanos, millis));
            proposals.values().forEach(proposal -> sink.proposed(proposal, receipt(whole)));
            if (said.isEmpty() && proposals.isEmpty()) {
                whole.decide();
            }
        }

        private void part(
                Source source,
                List<DriverEvent> events,
                DriverEvent.Acknowledge event,
                Whole whole,
                long nanos,
                long millis) {
            if (!source.meter().present()) {
                source.meter().opened();
            }
            boolean readings = events.stream().anyMatch(DriverEvent.Measured.class::isInstance);
            Optional<MessageMark> mark = readings && event.message().isPresent()
                    ? Optional.of(new MessageMark(
                            MessageMark.Kind.FINGERPRINT, event.message().getAsLong()))
                    : Optional.empty();
            Redelivery redelivery = source.redelivery();
            if (mark.filter(redelivery::known).isPresent()) {
                source.meter().repeated();
                redelivery.repeated(mark.get(), whole);
                return;
            }
            events.forEach(said -> source.meter().counted(said, millis));
            source.meter().delivered();
            Receipt receipt =
                    mark.map(taken -> redelivery.taken(taken, whole, loop)).orElseGet(() -> receipt(whole));
            sink.delivered(new Delivery(source.device(), source.bed(), events, nanos, millis, mark, receipt));
        }

        private Receipt receipt(Whole whole) {
            return new LoopReceipt(loop, whole.senderWaits(), whole::acknowledge, whole::refuse);
        }

        private Source source(DeviceId device) {
            Source source = sources.get(device);
            if (source == null) {
                throw new IllegalStateException(device + " is not configured");
            }
            return source;
        }
    }

    /** One answer for all parts of a message. */
    private static final class Whole implements Acknowledgement {

        private final Acknowledgement answer;
        private final Runnable send;
        private int undecided;
        private boolean kept = true;

        Whole(int parts, Acknowledgement answer, Runnable send) {
            this.undecided = parts;
            this.answer = answer;
            this.send = send;
        }

        @Override
        public boolean senderWaits() {
            return answer.senderWaits();
        }

        @Override
        public void acknowledge() {
            partDecided();
        }

        @Override
        public void refuse() {
            kept = false;
            partDecided();
        }

        private void partDecided() {
            undecided--;
            if (undecided == 0) {
                decide();
            }
        }

        private void decide() {
            if (kept) {
                answer.acknowledge();
            } else {
                answer.refuse();
            }
            send.run();
        }
    }
}
