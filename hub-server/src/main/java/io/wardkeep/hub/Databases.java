package io.wardkeep.hub;

import io.wardkeep.hub.record.RunningDatabase;
import java.io.IOException;
import javax.sql.DataSource;

/** The way of the command line to a database that runs already. */
final class Databases {

    private Databases() {}

    /** Throws IOException when our own server does not run: then the hub does not either. */
    static DataSource source(HubConfig config) throws IOException {
        return switch (config.database()) {
            case HubConfig.DatabaseChoice.Embedded() ->
                RunningDatabase.embedded(config.postgres())
                        .orElseThrow(() -> new IOException("the hub does not run, and with it its database: start it"));
            case HubConfig.DatabaseChoice.Url(String url) -> RunningDatabase.remote(url);
        };
    }
}
