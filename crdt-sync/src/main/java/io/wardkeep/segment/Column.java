package io.wardkeep.segment;

import io.wardkeep.ward.Validity;
import org.jspecify.annotations.Nullable;

/** What is expected of the next reading of a column. Mutable, for one body. */
final class Column {

    /** Everything as expected. */
    static final int REGULAR = 0;

    static final int SUCCESSOR = 1;
    static final int NEW = 2;
    static final int VALIDITY = 3;
    static final int LENGTH = 4;
    static final int HOLES = 5;
    static final int MEASURED = 6;
    static final int DEVICE = 7;
    static final int TIMED = 8;
    private static final int FLAGS = 9;
    private static final int IRREGULAR_PER_MILLE = 12;
    private static final int CONFIDENCE = 8;

    final int index;
    final Channel channel;
    /** Of the channel, nearer at hand. */
    final int code;

    final int unit;
    final int scale;
    final boolean isWave;
    final int[] flags = BitCoder.cells(FLAGS, 60, 3);
    final Beat measured = new Beat();
    final Beat device = new Beat();
    /** What was counted of it while reading. */
    final Tally tally = new Tally();

    Validity validity = Validity.VALID;
    int length;
    boolean joinsMeasured = true;
    boolean joinsDevice = true;
    boolean timed;

    /** Made when first needed, as the models are. */
    private int @Nullable [] times;

    private @Nullable NumericModel numeric;
    private @Nullable WaveModel wave;

    Column(int index, Channel channel) {
        this.index = index;
        this.channel = channel;
        code = channel.key().code();
        unit = channel.key().unit();
        scale = channel.key().scale();
        isWave = channel.key().isWave();
        flags[REGULAR] = BitCoder.cell(IRREGULAR_PER_MILLE, CONFIDENCE);
    }

    /** The cells of steps in time that were not expected. */
    int[] times() {
        int[] cells = times;
        if (cells == null) {
            cells = BitCoder.cells(Long.SIZE + 1, 700, 1);
            times = cells;
        }
        return cells;
    }

    /** The model of single values. */
    NumericModel numeric() {
        NumericModel model = numeric;
        if (model == null) {
            model = new NumericModel(channel);
            numeric = model;
        }
        return model;
    }

    /** The model of samples. */
    WaveModel wave() {
        WaveModel model = wave;
        if (model == null) {
            model = new WaveModel(channel);
            wave = model;
        }
        return model;
    }
}
