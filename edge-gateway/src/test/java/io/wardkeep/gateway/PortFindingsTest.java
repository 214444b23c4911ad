package io.wardkeep.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.gateway.health.Finding;
import io.wardkeep.gateway.port.PortStatus;
import io.wardkeep.ward.Decimal;
import io.wardkeep.ward.DeviceId;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Validity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PortFindingsTest {

    private static final long NOW = 1_000_000;

    @Test
    void aGoodPortTellsWhoPaceErrorsAndValuesWithTheirAge() {
        Finding finding =
                find(status("nonin-oem3", "", true, 5_000, OptionalLong.of(NOW - 300), Map.of("checksum", 2L)));

        assertThat(finding)
                .isEqualTo(Finding.ok(
                        "port ox-01",
                        "nonin-oem3 on /dev/ttyUSB0 9600 8N1 (Nonin OEM III, serial 77): 4.5 readings/s, 900 readings in 300"
                                + " frames, errors: 2 checksum; SpO₂ 97 % 0.3 s ago; PR SENSOR_OFF 0.4 s ago"));
    }

    @Test
    void manyBadFramesAreToBeLookedAt() {
        Finding finding = find(status(
                "nonin-oem3", "", true, 5_000, OptionalLong.of(NOW), Map.of("checksum", 2L, "unsynchronised", 9L)));

        assertThat(finding.verdict()).isEqualTo(Finding.Verdict.WARN);
        assertThat(finding.detail()).contains("errors: 9 unsynchronised, 2 checksum");
        assertThat(finding.advice()).contains("decode");
    }

    @Test
    void silenceAndNothingAtAllAndBytesWithoutMeaningAreFailures() {
        assertThat(find(status("nonin-oem3", "", true, 5_000, OptionalLong.of(NOW - 125_000), Map.of())))
                .satisfies(PortFindingsTest::failed)
                .extracting(Finding::detail)
                .asString()
                .startsWith("silent for 2 min; nonin-oem3 on ")
                .contains(": 0.0 readings/s");
        assertThat(find(status("nonin-oem3", "", true, 0, OptionalLong.empty(), Map.of())))
                .satisfies(PortFindingsTest::failed)
                .extracting(Finding::detail)
                .asString()
                .startsWith("nothing comes; nonin-oem3");
        assertThat(find(status("nonin-oem3", "", true, 4_711, OptionalLong.empty(), Map.of("no-sync", 7L))))
                .satisfies(PortFindingsTest::failed)
                .extracting(Finding::detail)
                .asString()
                .startsWith("4711 bytes and no reading; ")
                .endsWith("errors: 7 no-sync");
    }

    @Test
    void whatIsNotRecognisedTellsWhatWasHeard() {
        Finding finding = find(status("auto", "nothing came at 9600 8N1", true, 0, OptionalLong.empty(), Map.of()));

        failed(finding);
        assertThat(finding.detail()).contains("not recognised on /dev/ttyUSB0").endsWith("nothing came at 9600 8N1");
        assertThat(finding.advice()).contains("name its driver");
    }

    @Test
    void aWayThatIsGoneTellsWhy() {
        Finding finding = find(status("nonin-oem3", "", false, 0, OptionalLong.empty(), Map.of()));

        failed(finding);
        assertThat(finding.detail()).isEqualTo("unplugged; /dev/ttyUSB0 9600 8N1");
    }

    @Test
    void aPortThatTheGatewayDoesNotKnowIsAChangedFile() {
        Finding finding = new PortFindings(PortViews.of(List.of(), NOW)).of("ox-01");

        failed(finding);
        assertThat(finding.advice()).contains("restart");
    }

    private static void failed(Finding finding) {
        assertThat(finding.verdict()).isEqualTo(Finding.Verdict.FAIL);
        assertThat(finding.advice()).isNotEmpty();
    }

    private static Finding find(PortStatus status) {
        return new PortFindings(PortViews.of(List.of(status), NOW)).of("ox-01");
    }

    private static PortStatus status(
            String driver,
            String understood,
            boolean present,
            long bytes,
            OptionalLong lastReading,
            Map<String, Long> malformed) {
        return new PortStatus(
                new DeviceId("ox-01"),
                Optional.empty(),
                "/dev/ttyUSB0 9600 8N1",
                driver,
                understood,
                present,
                present ? "" : "unplugged",
                1,
                bytes,
                300,
                900,
                0,
                4.5,
                malformed,
                lastReading,
                Optional.of(new DriverEvent.Identity("Nonin OEM III", "77", "")),
                List.of(
                        Observation.missing(149_530, 264_864, Validity.SENSOR_OFF, NOW - 400),
                        Observation.of(150_456, Decimal.of(97), 262_688, Validity.VALID, NOW - 300)));
    }
}
