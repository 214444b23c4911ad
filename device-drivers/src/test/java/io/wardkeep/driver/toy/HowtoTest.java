package io.wardkeep.driver.toy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every block of code in {@code docs/howto-driver.md} stands in the file that it names. */
class HowtoTest {

    private static final Path ROOT = Path.of("..");
    private static final Path PAGE = ROOT.resolve("docs/howto-driver.md");
    private static final Pattern BLOCK = Pattern.compile("From `([^`]+)`:\\n\\n```java\\n(.*?)```\\n", Pattern.DOTALL);

    record Block(Path file, String code) {}

    static List<Block> blocks() throws IOException {
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(Files.readString(PAGE));
        while (matcher.find()) {
            blocks.add(new Block(ROOT.resolve(matcher.group(1)), matcher.group(2)));
        }
        return blocks;
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void isTheFilesOwn(Block block) throws IOException {
        assertThat(dense(Files.readString(block.file()))).contains(dense(block.code()));
    }

    @Test
    void everyBlockNamesItsFile() throws IOException {
        long fences = Files.readString(PAGE).lines().filter("```java"::equals).count();
        assertThat(blocks()).hasSize((int) fences).isNotEmpty();
    }

    /** Blanks apart: how lines are broken is the formatter's business. */
    private static String dense(String code) {
        return code.replaceAll("\\s", "");
    }
}
