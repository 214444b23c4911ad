package io.wardkeep.soak;

import io.wardkeep.demo.PageClient;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** What a page's completeness report says, as a user reads it. */
public final class Observed {

    private Observed() {}

    /**
     * Per observation stream what is there, lost and missing, in one text that can be compared between the two sides.
     */
    public static Map<String, String> streams(PageClient page) throws IOException {
        Map<String, String> streams = new TreeMap<>();
        for (JsonNode stream : page.get("api/v1/completeness").get("streams")) {
            if (stream.get("shard").asString().endsWith("/OBS")
                    && stream.get("last").asLong() > 0) {
                streams.put(
                        stream.get("site").asString() + "/"
                                + stream.get("incarnation").asLong() + "/"
                                + stream.get("device").asString(),
                        "1.." + stream.get("last").asLong() + " data "
                                + stream.get("data").asLong() + " lost "
                                + stream.get("lost").asLong() + " missing "
                                + stream.get("missing").asLong()
                                + " duplicates " + stream.get("duplicates").asLong());
            }
        }
        return streams;
    }
}
