package io.wardkeep.gateway.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsbBusTest {

    @TempDir
    private Path directory;

    private SysfsTree tree;

    @BeforeEach
    void plugIn() throws IOException {
        tree = new SysfsTree(directory);
        tree.builtIn("ttyS0");
        tree.plug("1-1", "0403", "6001", "A50285BI", "00", "ttyUSB0");
        tree.plug("1-2", "0403", "6001", "B1", "00", "ttyUSB1");
        tree.plug("1-3", "067b", "2303", "", "00", "ttyUSB2");
        tree.plug("1-4", "0403", "6011", "FT1", "00", "ttyUSB3");
        tree.plug("1-4", "0403", "6011", "FT1", "0a", "ttyUSB4");
    }

    @Test
    void findsAnAdapterByItsSerialNumber() {
        assertThat(find("0403:6001:A50285BI")).isEqualTo(at("ttyUSB0"));
        assertThat(find("0403:6001:B1")).isEqualTo(at("ttyUSB1"));
    }

    @Test
    void anAdapterWithoutASerialNumberIsFoundWhileItIsTheOnlyOne() throws IOException {
        assertThat(find("067B:2303")).isEqualTo(at("ttyUSB2"));
        tree.plug("1-5", "067b", "2303", "", "00", "ttyUSB9");
        assertThat(find("067b:2303")).isInstanceOf(SerialPlace.Found.Not.class);
    }

    @Test
    void oneOfSeveralLinesNeedsItsNumber() {
        assertThat(find("0403:6011:FT1/0A")).isEqualTo(at("ttyUSB4"));
        assertThat(find("0403:6011:FT1"))
                .isInstanceOfSatisfying(
                        SerialPlace.Found.Not.class,
                        not -> assertThat(not.reason())
                                .startsWith("2 lines are 0403:6011:FT1")
                                .contains("0403:6011:FT1/00 at ", "0403:6011:FT1/0a at "));
    }

    @Test
    void whatIsNotPluggedInIsNotFound() throws IOException {
        assertThat(find("0403:6001:NOBODY"))
                .isEqualTo(new SerialPlace.Found.Not("no USB adapter 0403:6001:NOBODY is plugged in"));
        tree.unplug("1-1", "ttyUSB0");
        assertThat(find("0403:6001:A50285BI")).isInstanceOf(SerialPlace.Found.Not.class);
    }

    @Test
    void aMachineWithoutTerminalsHasNoAdapters() {
        assertThat(new UsbBus(directory.resolve("nowhere"), directory).adapters())
                .isEmpty();
    }

    @Test
    void whatIsNoIdentityIsRefused() {
        for (String text : new String[] {"", "0403", "0403:60", "403:6001:A", "0403:6001:A/1", "ftdi:6001"}) {
            assertThatThrownBy(() -> UsbIdentity.parse(text))
                    .as(text)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("0403:6001:A50285BI");
        }
        assertThat(UsbIdentity.parse("0403:6001:00:11:22")).hasToString("0403:6001:00:11:22");
    }

    private SerialPlace.Found find(String identity) {
        return new SerialPlace.ByUsb(UsbIdentity.parse(identity), tree.bus()).find();
    }

    private SerialPlace.Found at(String terminal) {
        return new SerialPlace.Found.At(tree.dev().resolve(terminal).toString());
    }
}
