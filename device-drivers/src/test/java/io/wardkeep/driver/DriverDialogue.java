package io.wardkeep.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.driver.list.Drivers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Conversations as text: {@code driver NAME}, {@code at MILLIS}, {@code tick MILLIS} (time passed until then),
 * {@code hex BYTES}, {@code text CHARACTERS}, and after each the events that follow from it, indented.
 * {@code -Drewrite=true} writes down what the drivers say now: read the difference before committing it.
 */
class DriverDialogue {

    private static final Path DIALOGUES = Path.of("src/test/resources/dialogue");

    static Stream<Path> dialogues() throws IOException {
        try (Stream<Path> files = Files.list(DIALOGUES)) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("dialogues")
    void isSpokenAsWritten(Path file) throws IOException {
        List<String> written = Files.readAllLines(file);
        List<String> spoken = speak(written);
        if (Boolean.getBoolean("rewrite")) {
            Files.write(file, spoken);
        }
        assertThat(spoken).isEqualTo(written);
    }

    private static List<String> speak(List<String> written) {
        List<String> spoken = new ArrayList<>();
        List<DriverSession> session = new ArrayList<>();
        long now = 0;
        for (String line : written) {
            if (line.startsWith("  ")) {
                continue;
            }
            spoken.add(line);
            int space = line.indexOf(' ');
            String rest = line.substring(space + 1);
            switch (space < 0 || line.startsWith("#") ? "" : line.substring(0, space)) {
                case "driver" -> session.add(Drivers.named(rest).orElseThrow().open());
                case "at" -> now = Long.parseLong(rest);
                case "tick" -> {
                    now = Long.parseLong(rest);
                    session.getLast().ticked(now, event -> spoken.add("  " + EventText.of(event)));
                }
                case "hex" -> hear(session, HexFormat.of().parseHex(rest.replace(" ", "")), now, spoken);
                case "text" -> hear(session, rest.translateEscapes().getBytes(StandardCharsets.UTF_8), now, spoken);
                default -> assertThat(line).matches("(#.*)?");
            }
        }
        return spoken;
    }

    private static void hear(List<DriverSession> session, byte[] bytes, long now, List<String> spoken) {
        session.getLast().received(ByteBuffer.wrap(bytes), now, event -> spoken.add("  " + EventText.of(event)));
    }
}
