package io.wardkeep.ward.record;

import io.wardkeep.lattice.Dot;
import io.wardkeep.lattice.HybridTimestamp;
import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.lattice.VersionVector;
import io.wardkeep.sync.Family;
import io.wardkeep.sync.Row;
import io.wardkeep.sync.ShardId;
import io.wardkeep.ward.BedId;
import io.wardkeep.ward.DeviceId;
import io.wardkeep.ward.WardId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What the observation streams of a site mean: which device has which ordinal, at which bed, read by which driver. Only
 * the site's own gateway writes it.
 *
 * @param site the gateway's site
 * @param ordinal the device's ordinal in the site's streams, from 1
 * @param device its name
 * @param bed where it stands
 * @param driver which driver reads it
 * @param gateway the gateway's name
 * @param profile the name of the limits that the gateway judges by until somebody sets others
 */
public record RosterEntry(
        UUID site, int ordinal, DeviceId device, BedId bed, String driver, String gateway, String profile) {

    /** What the keys of devices begin with. */
    public static final String KEY_PREFIX = "device/";

    /** The profile of entries that name none: those of releases that had no other. */
    public static final String PROFILE_USUAL = "adult";

    private static final int KIND = 1;
    private static final int TEXT_BYTES_MAX = 512;

    private static final int ORDINAL = 1;
    private static final int DEVICE = 2;
    private static final int BED = 3;
    private static final int DRIVER = 4;
    private static final int GATEWAY = 5;
    private static final int PROFILE = 6;

    /** Ordinals count from 1. */
    public RosterEntry {
        if (ordinal < 1) {
            throw new IllegalArgumentException("a device's ordinal counts from 1, not " + ordinal);
        }
    }

    /** The register's key. */
    public static String key(UUID site, int ordinal) {
        return KEY_PREFIX + site + "/" + ordinal;
    }

    /** The row that says this, over what its writer had seen. */
    public Row row(WardId ward, Dot dot, VersionVector supersedes, HybridTimestamp at) {
        FieldsWriter fields = new FieldsWriter()
                .unsigned(ORDINAL, ordinal)
                .text(DEVICE, device.name())
                .text(BED, bed.name())
                .text(DRIVER, driver)
                .text(GATEWAY, gateway)
                .text(PROFILE, profile);
        return new Row(
                new ShardId(ward, Family.ROSTER), key(site, ordinal), dot, supersedes, at, KIND, fields.toBytes());
    }

    /**
     * What a row says; empty when it is of another kind.
     *
     * @throws MalformedBytesException also when a site speaks of another site's devices
     */
    public static Optional<RosterEntry> of(Row row) throws MalformedBytesException {
        if (row.shard().family() != Family.ROSTER || row.kind() != KIND) {
            return Optional.empty();
        }
        Fields fields = Fields.read(row.payload());
        try {
            RosterEntry entry = new RosterEntry(
                    row.dot().actor().site(),
                    fields.code(ORDINAL),
                    new DeviceId(fields.text(DEVICE, TEXT_BYTES_MAX)),
                    new BedId(fields.text(BED, TEXT_BYTES_MAX)),
                    fields.text(DRIVER, TEXT_BYTES_MAX),
                    fields.text(GATEWAY, TEXT_BYTES_MAX),
                    fields.has(PROFILE) ? fields.text(PROFILE, TEXT_BYTES_MAX) : PROFILE_USUAL);
            if (!key(entry.site, entry.ordinal).equals(row.key())) {
                throw new MalformedBytesException("a roster entry of another key than its row's");
            }
            return Optional.of(entry);
        } catch (IllegalArgumentException refused) {
            // A value that a record's constructor refuses could not have been written.
            throw new MalformedBytesException(String.valueOf(refused.getMessage()));
        }
    }

    /**
     * The reading rule: the latest incarnation's entry. Two live ones exist only when a gateway was restored from an
     * old image; the one that runs now writes under the higher incarnation.
     */
    public static Optional<RosterEntry> latest(List<Sibling<RosterEntry>> siblings) {
        return siblings.stream().max(Comparator.comparing(Sibling::dot)).map(Sibling::value);
    }
}
