package io.wardkeep.driver.sparkplug;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.LeftOutNames;
import io.wardkeep.driver.Measurements;
import io.wardkeep.ward.Decimal;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.Validity;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What is known of one edge node: its sequence, and what its last births said. Whatever makes its aliases doubtful (a
 * gap in the sequence, data before the birth, an alias that nobody was born with) makes it ask for another birth, and
 * until then nothing is read by alias.
 */
final class EdgeNode {

    /** Metrics of all devices of a node; further ones are not known. */
    static final int DEFINITIONS_MAX = 512;
    /** Aliases of metrics that are taken and of those that are left out. */
    private static final int ALIASES_MAX = 2 * DEFINITIONS_MAX;

    /** The oldest value that is still shown as what the device shows now. */
    private static final long AGE_MILLIS_MAX = 24 * 60 * 60 * 1_000L;

    private static final long REBIRTH_PAUSE_MILLIS = 5_000;
    private static final int SEQUENCE_MODULUS = 256;
    private static final String REBIRTH = "Node Control/Rebirth";
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final String name;
    private final Map<String, Map<String, Definition>> byDevice = new HashMap<>();
    /** Devices that are to be born again after their node, with what they said before: births repeat it. */
    private final Map<String, Map<String, Definition>> bornBefore = new HashMap<>();

    /** Of each device, since its data cannot mean another's metric; empty for a metric that is left out. */
    private final Map<String, Map<Long, Optional<Definition>>> byAlias = new HashMap<>();

    private int aliases;
    /** Births had more aliases than are remembered: one that is not known may be one of theirs. */
    private boolean moreAliases;

    private final LeftOutNames leftOut = new LeftOutNames();
    private long expected = -1;
    private long birthNumber = -1;
    private long askedMillis = Long.MIN_VALUE / 2;
    private int definitions;

    /** Not born yet; {@code name} is {@code GROUP/EDGE}. */
    EdgeNode(String name) {
        this.name = name;
    }

    /** A message of the node itself ({@code device} is empty) or of a device behind it. */
    void heard(String type, String device, Payload payload, int length, long nowMillis, Consumer<DriverEvent> events) {
        switch (type) {
            case "NBIRTH" -> {
                Map<String, Map<String, Definition>> known = Map.copyOf(byDevice);
                forget();
                bornBefore.putAll(known);
                expected = (payload.seq() + 1) % SEQUENCE_MODULUS;
                birthNumber = birthNumber(payload);
                births("", payload, nowMillis, events);
            }
            case "DBIRTH" -> {
                inSequence(payload, length, nowMillis, events);
                births(device, payload, nowMillis, events);
            }
            case "NDATA", "DDATA" -> {
                if (inSequence(payload, length, nowMillis, events)) {
                    values(device, payload, length, nowMillis, events);
                }
            }
            case "DDEATH" -> {
                inSequence(payload, length, nowMillis, events);
                died(device, nowMillis, events);
            }
            case "NDEATH" -> {
                // The will of a connection that has been followed by another one is of no meaning.
                if (birthNumber(payload) == birthNumber) {
                    for (String each : byDevice.keySet().toArray(new String[0])) {
                        died(each, nowMillis, events);
                    }
                    forget();
                }
            }
            default -> {
                // Commands of some host to its edge nodes.
            }
        }
    }

    private void forget() {
        bornBefore.clear();
        byDevice.clear();
        forgetAliases();
        definitions = 0;
        expected = -1;
    }

    private static long birthNumber(Payload payload) {
        return payload.metrics().stream()
                .filter(value -> value.name().equals("bdSeq"))
                .flatMap(value -> value.number(0).stream())
                .mapToLong(number -> number.toBigDecimal().longValue())
                .findFirst()
                .orElse(-1);
    }

