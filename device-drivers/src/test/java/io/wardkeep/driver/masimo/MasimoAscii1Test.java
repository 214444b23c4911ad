package io.wardkeep.driver.masimo;

import io.wardkeep.driver.Driver;
import io.wardkeep.driver.DriverContract;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

class MasimoAscii1Test extends DriverContract {

    @Override
    protected Driver driver() {
        return new MasimoAscii1();
    }

    @Override
    protected List<byte[]> frames() {
        return IntStream.range(0, 9)
                .mapToObj(i -> String.format(
                        Locale.ROOT,
                        "03/17/16 19:19:%02d SN=0000070986 SPO2=%03d%% BPM=123 PI=00.55 SPCO=--%% SPMET=--.-%%"
                                + " DESAT=-- PIDELTA=+-- PVI=--- ALARM=000000 EXC=000800\r\n",
                        36 + i,
                        90 + i))
                .map(line -> line.getBytes(StandardCharsets.US_ASCII))
                .toList();
    }
}
