package io.wardkeep.gateway.journal;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what it was told. */
final class RecordedHealth implements JournalHealth {

    private final List<String> told = new CopyOnWriteArrayList<>();

    @Override
    public void troubleBegan(JournalTrouble trouble, String detail) {
        told.add("+" + trouble);
    }

    @Override
    public void troubleEnded(JournalTrouble trouble) {
        told.add("-" + trouble);
    }

    List<String> told() {
        return List.copyOf(told);
    }
}
