package io.wardkeep.ward.record;

import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.ward.AlertKind;
import io.wardkeep.ward.BedId;
import io.wardkeep.ward.ConditionKey;
import io.wardkeep.ward.DeviceId;
import io.wardkeep.ward.EpisodeId;
import java.util.Optional;

/**
 * What all facts of one episode share, and the key of their rows: which condition, which occurrence.
 *
 * @param condition what is wrong, where
 * @param episode which occurrence of it
 */
public record EpisodeKey(ConditionKey condition, EpisodeId episode) {

    private static final int PARTS = 5;

    /** {@code bed/device/code/kind/episode}, with nothing between the strokes where there is no bed or device. */
    public String text() {
        return condition.bed().map(BedId::name).orElse("") + "/"
                + condition.device().map(DeviceId::name).orElse("") + "/" + condition.code() + "/"
                + condition.kind().name() + "/" + episode;
    }

    /** Reads what {@link #text()} writes; empty when the kind is one that this release does not know. */
    static Optional<EpisodeKey> parse(String text) throws MalformedBytesException {
        String[] parts = text.split("/", -1);
        if (parts.length != PARTS) {
            throw new MalformedBytesException("an episode's key has " + parts.length + " parts");
        }
        Optional<AlertKind> kind = kind(parts[3]);
        if (kind.isEmpty()) {
            return Optional.empty();
        }
        EpisodeId episode = EpisodeId.parse(parts[4])
                .orElseThrow(() -> new MalformedBytesException("not an episode's id: " + parts[4]));
        EpisodeKey key;
        try {
            key = new EpisodeKey(
                    new ConditionKey(
                            parts[0].isEmpty() ? Optional.empty() : Optional.of(new BedId(parts[0])),
                            parts[1].isEmpty() ? Optional.empty() : Optional.of(new DeviceId(parts[1])),
                            Integer.parseInt(parts[2]),
                            kind.get()),
                    episode);
        } catch (IllegalArgumentException refused) {
            throw new MalformedBytesException("not an episode's key: " + refused.getMessage());
        }
        if (!key.text().equals(text)) {
            throw new MalformedBytesException("an episode's key in another form than its own");
        }
        return Optional.of(key);
    }

    private static Optional<AlertKind> kind(String name) {
        for (AlertKind kind : AlertKind.values()) {
            if (kind.name().equals(name)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
