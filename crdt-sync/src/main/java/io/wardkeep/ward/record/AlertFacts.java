package io.wardkeep.ward.record;

import io.wardkeep.lattice.Dot;
import io.wardkeep.lattice.HybridTimestamp;
import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.lattice.VersionVector;
import io.wardkeep.sync.Family;
import io.wardkeep.sync.Row;
import io.wardkeep.sync.ShardId;
import io.wardkeep.ward.AlertPriority;
import io.wardkeep.ward.EpisodeId;
import io.wardkeep.ward.WardId;
import io.wardkeep.ward.record.AlertFact.Acknowledged;
import io.wardkeep.ward.record.AlertFact.Answer;
import io.wardkeep.ward.record.AlertFact.Delivered;
import io.wardkeep.ward.record.AlertFact.Ended;
import io.wardkeep.ward.record.AlertFact.PauseCancelled;
import io.wardkeep.ward.record.AlertFact.Paused;
import io.wardkeep.ward.record.AlertFact.Raised;
import io.wardkeep.ward.record.AlertFact.Reset;
import io.wardkeep.ward.record.AlertFact.Responsibility;
import java.util.Optional;

/**
 * Alert facts as rows of family {@link Family#ALERT}, and back. Row kinds and field tags are the stored form: a new
 * meaning gets a new number.
 */
public final class AlertFacts {

    private static final int RAISED = 1;
    private static final int ENDED = 2;
    private static final int RESET = 3;
    private static final int ACKNOWLEDGED = 4;
    private static final int PAUSED = 5;
    private static final int PAUSE_CANCELLED = 6;
    private static final int RESPONSIBILITY = 7;
    private static final int DELIVERED = 8;

    private static final int AT = 1;
    private static final int EPOCH = 2;
    private static final int BY = 3;
    private static final int SEEN = 4;
    private static final int PRIORITY = 5;
    private static final int LIMIT = 6;
    private static final int VALUE = 7;
    private static final int UNIT = 8;
    private static final int LATCHING = 9;
    private static final int PREDECESSOR = 10;
    private static final int REASON = 11;
    private static final int UNTIL = 12;
    private static final int ANSWER = 13;
    private static final int HOP = 14;
    private static final int CAUSE = 15;

    private AlertFacts() {}

    /**
     * The row that says {@code fact}.
     *
     * @throws IllegalArgumentException when a first raise does not carry the dot that names its episode
     */
    public static Row row(WardId ward, Dot dot, HybridTimestamp at, AlertFact fact) {
        if (fact instanceof Raised raised
                && (raised.epoch() == 1) != fact.episode().raise().equals(dot)) {
            throw new IllegalArgumentException("the first raise, and only it, carries the dot of its episode");
        }
        FieldsWriter fields = new FieldsWriter().signed(AT, fact.atMillis());
        int kind = switch (fact) {
            case Raised raised -> {
                fields.unsigned(EPOCH, raised.epoch())
                        .unsigned(PRIORITY, raised.priority().ordinal())
                        .decimal(LIMIT, raised.limit())
                        .decimal(VALUE, raised.value())
                        .unsigned(UNIT, raised.unit())
                        .flag(LATCHING, raised.latching())
                        .dot(PREDECESSOR, raised.predecessor().map(EpisodeId::raise))
                        .text(CAUSE, raised.cause());
                yield RAISED;
            }
            case Ended ended -> {
                fields.unsigned(REASON, ended.reason().ordinal());
                yield ENDED;
            }
            case Reset reset -> {
                fields.author(BY, reset.by());
                yield RESET;
            }
            case Acknowledged acknowledged -> {
                fields.unsigned(EPOCH, acknowledged.epoch()).author(BY, acknowledged.by());
                yield ACKNOWLEDGED;
            }
            case Paused paused -> {
                fields.unsigned(EPOCH, paused.epoch())
                        .author(BY, paused.by())
                        .dots(SEEN, paused.seen())
                        .signed(UNTIL, paused.untilMillis());
                yield PAUSED;
            }
            case PauseCancelled cancelled -> {
                fields.author(BY, cancelled.by());
                yield PAUSE_CANCELLED;
            }
            case Responsibility answered -> {
                fields.unsigned(EPOCH, answered.epoch())
                        .author(BY, answered.by())
                        .dots(SEEN, answered.seen())
                        .unsigned(ANSWER, answered.answer().ordinal());
                yield RESPONSIBILITY;
            }
            case Delivered delivered -> {
                fields.unsigned(EPOCH, delivered.epoch()).text(HOP, delivered.hop());
                yield DELIVERED;
            }
        };
        return new Row(
                new ShardId(ward, Family.ALERT),
                fact.key().text(),
                dot,
                VersionVector.EMPTY,
                at,
                kind,
                fields.toBytes());
    }

