package io.wardkeep.bench;

import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** Says every tenth of a history how far its writing has come. */
final class Progress implements LongConsumer {

    private static final int PARTS = 10;

    private final WardHistory history;
    private final Consumer<String> say;
    private long told;

    Progress(WardHistory history, Consumer<String> say) {
        this.history = history;
        this.say = say;
    }

    @Override
    public void accept(long written) {
        long part = written * PARTS / history.observations();
        if (part > told) {
            told = part;
            say.accept(String.format(Locale.ROOT, "writing the past: %,d of %,d", written, history.observations()));
        }
    }
}
