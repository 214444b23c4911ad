package io.wardkeep.simulation;

/** What is done to the boxes and lines of a run; counted by kind. */
public enum Fault {
    /** A line is cut; what is on its way is gone. */
    CUT("lines cut"),
    /** A line is cut within a frame, and the frame's beginning is handed over. */
    CUT_IN_FRAME("frames cut in two"),
    /** A second line between the same boxes: both deliver, in different orders and twice. */
    OVERLAP("lines that overlap"),
    /** A frame vanishes from a line that stands. */
    DROP("frames dropped"),
    /** A frame arrives twice on one line. */
    REPEAT("frames repeated"),
    /** Two frames of one line change places. */
    SWAP("frames swapped"),
    /** One bit of a frame flips. */
    FLIP("bits flipped"),
    /** Power off with a transaction that was not committed. */
    CRASH_BEFORE_COMMIT("crashes before a commit"),
    /** Power off after a commit that nobody was told of. */
    CRASH_AFTER_COMMIT("crashes after a commit"),
    /** The disk is full and refuses a command: nothing of it stays. */
    DISK_FULL("commands refused by a full disk"),
    /** A command fails, and whether it became durable nobody can say. */
    IO_ERROR("commands of unknown outcome"),
    /** For a while a box takes long for everything. */
    SLOW("slow boxes"),
    /** A box comes back with an older image of its disk. */
    RESTORE("disks restored from an older image"),
    /** The hub's standby takes over and lacks what came last. */
    FAILOVER("failovers of the hub with a lost tail"),
    /** One end of a line speaks an older version than the other. */
    SKEW("lines between different versions"),
    /** A box's clock jumps by up to a year, either way. */
    CLOCK("clock jumps"),
    /** A box comes back with an older image of its disk and of its witness, and goes on in a life that it has left. */
    RESTORE_WITH_WITNESS("boxes restored with their witness"),
    /** For a while there are two boxes of one identity, and both write. */
    CLONE("clones");

    private final String plural;

    Fault(String plural) {
        this.plural = plural;
    }

    /** For a sentence that begins with a number. */
    public String plural() {
        return plural;
    }
}
