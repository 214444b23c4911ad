package io.wardkeep.gateway.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.page.Endpoint;
import io.wardkeep.ward.view.BedView;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

class OpenApiTest {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete");

    private final JsonNode document = read();

    @Test
    void everyRouteIsDocumentedAndEveryDocumentedRouteOfTheWardIsServed() {
        Set<String> documented = new TreeSet<>();
        for (String path : document.get("paths").propertyNames()) {
            JsonNode item = document.get("paths").get(path);
            for (String method : item.propertyNames()) {
                if (METHODS.contains(method) && servedBy(item.get(method), "ward")) {
                    documented.add(method.toUpperCase(Locale.ROOT) + " " + path);
                }
            }
        }
        Set<String> served = new TreeSet<>();
        Arrays.stream(Endpoint.values()).forEach(endpoint -> served.add(endpoint.method() + " " + endpoint.path()));

        assertThat(documented).isEqualTo(served);
    }

    @Test
    void everySchemaHasExactlyTheFieldsOfItsView() throws ClassNotFoundException {
        JsonNode schemas = document.get("components").get("schemas");
        Set<String> checked = new TreeSet<>();
        for (String name : schemas.propertyNames()) {
            Optional<Class<?>> view = view(name);
            if (view.isPresent()) {
                Set<String> fields = new TreeSet<>();
                Arrays.stream(view.get().getRecordComponents()).forEach(component -> fields.add(component.getName()));
                assertThat(new TreeSet<>(schemas.get(name).get("properties").propertyNames()))
                        .as(name)
                        .isEqualTo(fields);
                checked.add(name);
            }
        }
        assertThat(checked)
                .contains("Bed", "BedPage", "Vital", "Alert", "Limit", "Gateway", "Problem")
                .hasSizeGreaterThan(25);
    }

    private static Optional<Class<?>> view(String schema) throws ClassNotFoundException {
        String name = BedView.class.getPackageName() + "." + schema + "View";
        String resource = "/" + name.replace('.', '/') + ".class";
        return BedView.class.getResource(resource) == null ? Optional.empty() : Optional.of(Class.forName(name));
    }

    private static JsonNode read() {
        try (InputStream stream = BedView.class.getResourceAsStream("openapi.yaml")) {
            return YAMLMapper.builder().build().readTree(stream);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** {@code x-served-by} lists the sides; without it both serve the route. */
    private static boolean servedBy(JsonNode operation, String side) {
        JsonNode sides = operation.get("x-served-by");
        if (sides == null) {
            return true;
        }
        for (JsonNode each : sides) {
            if (each.asString().equals(side)) {
                return true;
            }
        }
        return false;
    }
}