    private boolean inSequence(Payload payload, int length, long nowMillis, Consumer<DriverEvent> events) {
        if (expected >= 0 && payload.seq() == expected) {
            expected = (expected + 1) % SEQUENCE_MODULUS;
            return true;
        }
        if (expected >= 0) {
            events.accept(new DriverEvent.Malformed("sequence", length));
            forgetAliases();
            expected = -1;
        }
        askForBirth(nowMillis, events);
        return false;
    }

    private void births(String device, Payload payload, long nowMillis, Consumer<DriverEvent> events) {
        Map<String, Definition> replaced = byDevice.remove(device);
        definitions -= replaced == null ? 0 : replaced.size();
        forgetAliases(device);
        Map<String, Definition> before = replaced == null ? bornBefore.remove(device) : replaced;
        Map<String, Definition> born = new HashMap<>();
        boolean said = false;
        for (Payload.Value value : payload.metrics()) {
            Optional<Definition> definition =
                    definitions + born.size() < DEFINITIONS_MAX ? Definition.of(value) : Optional.empty();
            bind(value.alias(), device, definition);
            if (definition.isPresent()) {
                Definition known = definition.get();
                Definition last = before == null ? null : before.get(value.name());
                known.lastMillis = last == null ? Long.MIN_VALUE : last.lastMillis;
                born.put(value.name(), known);
                // A birth repeats what has been said.
                if (value.millis() < 0 || value.millis() != known.lastMillis) {
                    said |= value(said, device, known, value, payload, nowMillis, events);
                }
            } else if (!isOfTheNodeItself(value.name())) {
                if (!said) {
                    relayed(device, events);
                    said = true;
                }
                leftOut.leaveOut(LeftOutNames.shortened(value.name()), events);
            }
        }
        definitions += born.size();
        byDevice.put(device, born);
    }

    /** Nothing is bound while a birth may be out of its turn. */
    private void bind(long alias, String device, Optional<Definition> definition) {
        if (alias < 0 || expected < 0) {
            return;
        }
        if (aliases == ALIASES_MAX) {
            moreAliases = true;
            return;
        }
        boolean fresh = byAlias.computeIfAbsent(device, _ -> new HashMap<>()).put(alias, definition) == null;
        aliases += fresh ? 1 : 0;
    }

    private void forgetAliases() {
        byAlias.clear();
        aliases = 0;
        moreAliases = false;
    }

    private void forgetAliases(String device) {
        Map<Long, Optional<Definition>> forgotten = byAlias.remove(device);
        aliases -= forgotten == null ? 0 : forgotten.size();
    }

    /** Counters and switches of the protocol, not measurements. */
    private static boolean isOfTheNodeItself(String metric) {
        return metric.equals("bdSeq") || metric.startsWith("Node Control/") || metric.startsWith("Device Control/");
    }

    private void values(String device, Payload payload, int length, long nowMillis, Consumer<DriverEvent> events) {
        boolean said = false;
        boolean unknown = false;
        Map<String, Definition> born = byDevice.get(device);
        Map<Long, Optional<Definition>> known = byAlias.getOrDefault(device, Map.of());
        for (Payload.Value value : payload.metrics()) {
            Definition definition = born == null ? null : born.get(value.name());
            if (value.name().isEmpty()) {
                unknown |= !moreAliases && !known.containsKey(value.alias());
                definition = known.getOrDefault(value.alias(), Optional.empty()).orElse(null);
            }
            if (definition != null) {
                said |= value(said, device, definition, value, payload, nowMillis, events);
            } else {
                unknown |= born == null;
            }
        }
        if (unknown) {
            events.accept(new DriverEvent.Malformed("unborn", length));
            askForBirth(nowMillis, events);
        }
    }

