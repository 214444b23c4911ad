package io.wardkeep.driver.proof;

import io.wardkeep.driver.Contracts;
import io.wardkeep.driver.Driver;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Inputs to begin with: a driver's good frames, its dialogues, its recordings where they are present, and what earlier
 * runs found worth keeping ({@code src/test/resources/fuzz/NAME.txt}, one input in hexadecimal a line).
 */
final class Seeds {

    private static final Path DIALOGUES = Path.of("src/test/resources/dialogue");
    private static final Path KEPT = Path.of("src/test/resources/fuzz");
    private static final int RECORDED_PIECES = 16;
    private static final int BYTES_MIN = 256;
    private static final int FRAMES = 3;
    private static final byte[] CUTS = {0, 3, 6};

    private Seeds() {}

    /** All of a driver. */
    static List<byte[]> of(Driver driver) throws IOException {
        List<byte[]> seeds = new ArrayList<>(kept(driver));
        List<byte[]> streams = new ArrayList<>();
        for (List<byte[]> frames : Contracts.conversations(driver)) {
            streams.add(joined(frames));
            streams.addAll(frames.subList(0, Math.min(frames.size(), 8)));
        }
        streams.addAll(dialogues(driver));
        int bytesMax = bytesMax(driver);
        for (Path recording : Contracts.recordings(driver)) {
            streams.addAll(pieces(Files.readAllBytes(recording), bytesMax));
        }
        for (byte[] stream : streams) {
            for (byte cut : CUTS) {
                seeds.add(input(cut, stream, bytesMax));
            }
        }
        return seeds;
    }

    /** How long an input may be: some whole frames. Longer ones are slower and find no more. */
    static int bytesMax(Driver driver) {
        int longest = Contracts.conversations(driver).stream()
                .flatMap(List::stream)
                .mapToInt(frame -> frame.length)
                .max()
                .orElse(0);
        return Math.max(BYTES_MIN, 1 + FRAMES * longest);
    }

    /** What earlier runs found. */
    static List<byte[]> kept(Driver driver) throws IOException {
        Path file = keptFile(driver);
        return Files.exists(file)
                ? Files.readAllLines(file).stream()
                        .filter(line -> !line.startsWith("#"))
                        .map(HexFormat.of()::parseHex)
                        .toList()
                : List.of();
    }

    /** Where it is kept. */
    static Path keptFile(Driver driver) {
        return KEPT.resolve(driver.name() + ".txt");
    }

    private static byte[] input(byte cut, byte[] stream, int bytesMax) {
        byte[] input = new byte[Math.min(stream.length + 1, bytesMax)];
        input[0] = cut;
        System.arraycopy(stream, 0, input, 1, input.length - 1);
        return input;
    }

    private static byte[] joined(List<byte[]> frames) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        frames.forEach(out::writeBytes);
        return out.toByteArray();
    }

    /** Some pieces of a recording, spread over it. */
    private static List<byte[]> pieces(byte[] recording, int bytesMax) {
        List<byte[]> pieces = new ArrayList<>();
        int step = Math.max(bytesMax, recording.length / RECORDED_PIECES);
        for (int at = 0; at < recording.length; at += step) {
            pieces.add(Arrays.copyOfRange(recording, at, Math.min(recording.length, at + bytesMax)));
        }
        return pieces;
    }

    private static List<byte[]> dialogues(Driver driver) throws IOException {
        List<byte[]> dialogues = new ArrayList<>();
        try (Stream<Path> files = Files.list(DIALOGUES)) {
            for (Path file : files.sorted().toList()) {
                List<String> lines = Files.readAllLines(file);
                if (lines.contains("driver " + driver.name())) {
                    dialogues.add(said(lines));
                }
            }
        }
        return dialogues;
    }

    /** What the device says in a dialogue. */
    private static byte[] said(List<String> lines) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String line : lines) {
            if (line.startsWith("hex ")) {
                out.writeBytes(
                        HexFormat.of().parseHex(line.substring("hex ".length()).replace(" ", "")));
            } else if (line.startsWith("text ")) {
                out.writeBytes(
                        line.substring("text ".length()).translateEscapes().getBytes(StandardCharsets.UTF_8));
            }
        }
        return out.toByteArray();
    }
}
