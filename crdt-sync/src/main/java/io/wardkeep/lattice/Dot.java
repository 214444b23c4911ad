package io.wardkeep.lattice;

import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of one event: the {@code seq}-th that {@code actor} minted in the stream that the context speaks of.
 *
 * @param actor who minted it
 * @param seq counts from 1 without gaps
 */
public record Dot(Actor actor, long seq) implements Comparable<Dot> {

    private static final Pattern TEXT = Pattern.compile("([0-9a-f]{16})([0-9a-f]{16})-([0-9]{1,10})-([0-9]{1,19})");

    /** Rejects a sequence below 1. */
    public Dot {
        if (seq < 1) {
            throw new IllegalArgumentException("a dot's sequence counts from 1, not " + seq);
        }
    }

    /** Canonical order: actor, then sequence. */
    @Override
    public int compareTo(Dot other) {
        int byActor = actor.compareTo(other.actor);
        return byActor != 0 ? byActor : Long.compare(seq, other.seq);
    }

    /** {@code <32 hex digits of the site>-<incarnation>-<sequence>}; one dot has one text. */
    public String text() {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(actor.siteHigh()) + hex.toHexDigits(actor.siteLow()) + "-"
                + Integer.toUnsignedString(actor.incarnation()) + "-" + seq;
    }

    /** Reads exactly what {@link #text()} writes; empty for anything else. */
    public static Optional<Dot> parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            Actor actor = new Actor(
                    HexFormat.fromHexDigitsToLong(parts.group(1)),
                    HexFormat.fromHexDigitsToLong(parts.group(2)),
                    Integer.parseUnsignedInt(parts.group(3)));
            long seq = Long.parseLong(parts.group(4));
            // Comparing with what we would write refuses leading zeros.
            return seq < 1
                    ? Optional.empty()
                    : Optional.of(new Dot(actor, seq)).filter(dot -> dot.text().equals(text));
        } catch (NumberFormatException beyondItsBits) {
            return Optional.empty();
        }
    }
}
