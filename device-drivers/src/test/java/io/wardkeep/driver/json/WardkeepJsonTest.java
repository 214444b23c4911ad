package io.wardkeep.driver.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.driver.Driver;
import io.wardkeep.driver.DriverContract;
import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.EventText;
import io.wardkeep.driver.message.ObservationMessage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WardkeepJsonTest extends DriverContract {

    private static final long NOW = Instant.parse("2026-11-20T09:00:01Z").toEpochMilli();

    @Override
    protected Driver driver() {
        return new WardkeepJson();
    }

    @Override
    protected List<byte[]> frames() {
        return IntStream.range(0, 9)
                .mapToObj(i -> ("{\"id\":" + i + ",\"t\":\"2026-11-20T09:00:00.25" + i
                                + "Z\",\"values\":[{\"code\":\"MDC_PULS_OXIM_SAT_O2\",\"value\":9" + i
                                + ",\"unit\":\"%\"}],\"waves\":[{\"code\":150452,\"period_ms\":8,"
                                + "\"samples\":[0.43,null,1]}]}\n")
                        .getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    protected Optional<String> makesMoreThanEventsBecause() {
        return Optional.of("a message of any shape is a tree before it is readings");
    }

    @Test
    void carriesIdTimeAndAllReadings() {
        ObservationMessage message = parse("""
                {"id":41,"t":"2026-11-20T09:00:00.250Z","values":[{"code":"MDC_TEMP_BODY","value":36.80,"unit":"Cel"}]}""");
        assertThat(message.id()).hasValue(41);
        assertThat(message.timed()).isTrue();
        assertThat(texts(message))
                .containsExactly("value 150364 36.80 unit 268192 VALID at 1795165200250 device 1795165200250");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"code\":\"MDC_NO_SUCH\",\"value\":1,\"unit\":\"%\"}|unknown-code",
                "{\"code\":99,\"value\":1,\"unit\":\"%\"}|unknown-code",
                "{\"code\":150456.5,\"value\":1,\"unit\":\"%\"}|unknown-code",
                "{\"value\":1,\"unit\":\"%\"}|unknown-code",
                "{\"code\":150456,\"value\":97,\"unit\":\"mm[Hg]\"}|wrong-unit",
                "{\"code\":150456,\"value\":97}|unit-missing",
                "{\"code\":150456,\"value\":\"97\",\"unit\":\"%\"}|value",
                "{\"code\":150456,\"unit\":\"%\"}|value",
                "{\"code\":150456,\"value\":97,\"unit\":\"%\",\"validity\":\"SENSOR_OFF\"}|value",
                "{\"code\":150456,\"value\":97,\"unit\":\"%\",\"validity\":\"perhaps\"}|validity",
                "{\"code\":150452,\"value\":97,\"unit\":\"1\"}|not-numeric",
                "7|values"
            })
    void aWrongPartIsGivenUpAndTheRestIsUsed(String part, String reason) {
        ObservationMessage message = parse("{\"values\":[" + part + ",{\"code\":150456,\"value\":97,\"unit\":\"%\"}]}");
        assertThat(texts(message))
                .containsExactly("malformed " + reason + " 0", "value 150456 97 unit 262688 VALID at " + NOW);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "|json-truncated",
                "{|json-truncated",
                "nonsense|json-syntax",
                "[]|json-syntax",
                "{}{}|json-trailing",
                "{\"a\":NaN}|json-syntax",
                "{\"a\":01}|json-syntax",
                "{\"a\":1e999999999}|json-number-range",
                "{\"a\":1,\"a\":2}|json-duplicate-key",
                "[[[[[[[[[[[[]]]]]]]]]]]]|json-depth",
                "{}|empty"
            })
    void whatIsNoMessageIsOneReason(String text, String reason) {
        ObservationMessage message = parse(text == null ? "" : text);
        assertThat(message.events())
                .singleElement()
                .isInstanceOfSatisfying(
                        DriverEvent.Malformed.class,
                        malformed -> assertThat(malformed.reason()).isEqualTo(reason));
    }

    @Test
    void anImplausibleNumberIsNotShown() {
        assertThat(texts(parse("{\"values\":[{\"code\":150456,\"value\":250,\"unit\":\"%\"}]}")))
                .containsExactly("value 150456 - unit 262688 IMPLAUSIBLE at " + NOW);
    }

    @Test
    void aClockThatIsFarOffIsKeptBesideTheGatewaysTime() {
        assertThat(texts(parse("{\"t\":\"2027-11-20T09:00:00Z\",\"values\":[{\"code\":150456,\"value\":97,"
                        + "\"unit\":\"%\"}]}")))
                .containsExactly("value 150456 97 unit 262688 VALID at " + NOW + " device 1826701200000");
    }

    @Test
    void notUtf8IsOneReason() {
        ObservationMessage message = WardkeepMessage.parse(ByteBuffer.wrap(new byte[] {'{', (byte) 0xFF, '}'}), NOW);
        assertThat(texts(message)).containsExactly("malformed json-encoding 3");
    }

    private static ObservationMessage parse(String text) {
        return WardkeepMessage.parse(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), NOW);
    }

    private static List<String> texts(ObservationMessage message) {
        return message.events().stream().map(EventText::of).toList();
    }
}
