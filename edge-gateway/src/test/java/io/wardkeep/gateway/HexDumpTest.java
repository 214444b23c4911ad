package io.wardkeep.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class HexDumpTest {

    @Test
    void readsWhatHexdumpPrints() {
        assertThat(read("""
                00000000  01 80 3c 7f 3c 01 81 3c  00 be 20 61 62 20 64 65  |..<.<..<.. ab de|
                00000010  61 64                                             |ad|
                00000012
                """)).isEqualTo("01803c7f3c01813c00be206162206465" + "6164");
    }

    @Test
    void readsWhatXxdPrints() {
        assertThat(read("""
                00000000: 0180 3c7f 3c01 813c 00be 2061 6220 6465  ..<.<..<.. ab de
                00000010: 6164 65                                  ade
                """)).isEqualTo("01803c7f3c01813c00be206162206465" + "616465");
    }

    @Test
    void readsWhatAProtocolAnalyserPrints() {
        assertThat(read("""
                0000   01 00 5e 00 3f 17 00 09 fb 02 5a 3c 08 00 45 00   ..^.?.....Z<..E.
                0010   ab cd                                             ab
                """)).isEqualTo("01005e003f170009fb025a3c08004500" + "abcd");
    }

    @Test
    void readsPlainDigits() {
        assertThat(read("0180 3C7F\n3c")).isEqualTo("01803c7f3c");
        assertThat(read("01803C7F3c\n\n")).isEqualTo("01803c7f3c");
        assertThat(read("nothing of the kind\n")).isEmpty();
    }

    private static String read(String dump) {
        return HexFormat.of().formatHex(HexDump.bytes(dump));
    }
}
