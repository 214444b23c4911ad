package io.wardkeep.driver.list;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.driver.Driver;
import io.wardkeep.driver.DriverSheet;
import io.wardkeep.ward.Metric;
import io.wardkeep.ward.Nomenclature;
import io.wardkeep.ward.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The generated part of {@code docs/devices.md} is what the drivers' sheets say. {@code -Drewrite=true} writes it anew.
 */
class DevicesPageTest {

    private static final Path PAGE = Path.of("../docs/devices.md");
    private static final String FIRST = "<!-- generated from the drivers' sheets: begin -->\n";
    private static final String LAST = "<!-- generated from the drivers' sheets: end -->\n";

    @Test
    void pageSaysWhatTheDriversSay() throws IOException {
        String page = Files.readString(PAGE);
        int from = page.indexOf(FIRST) + FIRST.length();
        int until = page.indexOf(LAST);
        assertThat(until).isGreaterThanOrEqualTo(from);
        String generated = Drivers.all().stream().map(DevicesPageTest::section).collect(Collectors.joining("\n"));
        if (Boolean.getBoolean("rewrite")) {
            Files.writeString(PAGE, page.substring(0, from) + generated + page.substring(until));
        }
        assertThat(page.substring(from, until)).isEqualTo(generated);
    }

    private static String section(Driver driver) {
        DriverSheet sheet = driver.sheet();
        StringBuilder text = new StringBuilder("### `" + driver.name() + "`\n\n");
        row(text, "protocol", driver.description());
        row(text, "document", sheet.document());
        row(text, "devices", String.join(", ", sheet.devices()));
        row(text, "carried by", words(sheet.carriers()) + (sheet.serial().isEmpty() ? "" : "; " + serial(sheet)));
        row(text, "talks", sheet.speaksFirst() ? "by itself" : "when polled or greeted");
        row(text, "silent after", driver.silenceMillis() + " ms");
        row(text, "numbers", metrics(sheet.numerics()));
        row(text, "waveforms", metrics(sheet.waveforms()));
        row(text, "alarms", sheet.alarms());
        row(text, "not supported", String.join("; ", sheet.unsupported()));
        return text.toString();
    }

    private static void row(StringBuilder text, String name, String value) {
        if (!value.isEmpty()) {
            text.append("- ").append(name).append(": ").append(value).append('\n');
        }
    }

    private static String words(Collection<DriverSheet.Carrier> carriers) {
        return carriers.stream()
                .map(carrier -> carrier.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    private static String serial(DriverSheet sheet) {
        return sheet.serial().stream().map(Object::toString).collect(Collectors.joining(" or "));
    }

    /** More than these are the whole nomenclature and listed there. */
    private static final int LISTED_MAX = 80;

    private static String metrics(Collection<Integer> codes) {
        return codes.size() > LISTED_MAX
                ? "every one of the nomenclature"
                : codes.stream().map(DevicesPageTest::metric).collect(Collectors.joining(", "));
    }

    private static String metric(int code) {
        Metric metric = Nomenclature.standard().metric(code).orElseThrow();
        String unit = metric.unit().map(Unit::ucum).orElse("");
        return metric.label() + " " + code + " `" + metric.refId() + "`" + (unit.isEmpty() ? "" : " in " + unit);
    }
}
