package io.wardkeep.gateway.journal;

import io.wardkeep.sync.ReplicaStore;
import io.wardkeep.sync.ReplicaStoreContract;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract, held by the real SQLite. */
class SqliteReplicaStoreIT extends ReplicaStoreContract {

    private final Path directory;
    private final List<SqliteReplicaStore> opened = new ArrayList<>();

    SqliteReplicaStoreIT(@TempDir Path directory) {
        this.directory = directory;
    }

    @Override
    protected ReplicaStore create() {
        opened.add(new SqliteReplicaStore(directory.resolve("journal.sqlite"), HERE, InstantSource.system()));
        return opened.getLast();
    }

    @Override
    protected ReplicaStore reopen(ReplicaStore store) {
        closes();
        return create();
    }

    @AfterEach
    void closes() {
        opened.forEach(SqliteReplicaStore::close);
        opened.clear();
    }
}