    /**
     * What a row says; empty when it is of a kind that this release does not know.
     *
     * @throws MalformedBytesException when no release of Wardkeep could have written it, or when it claims what only
     *     the gateway that owns the sensor may say
     */
    public static Optional<AlertFact> fact(Row row) throws MalformedBytesException {
        if (row.shard().family() != Family.ALERT) {
            throw new MalformedBytesException("not an alert's row: " + row.shard());
        }
        Optional<EpisodeKey> key = EpisodeKey.parse(row.key());
        if (key.isEmpty()) {
            return Optional.empty();
        }
        Optional<AlertFact> fact;
        try {
            fact = read(row.kind(), key.get(), Fields.read(row.payload()));
        } catch (IllegalArgumentException refused) {
            // A value that a record's constructor refuses could not have been written.
            throw new MalformedBytesException(String.valueOf(refused.getMessage()));
        }
        if (fact.isPresent()) {
            requireRight(row.dot(), fact.get());
        }
        return fact;
    }

    private static void requireRight(Dot dot, AlertFact fact) throws MalformedBytesException {
        Dot raise = fact.episode().raise();
        if (fact.ownersOnly() && !dot.actor().site().equals(raise.actor().site())) {
            throw new MalformedBytesException("only the gateway of an episode raises and ends it");
        }
        if (fact instanceof Raised raised && (raised.epoch() == 1) != raise.equals(dot)) {
            throw new MalformedBytesException("the first raise, and only it, carries the dot of its episode");
        }
    }

    private static Optional<AlertFact> read(int kind, EpisodeKey key, Fields fields) throws MalformedBytesException {
        return switch (kind) {
            case RAISED ->
                Optional.of(new Raised(
                        key,
                        fields.unsigned(EPOCH),
                        fields.constant(PRIORITY, AlertPriority.values()),
                        fields.signed(AT),
                        fields.optionalDecimal(LIMIT),
                        fields.optionalDecimal(VALUE),
                        fields.code(UNIT),
                        fields.flag(LATCHING),
                        fields.dot(PREDECESSOR).map(EpisodeId::new),
                        fields.has(CAUSE) ? Optional.of(fields.text(CAUSE, 4 * Raised.CAUSE_MAX)) : Optional.empty()));
            case ENDED -> Optional.of(new Ended(key, fields.signed(AT), fields.constant(REASON, EndReason.values())));
            case RESET -> Optional.of(new Reset(key, fields.author(BY), fields.signed(AT)));
            case ACKNOWLEDGED ->
                Optional.of(new Acknowledged(key, fields.unsigned(EPOCH), fields.author(BY), fields.signed(AT)));
            case PAUSED ->
                Optional.of(new Paused(
                        key,
                        fields.unsigned(EPOCH),
                        fields.signed(UNTIL),
                        fields.author(BY),
                        fields.signed(AT),
                        fields.dots(SEEN)));
            case PAUSE_CANCELLED -> Optional.of(new PauseCancelled(key, fields.author(BY), fields.signed(AT)));
            case RESPONSIBILITY ->
                Optional.of(new Responsibility(
                        key,
                        fields.unsigned(EPOCH),
                        fields.constant(ANSWER, Answer.values()),
                        fields.author(BY),
                        fields.signed(AT),
                        fields.dots(SEEN)));
            case DELIVERED ->
                Optional.of(new Delivered(
                        key, fields.unsigned(EPOCH), fields.text(HOP, 4 * Author.TEXT_MAX), fields.signed(AT)));
            default -> Optional.empty();
        };
    }
}
