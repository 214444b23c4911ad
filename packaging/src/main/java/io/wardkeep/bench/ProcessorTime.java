package io.wardkeep.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Processor time as the kernel counts it, in hundredths of a second. */
final class ProcessorTime {

    private static final long MILLIS_PER_TICK = 10;
    private static final int PARENT = 1;
    private static final int USER = 11;
    private static final int SYSTEM = 12;
    private static final int CHILDREN_USER = 13;
    private static final int CHILDREN_SYSTEM = 14;

    private static final Path PROCESSES = Path.of("/proc");

    private ProcessorTime() {}

    /** Milliseconds of one process, all of its threads. */
    static long ofProcess(long pid) throws IOException {
        List<String> fields = fields(pid);
        return ticks(fields, USER, SYSTEM) * MILLIS_PER_TICK;
    }

    /** Milliseconds of a process, its children that have ended, and all that descend from it and live. */
    static long ofTree(long root) throws IOException {
        Map<Long, List<Long>> children = children();
        long ticks = 0;
        Deque<Long> open = new ArrayDeque<>(List.of(root));
        while (!open.isEmpty()) {
            long pid = open.pop();
            // Of one that has ended meanwhile its parent has the time.
            ticks += fieldsIfThere(pid)
                    .map(fields -> ticks(fields, USER, SYSTEM, CHILDREN_USER, CHILDREN_SYSTEM))
                    .orElse(0L);
            open.addAll(children.getOrDefault(pid, List.of()));
        }
        return ticks * MILLIS_PER_TICK;
    }

    private static long ticks(List<String> fields, int... which) {
        long sum = 0;
        for (int index : which) {
            sum += Long.parseLong(fields.get(index));
        }
        return sum;
    }

    private static Map<Long, List<Long>> children() throws IOException {
        Map<Long, List<Long>> children = new HashMap<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
            for (Path process : processes) {
                long pid = Long.parseLong(process.getFileName().toString());
                fieldsIfThere(pid)
                        .map(fields -> Long.parseLong(fields.get(PARENT)))
                        .ifPresent(parent -> children.computeIfAbsent(parent, _ -> new ArrayList<>())
                                .add(pid));
            }
        }
        return children;
    }

    private static Optional<List<String>> fieldsIfThere(long pid) {
        try {
            return Optional.of(fields(pid));
        } catch (IOException ended) {
            return Optional.empty();
        }
    }

    /** What stands behind the name in /proc/PID/stat: state, parent, and so on. */
    private static List<String> fields(long pid) throws IOException {
        String line =
                Files.readString(PROCESSES.resolve(Long.toString(pid)).resolve("stat"), StandardCharsets.US_ASCII);
        return List.of(line.substring(line.lastIndexOf(')') + 2).split(" "));
    }
}
