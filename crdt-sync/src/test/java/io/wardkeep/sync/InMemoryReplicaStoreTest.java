package io.wardkeep.sync;

final class InMemoryReplicaStoreTest extends ReplicaStoreContract {

    @Override
    protected ReplicaStore create() {
        return new InMemoryReplicaStore();
    }

    @Override
    protected ReplicaStore reopen(ReplicaStore store) {
        return ((InMemoryReplicaStore) store).image();
    }
}
