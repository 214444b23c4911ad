package io.wardkeep.hub.record;

import io.wardkeep.sync.StoreException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings the database to the schema that this build speaks. Called once at start, before any loop runs. */
public final class Migrations {

    private Migrations() {}

    /**
     * Applies what is missing; refuses a database that a newer build has changed. No migration mints dots.
     *
     * @throws StoreException when it cannot
     */
    public static void apply(DataSource source) {
        try {
            Flyway.configure()
                    .dataSource(source)
                    .locations("classpath:io/wardkeep/hub/record")
                    .connectRetries(10)
                    .load()
                    .migrate();
        } catch (FlywayException failed) {
            throw new StoreException("the database cannot be brought to this schema", failed);
        }
    }
}
