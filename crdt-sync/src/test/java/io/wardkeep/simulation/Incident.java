package io.wardkeep.simulation;

/** One thing that happens to the boxes from outside. Boxes are numbered: 0 is the hub, the others are gateways. */
sealed interface Incident {

    /** When, in milliseconds since the start. */
    long at();

    /** A box writes something; {@code salt} says what. */
    record Write(long at, int box, long salt) implements Incident {}

    /** A line is laid; frames need up to {@code delayMillis}. */
    record Connect(long at, int near, int far, int delayMillis) implements Incident {}

    /** The {@code pick}-th standing line of a box is cut, within a frame when {@code torn}. */
    record Cut(long at, int box, int pick, boolean torn) implements Incident {}

    /** The next frame that a box sends suffers. */
    record Spoil(long at, int box, Fault how, int salt) implements Incident {}

    /** Power off and on. */
    record Crash(long at, int box, boolean afterCommit) implements Incident {}

    /** The box's next command is refused, or its outcome stays unknown. */
    record DiskFails(long at, int box, boolean isKnown) implements Incident {}

    /** A box is slow for a while. */
    record Slow(long at, int box, int forMillis) implements Incident {}

    /** The hub's standby has received everything so far. */
    record Standby(long at) implements Incident {}

    /** The hub's standby takes over. */
    record Failover(long at) implements Incident {}

    /** An image of the disk is taken. */
    record Image(long at, int box) implements Incident {}

    /** The disk is replaced by the last image, or by an empty one. */
    record Restore(long at, int box) implements Incident {}

    /** The disk and the witness are replaced by the last image: the box goes on in the life that it had then. */
    record RestoreWithWitness(long at, int box) implements Incident {}

    /** A second box begins with all that a box has, under its name: it is number {@link Schedule#CLONE}. */
    record Clone(long at, int box) implements Incident {}

    /** The wall clock jumps. */
    record ClockJump(long at, int box, long byMillis) implements Incident {}
}
