package io.wardkeep.gateway.journal;

/**
 * Where one body of readings lies.
 *
 * @param sealed in table segment, or else in table tail
 * @param row its rowid
 * @param first sequence of its first reading
 * @param last sequence of its last reading
 * @param fromMillis earliest measured time in it
 * @param untilMillis latest measured time in it
 */
record Piece(boolean sealed, long row, long first, long last, long fromMillis, long untilMillis) {

    /** How many readings. */
    int count() {
        return (int) (last - first + 1);
    }

    String table() {
        return sealed ? "segment" : "tail";
    }
}
