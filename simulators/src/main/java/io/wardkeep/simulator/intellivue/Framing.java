package io.wardkeep.simulator.intellivue;

import io.wardkeep.simulator.bedside.Wire;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;

/** How messages travel: each a datagram, or each in a frame on a line. Owned by its device. */
sealed interface Framing {

    /** Sends a message; false where nobody listens. */
    boolean send(byte[] message);

    /** The next message that came; empty for none. */
    Optional<byte[]> receive();

    /** On the network a message is a datagram. */
    record Datagrams(Wire wire) implements Framing {

        @Override
        public boolean send(byte[] message) {
            return wire.send(message);
        }

        @Override
        public Optional<byte[]> receive() {
            byte[] datagram = wire.receive();
            return datagram.length == 0 ? Optional.empty() : Optional.of(datagram);
        }
    }

    /** On the serial port: {@code C0 | 11 01 length message check | C1} with C0, C1 and 7D escaped. */
    final class Frames implements Framing {

        private static final int FRAME_MAX = 2_600;

        private final Wire wire;
        private final ByteArrayOutputStream frame = new ByteArrayOutputStream();
        private final Deque<byte[]> messages = new ArrayDeque<>();
        private boolean escaped;

        Frames(Wire wire) {
            this.wire = wire;
        }

        @Override
        public boolean send(byte[] message) {
            byte[] plain =
                    new Message().u16(0x1101, message.length).raw(message).bytes();
            int check = check(plain, plain.length);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.write(0xC0);
            for (byte octet : plain) {
                escape(out, octet & 0xFF);
            }
            escape(out, check & 0xFF);
            escape(out, check >> 8);
            out.write(0xC1);
            return wire.send(out.toByteArray());
        }

        private static void escape(ByteArrayOutputStream out, int octet) {
            if (octet == 0xC0 || octet == 0xC1 || octet == 0x7D) {
                out.write(0x7D);
                out.write(octet ^ 0x20);
            } else {
                out.write(octet);
            }
        }

        @Override
        public Optional<byte[]> receive() {
            for (byte[] bytes = wire.receive(); bytes.length > 0; bytes = wire.receive()) {
                for (byte octet : bytes) {
                    take(octet & 0xFF);
                }
            }
            return Optional.ofNullable(messages.poll());
        }

        private void take(int octet) {
            switch (octet) {
                case 0xC0 -> {
                    frame.reset();
                    escaped = false;
                }
                case 0xC1 -> {
                    ended(frame.toByteArray());
                    frame.reset();
                }
                case 0x7D -> escaped = true;
                default -> {
                    if (frame.size() < FRAME_MAX) {
                        frame.write(escaped ? octet ^ 0x20 : octet);
                    }
                    escaped = false;
                }
            }
        }

        /** A frame that is broken is dropped, as a monitor does. */
        private void ended(byte[] octets) {
            int length = octets.length;
            if (length >= 6
                    && octets[0] == 0x11
                    && octets[1] == 0x01
                    && check(octets, length - 2) == ((octets[length - 2] & 0xFF) | (octets[length - 1] & 0xFF) << 8)) {
                messages.add(Arrays.copyOfRange(octets, 4, length - 2));
            }
        }

        private static int check(byte[] octets, int length) {
            int check = 0xFFFF;
            for (int at = 0; at < length; at++) {
                check ^= octets[at] & 0xFF;
                for (int bit = 0; bit < 8; bit++) {
                    check = (check & 1) == 0 ? check >>> 1 : check >>> 1 ^ 0x8408;
                }
            }
            return ~check & 0xFFFF;
        }
    }
}
