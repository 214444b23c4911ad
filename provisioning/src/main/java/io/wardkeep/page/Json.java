package io.wardkeep.page;

import io.vertx.core.buffer.Buffer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The page's JSON: views out as they are, request bodies in as trees. */
public final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    /** A view as JSON. */
    public static Buffer write(Object view) {
        return Buffer.buffer(MAPPER.writeValueAsBytes(view));
    }

    /** Reads a body; throws {@link ProblemException} (400) for anything but one JSON object. */
    static JsonNode object(byte[] body) {
        JsonNode tree;
        try {
            tree = MAPPER.readTree(body);
        } catch (JacksonException notJson) {
            throw ProblemException.badRequest("the body is not JSON", notJson);
        }
        if (!tree.isObject()) {
            throw ProblemException.badRequest("the body must be a JSON object");
        }
        return tree;
    }
}
