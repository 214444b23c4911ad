package io.wardkeep.gateway.journal;

import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.sync.StoreException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What a failed call to SQLite means for the loop. */
enum StoreFailure {
    /** No room, for the file or for the index of its log. */
    FULL,
    /** A sync failed: what is on the disk is unknown until the process starts again. Never retried. */
    SYNC,
    /** An I/O error, a damaged page, no memory, a lock that is not given: a new connection may help. */
    CONNECTION,
    /** A statement of ours was wrong. */
    BUG;

    private static final int BASE_CODE = 0xFF;

    /** Is the file itself no longer a journal that can be read, whatever connection is used? */
    static boolean isDamage(StoreException failure) {
        return switch (failure.getCause()) {
            case SQLiteException refused ->
                switch (refused.getResultCode().code & BASE_CODE) {
                    // CORRUPT, NOTADB
                    case 11, 26 -> true;
                    default -> false;
                };
            case MalformedBytesException _ -> true;
            case null, default -> false;
        };
    }

    static StoreFailure of(StoreException failure) {
        if (!(failure.getCause() instanceof SQLiteException refused)) {
            return BUG;
        }
        SQLiteErrorCode code = refused.getResultCode();
        if (code == SQLiteErrorCode.SQLITE_IOERR_FSYNC || code == SQLiteErrorCode.SQLITE_IOERR_DIR_FSYNC) {
            return SYNC;
        }
        if (code == SQLiteErrorCode.SQLITE_IOERR_SHMSIZE) {
            return FULL;
        }
        return switch (code.code & BASE_CODE) {
            case 13 -> FULL;
            // BUSY, NOMEM, READONLY, IOERR, CORRUPT, CANTOPEN, PROTOCOL, NOTADB
            case 5, 7, 8, 10, 11, 14, 15, 26 -> CONNECTION;
            default -> BUG;
        };
    }
}