    /** Says a value, and before the first of a message whose it is. */
    private boolean value(
            boolean said,
            String device,
            Definition definition,
            Payload.Value value,
            Payload payload,
            long nowMillis,
            Consumer<DriverEvent> events) {
        if (value.historical()) {
            if (!said) {
                relayed(device, events);
            }
            leftOut.leaveOut("historical", events);
            return true;
        }
        definition.lastMillis = value.millis() >= 0 ? value.millis() : definition.lastMillis;
        if (!said) {
            relayed(device, events);
        }
        long told = value.millis() >= 0 ? value.millis() : Reading.NO_DEVICE_TIME;
        long age = value.millis() >= 0 && payload.millis() >= 0 ? payload.millis() - value.millis() : 0;
        boolean believed = age >= 0 && age <= AGE_MILLIS_MAX;
        long measured = believed ? nowMillis - age : nowMillis;
        boolean good = value.quality() == -1 || value.quality() == 192;
        Optional<Decimal> number = good ? value.number(definition.datatype) : Optional.empty();
        events.accept(new DriverEvent.Measured(
                number.isPresent()
                        ? Measurements.value(
                                definition.metric,
                                number.get(),
                                believed ? Validity.VALID : Validity.QUESTIONABLE,
                                measured,
                                told)
                        : Measurements.missing(definition.metric, Validity.INVALID, measured, told)));
        return true;
    }

    /** All that a device measured has no value any more. */
    private void died(String device, long nowMillis, Consumer<DriverEvent> events) {
        Map<String, Definition> born = byDevice.remove(device);
        if (born == null) {
            return;
        }
        definitions -= born.size();
        forgetAliases(device);
        if (!born.isEmpty()) {
            relayed(device, events);
        }
        born.values()
                .forEach(definition -> events.accept(new DriverEvent.Measured(
                        Measurements.missing(definition.metric, Validity.INVALID, nowMillis, Reading.NO_DEVICE_TIME))));
    }

    private void relayed(String device, Consumer<DriverEvent> events) {
        events.accept(new DriverEvent.Relayed(name, device, NOTHING));
    }

    private void askForBirth(long nowMillis, Consumer<DriverEvent> events) {
        if (nowMillis - askedMillis >= REBIRTH_PAUSE_MILLIS) {
            askedMillis = nowMillis;
            events.accept(new DriverEvent.Transmit(rebirth(name, nowMillis)));
        }
    }

    /**
     * The PUBLISH packet (QoS 0) of the one command that may be sent: that the node tells again what it has.
     *
     * @param node {@code GROUP/EDGE}
     */
    static ByteBuffer rebirth(String node, long nowMillis) {
        String topic = "spBv1.0/" + node.replace("/", "/NCMD/");
        byte[] topicBytes = topic.getBytes(StandardCharsets.UTF_8);
        byte[] nameBytes = REBIRTH.getBytes(StandardCharsets.UTF_8);
        ByteBuffer time = ByteBuffer.allocate(10);
        long left = nowMillis;
        for (; left > 0x7F; left >>>= 7) {
            time.put((byte) (left & 0x7F | 0x80));
        }
        time.put((byte) left).flip();
        int metric = 2 + nameBytes.length + 1 + time.remaining() + 2;
        ByteBuffer body = ByteBuffer.allocate(2 + topicBytes.length + 1 + time.remaining() + 2 + metric);
        body.putShort((short) topicBytes.length).put(topicBytes);
        body.put((byte) 0x08).put(time.duplicate());
        body.put((byte) 0x12).put((byte) metric);
        body.put((byte) 0x0A).put((byte) nameBytes.length).put(nameBytes);
        body.put((byte) 0x18).put(time.duplicate());
        body.put((byte) 0x70).put((byte) 1).flip();
        int length = body.remaining();
        ByteBuffer packet = ByteBuffer.allocate((length > 0x7F ? 3 : 2) + length);
        packet.put((byte) 0x30);
        if (length > 0x7F) {
            packet.put((byte) (length & 0x7F | 0x80)).put((byte) (length >> 7));
        } else {
            packet.put((byte) length);
        }
        return packet.put(body).flip();
    }
}
