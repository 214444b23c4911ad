package io.wardkeep.sync;

import java.util.EnumMap;
import java.util.Map;

/** Bytes of one direction. */
final class Traffic {

    private final Map<Lane, Long> byLane = new EnumMap<>(Lane.class);
    private long other;

    void count(SyncMessage message, int bytes) {
        switch (message) {
            case SyncMessage.Data data -> byLane.merge(data.lane(), (long) bytes, Long::sum);
            case SyncMessage.Hello _,
                    SyncMessage.Heads _,
                    SyncMessage.Context _,
                    SyncMessage.Want _,
                    SyncMessage.Acknowledgement _,
                    SyncMessage.Digests _,
                    SyncMessage.BlockDigests _,
                    SyncMessage.LiveBlocks _,
                    SyncMessage.Ping _,
                    SyncMessage.Pong _,
                    SyncMessage.Bye _ -> other += bytes;
        }
    }

    Map<Lane, Long> byLane() {
        return byLane;
    }

    long other() {
        return other;
    }
}
