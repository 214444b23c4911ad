package io.wardkeep.gateway.uplink;

import io.wardkeep.lattice.Bytes;
import io.wardkeep.sync.Delta;
import io.wardkeep.sync.StoreResult;
import java.net.http.WebSocket;

/** What crosses to the uplink's thread. {@code connection} counts attempts, so that events of an old one are told. */
sealed interface UplinkEvent {

    /** The connection stands. */
    record Connected(long connection, WebSocket socket) implements UplinkEvent {}

    /** A whole message came. */
    record Message(long connection, Bytes frame) implements UplinkEvent {}

    /** The transport took what it was given. */
    record Written(long connection) implements UplinkEvent {}

    /** The connection is gone, or never came to be. */
    record Lost(long connection, String reason) implements UplinkEvent {}

    /** The store answered. */
    record Stored(long connection, long request, StoreResult result) implements UplinkEvent {}

    /** Something became durable. */
    record Durable(Delta delta) implements UplinkEvent {}

    /** The process stops. */
    record Close() implements UplinkEvent {}
}
