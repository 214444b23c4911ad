package io.wardkeep.simulation;

import io.wardkeep.lattice.Bytes;
import io.wardkeep.sync.EndReason;
import io.wardkeep.sync.Family;
import io.wardkeep.sync.Role;
import io.wardkeep.sync.Row;
import io.wardkeep.sync.StoreResult;
import io.wardkeep.sync.SyncCodec;
import io.wardkeep.sync.SyncEnd;
import io.wardkeep.ward.WardId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * One run: plays a schedule, heals, and compares. Oracles: at every join only what its writer had made durable enters a
 * context, no fact of an alert vanishes, and no alert reads as acknowledged unless somebody acknowledged who had seen
 * that very raise; after healing, everything that was made durable is everywhere, with its content, once; what is live
 * is what nobody superseded.
 */
final class World {

    private static final WardId SEVEN = new WardId("7A");
    private static final WardId EIGHT = new WardId("8B");
    private static final long HEALING_MILLIS_MAX = 60_000;
    private static final long HEALING_STEP_MILLIS = 250;

    final Mutation mutation;
    final Clock clock = new Clock();
    final Trace trace = new Trace();
    final Truth truth = new Truth();
    private final Schedule schedule;
    private final Consumer<Bytes> tap;
    private final List<Box> boxes = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();
    private final Map<Fault, Integer> faults = new EnumMap<>(Fault.class);
    private long frames;
    private long bytes;
    private long commits;
    private Optional<Box> clone = Optional.empty();
    private boolean isHealing;
    private long shipped;
    private long redundant;

    World(Schedule schedule, Mutation mutation) {
        this(schedule, mutation, _ -> {});
    }

    World(Schedule schedule, Mutation mutation, Consumer<Bytes> tap) {
        this.tap = tap;
        this.schedule = schedule;
        this.mutation = mutation;
        boxes.add(new Box(0, Role.HUB, Set.of(SEVEN, EIGHT), this));
        boxes.add(new Box(1, Role.GATEWAY, Set.of(SEVEN), this));
        boxes.add(new Box(2, Role.GATEWAY, Set.of(SEVEN), this));
        boxes.add(new Box(3, Role.GATEWAY, Set.of(EIGHT), this));
    }

    /** Plays it. */
    Outcome run() {
        for (Incident incident : schedule.incidents()) {
            clock.at(incident.at(), () -> play(incident));
        }
        clock.runUntil(schedule.untilMillis());
        heal();
        wrong.addAll(truth.compare(boxes));
        if (redundant > 0) {
            wrong.add(redundant + " of " + shipped + " entries came where they were already");
        }
        return new Outcome(wrong, trace.hash(), clock.now(), frames, bytes, commits, shipped, redundant, faults);
    }

    private void heal() {
        lines.forEach(line -> line.cut(false));
        lines.clear();
        boxes.forEach(Box::heal);
        clone.ifPresent(twin -> {
            twin.stop();
            truth.gone(twin, boxes);
        });
        clone = Optional.empty();
        isHealing = true;
        if (schedule.neighbours()) {
            connect(boxes.get(1), boxes.get(2), 20);
        }
        long until = schedule.untilMillis() + HEALING_MILLIS_MAX;
        do {
            connectToHub();
            clock.runUntil(clock.now() + HEALING_STEP_MILLIS);
        } while (clock.now() < until
                && wrong.isEmpty()
                && !(isInStep() && boxes.stream().allMatch(Box::isIdle)));
        clock.runUntil(clock.now() + HEALING_STEP_MILLIS);
        if (!isInStep()) {
            wrong.add("not in step after healing");
        }
    }

    /** Each gateway has one line to the hub; who took a new life comes again. */
    private void connectToHub() {
        lines.removeIf(line -> !line.stands());
        for (int gateway = 1; gateway < boxes.size(); gateway++) {
            Box box = boxes.get(gateway);
            if (lines.stream().noneMatch(line -> line.touches(box) && line.touches(boxes.getFirst()))) {
                connect(box, boxes.getFirst(), 20);
            }
        }
    }

    private boolean isInStep() {
        return lines.stream().allMatch(Line::inStep);
    }

    /** The box of a number; none when it is the clone's and there is none. */
    private Optional<Box> box(int number) {
        return number == Schedule.CLONE ? clone : Optional.of(boxes.get(number));
    }

    /** Two boxes of one site: the hub keeps the newer connection only. */
    private void replaceTwin(Box box) {
        clone.ifPresent(twin -> {
            if (box.isTwin(twin)) {
                cutLinesOf(box == twin ? boxes.get(twin.original()) : twin);
            }
        });
    }

