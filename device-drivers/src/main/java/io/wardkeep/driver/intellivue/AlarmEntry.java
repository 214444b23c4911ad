package io.wardkeep.driver.intellivue;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.ward.AlertPriority;

/**
 * An alarm that the monitor has on its list, for as long as it is there. Silenced, latched and inhibited ones are on
 * the list and therefore forwarded.
 */
final class AlarmEntry {

    /** Octets before an entry's information. */
    static final int OCTETS = 18;

    private static final int HIGH = 0x0404;
    private static final int MEDIUM = 0x0202;

    private final long identity;
    private final int object;
    private final int list;
    private final boolean physiological;
    private final String id;
    private final int code;
    private AlertPriority priority;
    private int round;

    /**
     * An entry of a list.
     *
     * @param at where its {@value #OCTETS} octets begin
     * @param list which monitor object's list it is
     * @param physiological is it on the list of the patient's alarms?
     */
    AlarmEntry(byte[] bytes, int at, int list, boolean physiological) {
        int source = Octets.u16(bytes, at);
        int event = Octets.u16(bytes, at + 2);
        this.identity = identity(bytes, at);
        this.object = Octets.i32(bytes, at + 10);
        this.list = list;
        this.physiological = physiological;
        // An odd event has its source among devices and objects, not among what can be measured.
        this.code = (event & 1) == 0 ? Parameters.code(source) : 0;
        this.id = AlarmNames.of(event) + "-" + source + "-" + (object >>> 16) + "." + (object & 0xFFFF)
                + (instance(bytes, at) == 0 ? "" : "." + instance(bytes, at));
        this.priority = priority(bytes, at);
    }

    /** Is this entry of a list this alarm? */
    boolean is(byte[] bytes, int at, int ofList, boolean ofPatient) {
        return identity == identity(bytes, at)
                && object == Octets.i32(bytes, at + 10)
                && list == ofList
                && physiological == ofPatient;
    }

    boolean isOnList(int ofList, boolean ofPatient) {
        return list == ofList && physiological == ofPatient;
    }

    /** Takes over the priority; true where it changed. */
    boolean escalated(byte[] bytes, int at) {
        AlertPriority before = priority;
        priority = priority(bytes, at);
        return before != priority;
    }

    /** Was it on the list in this round? */
    boolean wasSeen(int inRound) {
        return round == inRound;
    }

    /** Was it on a list in a later round than this? */
    boolean wasSeenAfter(int earlierRound) {
        return round > earlierRound;
    }

    boolean isOfPatient() {
        return physiological;
    }

    void seen(int inRound) {
        round = inRound;
    }

    DriverEvent.DeviceAlert event(boolean present) {
        return new DriverEvent.DeviceAlert(id, code, priority, physiological, present);
    }

    /** An entry of type 0 is none. */
    static boolean isAlarm(byte[] bytes, int at) {
        return Octets.u16(bytes, at + 4) != 0;
    }

    private static AlertPriority priority(byte[] bytes, int at) {
        int type = Octets.u16(bytes, at + 4);
        return (type & HIGH) != 0
                ? AlertPriority.HIGH
                : (type & MEDIUM) != 0 ? AlertPriority.MEDIUM : AlertPriority.LOW;
    }

    private static long identity(byte[] bytes, int at) {
        return Octets.u32(bytes, at) << 32 | (long) Octets.u16(bytes, at + 8) << 16 | instance(bytes, at);
    }

    private static int instance(byte[] bytes, int at) {
        return Octets.u16(bytes, at + 16) >= 2 ? Octets.u16(bytes, at + OCTETS) : 0;
    }
}
