package io.wardkeep.gateway.health;

/** Every figure that a gateway tells, by its name in Prometheus; this list is their documentation. */
public enum GatewayMeter {
    /** Readings taken, by port. */
    OBSERVATIONS("wardkeep.observations"),
    /** Frames that were none, by port and reason. */
    FRAMES_MALFORMED("wardkeep.frames.malformed"),
    /** Values that were dropped because of an unknown code or a wrong unit, and lost alarms, by port and reason. */
    VALUES_REFUSED("wardkeep.values.refused"),
    /** What a device said and its driver does not take, by the device's name for it. */
    VALUES_LEFT_OUT("wardkeep.values.left.out"),
    /** Values outside their metric's plausible range, by port. */
    VALUES_IMPLAUSIBLE("wardkeep.values.implausible"),
    /** What the MQTT endpoint refused or dropped before it was a device's message, by reason. */
    MQTT_REFUSED("wardkeep.mqtt.refused"),
    /** Messages of devices that are not configured, by the name that they gave. */
    MQTT_UNKNOWN("wardkeep.mqtt.unknown.devices"),
    /** What the HL7 endpoint refused before it was a device's, by reason. */
    MLLP_REFUSED("wardkeep.mllp.refused"),
    /** What HL7 messages said that was accepted and concerns nothing here, by reason. */
    MLLP_PASSED_OVER("wardkeep.mllp.passed.over"),
    /** HL7 messages of devices that are not configured. */
    MLLP_UNKNOWN("wardkeep.mllp.unknown.devices"),
    /** HL7 senders that are connected. */
    MLLP_CONNECTIONS("wardkeep.mllp.connections"),
    /** MQTT clients that are connected. */
    MQTT_CONNECTIONS("wardkeep.mqtt.connections"),
    /** From the return of a read until what followed was handed to the annunciators. */
    ALERT_DECISION("wardkeep.alert.decision"),
    /** From the return of a read until its readings were durable. */
    DURABLE("wardkeep.durable"),
    /** Alert episodes that are not over, by priority. */
    ALERT_EPISODES_ACTIVE("wardkeep.alert.episodes.active"),
    /** Alert episodes that were raised. */
    ALERTS_RAISED("wardkeep.alerts.raised"),
    /** What we hold and the hub has not acknowledged. */
    SYNC_BACKLOG("wardkeep.sync.backlog.observations"),
    /** Bytes of sync frames, by direction and lane. */
    SYNC_BYTES("wardkeep.sync.bytes"),
    /** Readings declared lost, by reason. */
    LOST("wardkeep.lost.observations"),
    /** Rows of other replicas that no release could have written: kept and forwarded, and passed over here. */
    ROWS_MALFORMED("wardkeep.rows.malformed"),
    /** The wall clock ahead of the monotonic-anchored one. */
    CLOCK_OFFSET("wardkeep.clock.offset"),
    /** Bytes of the journal on the disk. */
    JOURNAL_BYTES("wardkeep.journal.bytes"),
    /** Sessions with other gateways of the ward that stand. */
    NEIGHBOURS("wardkeep.neighbours.linked"),
    /** Events that wait for the ward's loop. */
    INBOX_SIZE("wardkeep.inbox.size");

    private final String meterName;

    GatewayMeter(String meterName) {
        this.meterName = meterName;
    }

    /** The name in Micrometer's form; Prometheus writes underscores and the unit. */
    public String meterName() {
        return meterName;
    }
}
