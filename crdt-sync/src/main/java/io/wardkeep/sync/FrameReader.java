package io.wardkeep.sync;

import io.wardkeep.lattice.Bytes;
import io.wardkeep.lattice.CanonicalReader;
import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.segment.BitDecoder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a {@link FrameWriter} wrote: every live frame, once, in order. After one that is malformed it reads no
 * more. Mutable, for one thread; thrown away with the connection.
 */
public final class FrameReader {

    /** Made when the first live frame comes: many a session ends before. */
    private @Nullable LiveModel memory;

    private int version = SyncCodec.VERSION_MIN;
    private long frames;
    private boolean isBroken;

    /** From here on the peer's frames are of this version. */
    public void agree(int agreed) {
        version = agreed;
    }

    /**
     * The message of the next frame.
     *
     * @throws MalformedBytesException for bytes that no writer makes at this place
     */
    public SyncMessage read(Bytes frame) throws MalformedBytesException {
        if (isBroken) {
            throw new MalformedBytesException("after a frame that could not be read");
        }
        isBroken = true;
        SyncMessage message = LiveFrame.isPlain(frame) ? plain(frame) : live(frame);
        isBroken = false;
        return message;
    }

    private SyncMessage plain(Bytes frame) throws MalformedBytesException {
        SyncMessage message = SyncCodec.decode(frame);
        return switch (message) {
            case SyncMessage.Hello _,
                    SyncMessage.Heads _,
                    SyncMessage.Bye _,
                    SyncMessage.Digests _,
                    SyncMessage.BlockDigests _,
                    SyncMessage.LiveBlocks _ -> message;
            case SyncMessage.Context _,
                    SyncMessage.Want _,
                    SyncMessage.Data _,
                    SyncMessage.Acknowledgement _,
                    SyncMessage.Ping _,
                    SyncMessage.Pong _ -> {
                if (version >= LiveFrame.VERSION) {
                    throw new MalformedBytesException("a plain frame where live ones were agreed");
                }
                yield message;
            }
        };
    }

    private SyncMessage live(Bytes frame) throws MalformedBytesException {
        if (version < LiveFrame.VERSION) {
            throw new MalformedBytesException("not a plain frame, and no other was agreed");
        }
        byte[] content = LiveFrame.opened(++frames, frame);
        byte[] body = Arrays.copyOfRange(content, 1, content.length);
        return switch (content[0] & 0xFF) {
            case LiveFrame.CONTEXT -> modelled(body, coder -> model().context(coder, null));
            case LiveFrame.WANT -> modelled(body, coder -> model().want(coder, null));
            case LiveFrame.ACKNOWLEDGEMENT -> modelled(body, coder -> model().acknowledgement(coder, null));
            case LiveFrame.DATA -> {
                Literals none = Literals.toRead(new CanonicalReader(new byte[0]));
                yield modelled(body, coder -> model().data(coder, null, none, frame.size()));
            }
            case LiveFrame.DATA_WITH_LITERALS -> {
                CanonicalReader reader = new CanonicalReader(body);
                byte[] coded = reader.block(body.length).toArray();
                Literals literals = Literals.toRead(reader);
                SyncMessage data = modelled(coded, coder -> model().data(coder, null, literals, frame.size()));
                reader.end();
                yield data;
            }
            case LiveFrame.PING -> {
                CanonicalReader reader = new CanonicalReader(body);
                SyncMessage ping = new SyncMessage.Ping(reader.signed());
                reader.end();
                yield ping;
            }
            case LiveFrame.PONG -> {
                CanonicalReader reader = new CanonicalReader(body);
                SyncMessage pong = new SyncMessage.Pong(reader.signed(), reader.signed());
                reader.end();
                yield pong;
            }
            default -> throw new MalformedBytesException("unknown type " + (content[0] & 0xFF));
        };
    }

    private interface Body {
        SyncMessage read(BitDecoder coder) throws MalformedBytesException;
    }

    private static SyncMessage modelled(byte[] coded, Body body) throws MalformedBytesException {
        BitDecoder coder = new BitDecoder(coded);
        SyncMessage message = body.read(coder);
        coder.end();
        return message;
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