    private void play(Incident incident) {
        trace.add(incident.at());
        switch (incident) {
            case Incident.Write(var _, int number, long salt) ->
                box(number).ifPresent(author -> author.write(Author.write(author, salt)));
            case Incident.Connect(var _, int number, int far, int delayMillis) ->
                box(number).ifPresent(near -> connectAgain(near, boxes.get(far), delayMillis));
            case Incident.Cut(var _, int box, int pick, boolean torn) -> {
                List<Line> standing = standing(boxes.get(box));
                if (!standing.isEmpty()) {
                    count(Fault.CUT);
                    standing.get(pick % standing.size()).cut(torn);
                }
            }
            case Incident.Spoil spoil -> {
                List<Line> standing = standing(boxes.get(spoil.box()));
                if (!standing.isEmpty()) {
                    standing.get(spoil.salt() % standing.size()).spoil(boxes.get(spoil.box()), spoil);
                }
            }
            case Incident.Crash(var _, int number, boolean afterCommit) ->
                box(number).ifPresent(box -> box.crash(afterCommit));
            case Incident.DiskFails(var _, int box, boolean isKnown) ->
                boxes.get(box).failNext(isKnown ? Fault.DISK_FULL : Fault.IO_ERROR);
            case Incident.Slow(var _, int box, int forMillis) -> boxes.get(box).slow(forMillis);
            case Incident.Standby _ -> boxes.getFirst().standBy();
            case Incident.Failover _ -> boxes.getFirst().failOver();
            case Incident.Image(var _, int box) -> boxes.get(box).takeImage();
            case Incident.Restore(var _, int box) -> boxes.get(box).restore();
            case Incident.RestoreWithWitness(var _, int box) -> boxes.get(box).restoreWithWitness();
            case Incident.Clone(var _, int box) ->
                clone = Optional.of(boxes.get(box).twin());
            case Incident.ClockJump(var _, int box, long byMillis) ->
                boxes.get(box).jump(byMillis);
        }
    }

    private void connectAgain(Box near, Box far, int delayMillis) {
        List<Line> older =
                standing(near).stream().filter(line -> line.touches(far)).toList();
        if (!schedule.overlap()) {
            older.forEach(line -> line.cut(false));
        } else if (!older.isEmpty()) {
            count(Fault.OVERLAP);
        }
        replaceTwin(near);
        connect(near, far, delayMillis);
    }

    /** While it heals, and where one name may have two contents, all speak a version that compares. */
    private void connect(Box near, Box far, int delayMillis) {
        SplittableRandom chance = chance(near.number << 2 | far.number);
        int oldest = clock.now() < schedule.untilMillis() && !hasNamesTwice()
                ? SyncCodec.VERSION_MIN
                : Line.COMPARING_VERSION;
        int nearVersion = schedule.skew() ? chance.nextInt(oldest, SyncCodec.VERSION + 1) : SyncCodec.VERSION;
        int farVersion = schedule.skew() ? chance.nextInt(oldest, SyncCodec.VERSION + 1) : SyncCodec.VERSION;
        if (nearVersion != farVersion) {
            count(Fault.SKEW);
        }
        Line line = new Line(this, near, nearVersion, far, farVersion, delayMillis, chance);
        lines.add(line);
        line.open();
    }

    private List<Line> standing(Box box) {
        return lines.stream().filter(line -> line.stands() && line.touches(box)).toList();
    }

    void cutLinesOf(Box box) {
        standing(box).forEach(line -> line.cut(false));
    }

    /** A source of chance of its own for each place and time, so that a shorter schedule changes nothing elsewhere. */
    SplittableRandom chance(int where) {
        return new SplittableRandom(schedule.seed() * 0x9E37_79B9_7F4A_7C15L ^ clock.now() << 8 ^ where);
    }

    List<Box> boxes() {
        return boxes;
    }

    void count(Fault fault) {
        faults.merge(fault, 1, Integer::sum);
        trace.add(fault.ordinal());
    }

    void sent(Bytes frame) {
        tap.accept(frame);
        frames++;
        bytes += frame.size();
    }

    /** A store has answered: what entered its context must have been written. */
    void committed(Box box, StoreResult result) {
        commits++;
        trace.add(clock.now() << 8 | box.number);
        if (result instanceof StoreResult.Joined(var fresh)) {
            fresh.covered().forEach((stream, ranges) -> {
                if (!stream.actor().equals(box.actor()) && !truth.covers(stream, ranges)) {
                    wrong.add("box " + box.number + " has " + stream + " " + ranges + ", its writer never did");
                }
            });
            if (fresh.covered().keySet().stream()
                    .anyMatch(stream -> stream.shard().family() == Family.ALERT)) {
                wrong.addAll(box.alerts().wrong(truth));
            }
            for (Row row : fresh.rows()) {
                List<Row> live = box.disk().live(row.shard(), row.key());
                if (live.stream()
                        .anyMatch(one -> live.stream()
                                .anyMatch(other -> other.supersedes().covers(one.dot())))) {
                    wrong.add("box " + box.number + " holds a row of " + row.key() + " beside one that supersedes it");
                }
            }
        }
    }

    /** Do lines stand that nothing disturbs any more? */
    boolean isHealing() {
        return isHealing;
    }

    /** A peer's data, on lines that nothing disturbs: how many entries there were, and how many were here already. */
    void shipped(long entries, long known) {
        // Neighbours and the hub tell the same by intention; who was restored is told before it can say what it holds.
        boolean isRestored = faults.containsKey(Fault.RESTORE) || faults.containsKey(Fault.FAILOVER) || hasNamesTwice();
        if (!schedule.neighbours() && !isRestored) {
            shipped += entries;
            redundant += known;
        }
    }

    /** May one name have two contents? */
    boolean hasNamesTwice() {
        return faults.containsKey(Fault.RESTORE_WITH_WITNESS) || faults.containsKey(Fault.CLONE);
    }

    /**
     * A session on a line that nobody spoiled has ended by itself, other than by finding a life that two boxes lived.
     */
    void ended(SyncEnd end) {
        boolean isFork = end.reason() == EndReason.FORKED || end.reason() == EndReason.IDENTITY_REGRESSED;
        if (end.reason() != EndReason.STORE_FAILED && !(isFork && hasNamesTwice())) {
            wrong.add("a session ended by itself: " + end);
        }
    }
}
