package io.wardkeep.sync;

import io.wardkeep.lattice.Bytes;
import io.wardkeep.lattice.CanonicalWriter;
import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.segment.BitEncoder;
import org.jspecify.annotations.Nullable;

/**
 * Writes the frames of one direction of one connection. Plain ones, which stand alone, until {@link #agree} says
 * otherwise. From version 3 on a live frame says what differs from those before it, so that every one must arrive,
 * once, in order. Mutable, for one thread; thrown away with the connection.
 */
public final class FrameWriter {

    /** Made when the first live frame comes: many a session ends before. */
    private @Nullable LiveModel memory;

    private int version = SyncCodec.VERSION_MIN;
    private long frames;

    /** From here on frames are of this version, which both ends speak. */
    public void agree(int agreed) {
        version = agreed;
    }

    /** The next frame. What begins and ends a session, and comparisons of what is live, are plain always. */
    public Bytes write(SyncMessage message) {
        return switch (message) {
            case SyncMessage.Hello _,
                    SyncMessage.Heads _,
                    SyncMessage.Bye _,
                    SyncMessage.Digests _,
                    SyncMessage.BlockDigests _,
                    SyncMessage.LiveBlocks _ -> SyncCodec.encode(message);
            case SyncMessage.Context _,
                    SyncMessage.Want _,
                    SyncMessage.Data _,
                    SyncMessage.Acknowledgement _,
                    SyncMessage.Ping _,
                    SyncMessage.Pong _ -> version < LiveFrame.VERSION ? SyncCodec.encode(message) : live(message);
        };
    }

    private Bytes live(SyncMessage message) {
        try {
            return LiveFrame.sealed(++frames, body(message));
        } catch (MalformedBytesException own) {
            throw new IllegalStateException("a message that cannot be said", own);
        }
    }

    private CanonicalWriter body(SyncMessage message) throws MalformedBytesException {
        BitEncoder coder = new BitEncoder();
        CanonicalWriter writer = new CanonicalWriter();
        switch (message) {
            case SyncMessage.Context context -> {
                model().context(coder, context);
                coder.finish(writer.octet(LiveFrame.CONTEXT));
            }
            case SyncMessage.Want want -> {
                model().want(coder, want);
                coder.finish(writer.octet(LiveFrame.WANT));
            }
            case SyncMessage.Acknowledgement acknowledgement -> {
                model().acknowledgement(coder, acknowledgement);
                coder.finish(writer.octet(LiveFrame.ACKNOWLEDGEMENT));
            }
            case SyncMessage.Data data -> data(coder, data, writer);
            case SyncMessage.Ping(long sent) -> writer.octet(LiveFrame.PING).signed(sent);
            case SyncMessage.Pong(long ping, long wall) ->
                writer.octet(LiveFrame.PONG).signed(ping).signed(wall);
            case SyncMessage.Hello _,
                    SyncMessage.Heads _,
                    SyncMessage.Bye _,
                    SyncMessage.Digests _,
                    SyncMessage.BlockDigests _,
                    SyncMessage.LiveBlocks _ -> throw new IllegalStateException("plain always");
        }
        return writer;
    }

    private void data(BitEncoder coder, SyncMessage.Data data, CanonicalWriter writer) throws MalformedBytesException {
        Literals literals = Literals.toWrite();
        model().data(coder, data, literals, 0);
        Bytes rest = literals.written();
        if (rest.size() == 0) {
            coder.finish(writer.octet(LiveFrame.DATA));
            return;
        }
        CanonicalWriter coded = new CanonicalWriter();
        coder.finish(coded);
        writer.octet(LiveFrame.DATA_WITH_LITERALS).block(coded.toBytes()).raw(rest);
    }

    private LiveModel model() {
        LiveModel model = memory;
        if (model == null) {
            model = new LiveModel();
            memory = model;
        }
        return model;
    }
}
