package io.wardkeep.driver.nonin;

/** Where the parts of a frame of five bytes lie; the fourth is the value, the fifth the sum of the others. */
enum FrameLayout {
    /** {@code 01 status pleth value sum}, pleth 0 to 255. */
    FORMAT_2 {
        @Override
        boolean begins(byte[] frame) {
            return frame[0] == START && frame[1] < 0;
        }

        @Override
        int status(byte[] frame) {
            return frame[1] & 0xFF;
        }

        @Override
        int pleth(byte[] frame) {
            return frame[2] & 0xFF;
        }
    },
    /** {@code status pleth pleth value sum}, pleth 0 to 65535, high byte first. */
    FORMAT_7 {
        @Override
        boolean begins(byte[] frame) {
            return frame[0] < 0;
        }

        @Override
        int status(byte[] frame) {
            return frame[0] & 0xFF;
        }

        @Override
        int pleth(byte[] frame) {
            return (frame[1] & 0xFF) << 8 | frame[2] & 0xFF;
        }
    };

    static final int BYTES = 5;

    private static final byte START = 0x01;

    /** Can a frame begin so? The top bit of the status is always set. */
    abstract boolean begins(byte[] frame);

    abstract int status(byte[] frame);

    abstract int pleth(byte[] frame);
}
