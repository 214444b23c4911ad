package io.wardkeep.driver.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.DriverSession;
import io.wardkeep.driver.EventText;
import io.wardkeep.ward.Observation;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Of several channels with one code one gives it; alarms end however their sender writes that. */
class Hl7ChannelsTest {

    private static final long NOW = 1_800_000_000_000L;
    private static final long MINUTE = 60_000;
    private static final String HEADER =
            "MSH|^~\\&|GW^0011223344556677^EUI-64|ACME|||20240315143015+0000||ORU^R01^ORU_R01|MSG1|P|2.6|||NE|AL\r";
    private static final String ALARM_HEADER = HEADER.replace("R01^ORU_R01", "R40^ORU_R40");

    private final DriverSession session = new Hl7().open();

    private List<DriverEvent> hear(long now, String message) {
        List<DriverEvent> events = new ArrayList<>();
        byte[] framed = ("\u000b" + message + "\u001c\r").getBytes(StandardCharsets.UTF_8);
        session.received(ByteBuffer.wrap(framed), now, events::add);
        return events;
    }

    private static String bed(String name) {
        return HEADER + "PID|||P^^^H^MR\rPV1||I|ICU^^" + name
                + "\rOBR|1|1|1|182777000^monitoring^SCT|||20240315143015\r";
    }

    private static String temperature(String channel, String value) {
        return "OBX|1|NM|150344^MDC_TEMP^MDC|" + channel + "|" + value + "|268192^MDC_DIM_DEGC^MDC|||||"
                + (value.isEmpty() ? "X" : "R") + "\r";
    }

    /** Values, of parts with their part. */
    private static List<String> values(List<DriverEvent> events) {
        List<String> values = new ArrayList<>();
        for (DriverEvent event : events) {
            switch (event) {
                case DriverEvent.Measured(Observation observation) -> values.add(text(observation));
                case DriverEvent.MeasuredByPart(String part, Observation observation) ->
                    values.add(part + " " + text(observation));
                default -> {
                    // The device, and the answer.
                }
            }
        }
        return values;
    }

    private static String text(Observation observation) {
        return observation.validity().hasValue()
                ? observation.value().toString()
                : observation.validity().toString();
    }

    @Test
    void aSecondProbeIsNotTakenForTheFirst() {
        String both = bed("B1") + temperature("1.26.1.1", "36.9") + temperature("1.26.2.1", "34.1");
        assertThat(values(hear(NOW, both))).containsExactly("36.9", "1.26.2.1 34.1");
        assertThat(values(hear(NOW + MINUTE, bed("B1") + temperature("1.26.2.1", "34.0"))))
                .as("nor when the first is not in a message")
                .containsExactly("1.26.2.1 34.0");
        assertThat(values(hear(NOW + MINUTE, bed("B2") + temperature("1.26.2.1", "37.2"))))
                .as("another bed's probe is no second one")
                .containsExactly("37.2");
    }

    @Test
    void aChannelWithoutAValueDoesNotTakeTheMetricAndGivesWayAfterMinutes() {
        assertThat(values(hear(NOW, bed("B1") + temperature("1.26.1.1", "") + temperature("1.26.2.1", "34.1"))))
                .containsExactly("INVALID", "34.1");
        assertThat(values(hear(NOW + MINUTE, bed("B1") + temperature("1.26.2.1", "") + temperature("1.26.1.1", "36"))))
                .containsExactly("INVALID", "1.26.1.1 36");
        assertThat(values(hear(NOW + 5 * MINUTE, bed("B1") + temperature("1.26.1.1", "36"))))
                .containsExactly("36");
    }

    @Test
    void rowsThatAreOnlyNumberedAreOfOneChannel() {
        assertThat(values(hear(NOW, bed("B1") + temperature("14", "36.9")))).containsExactly("36.9");
        assertThat(values(hear(NOW, bed("B1") + temperature("15", "36.8") + temperature("", "36.7"))))
                .containsExactly("36.8", "36.7");
    }

    @Test
    void aThousandBedsAreKeptApart() {
        for (int round = 0; round < 2; round++) {
            for (int bed = 0; bed < 1_000; bed++) {
                String both =
                        bed("B" + bed) + temperature("1.26.1.1", "36." + bed % 10) + temperature("1.26.2.1", "34");
                assertThat(values(hear(NOW + round * MINUTE, both))).containsExactly("36." + bed % 10, "1.26.2.1 34");
            }
        }
    }

    @Test
    void etco2IsOneMetricUnderItsThreeNames() {
        for (String name :
                List.of("151708^MDC_CONC_AWAY_CO2_ET", "151712^MDC_CONC_AWAY_CO2_EXP", "151728^MDC_AWAY_CO2_ET")) {
            List<DriverEvent> events =
                    hear(NOW, bed("B1") + "OBX|1|NM|" + name + "^MDC|1.11.1.1|38|266016^MDC_DIM_MMHG^MDC|||||R\r");
            assertThat(events.stream().map(EventText::of)).anyMatch(text -> text.startsWith("value 151708 38 "));
        }
    }

    @Test
    void aZeroPressureIsNoValue() {
        assertThat(
                        values(
                                hear(
                                        NOW,
                                        bed("B1")
                                                + "OBX|1|NM|150037^MDC_PRESS_BLD_ART_ABP_SYS^MDC|1.13.1.1|0|266016^MDC_DIM_MMHG^MDC|||||R\r")))
                .containsExactly("INVALID");
    }

    private List<DriverEvent.DeviceAlert> alarm(String report, String phase, String state) {
        return hear(
                        NOW,
                        ALARM_HEADER + report + "\r"
                                + "OBX|1|ST|196670^MDC_EVT_LO^MDC|1.22.1.1.1|SpO2 low||||||R\r"
                                + "OBX|3|ST|68481^MDC_ATTR_EVENT_PHASE^MDC|1.22.1.1.3|" + phase + "||||||R\r"
                                + "OBX|4|ST|68482^MDC_ATTR_ALARM_STATE^MDC|1.22.1.1.4|" + state + "||||||R\r")
                .stream()
                .filter(DriverEvent.DeviceAlert.class::isInstance)
                .map(DriverEvent.DeviceAlert.class::cast)
                .toList();
    }

    @Test
    void theParentOfAReportIsKnownByItsPartWhereverItStands() {
        String parentless = "OBR|1||A-7^GW|196616^MDC_EVT_ALARM^MDC";
        String filler = "OBR|1||A-8^GW|196616^MDC_EVT_ALARM^MDC" + "|".repeat(25) + "^A-7&GW";
        String placer = "OBR|1||A-8^GW|196616^MDC_EVT_ALARM^MDC" + "|".repeat(25) + "A-7&GW";
        assertThat(alarm(parentless, "start", "active").getFirst().id()).isEqualTo("A-7");
        assertThat(alarm(filler, "update", "active").getFirst().id()).isEqualTo("A-7");
        assertThat(alarm(placer, "end", "inactive").getFirst())
                .matches(end -> end.id().equals("A-7") && !end.present());
    }

    @Test
    void aResetEndsAnAlarmUnlessItGoesOn() {
        String report = "OBR|1||A-7^GW|196616^MDC_EVT_ALARM^MDC";
        assertThat(alarm(report, "reset", "").getFirst().present()).isFalse();
        assertThat(alarm(report, "reset", "inactive").getFirst().present()).isFalse();
        assertThat(alarm(report, "reset", "active").getFirst().present()).isTrue();
        assertThat(alarm(report, "update", "latched").getFirst().present()).isTrue();
    }
}
