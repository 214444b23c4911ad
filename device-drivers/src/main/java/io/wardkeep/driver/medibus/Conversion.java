package io.wardkeep.driver.medibus;

/** From the protocol's units to the nomenclature's; numbers are {@code mantissa × 10^-scale}. */
enum Conversion {
    /** The units are the same. */
    NONE {
        @Override
        long mantissa(long mantissa, int scale) {
            return mantissa;
        }

        @Override
        int scale(int scale) {
            return scale;
        }

        @Override
        double of(double value) {
            return value;
        }
    },
    /** Litres to millilitres. */
    LITRES_TO_MILLILITRES {
        @Override
        long mantissa(long mantissa, int scale) {
            return mantissa * (scale >= 3 ? 1 : scale == 2 ? 10 : scale == 1 ? 100 : 1_000);
        }

        @Override
        int scale(int scale) {
            return Math.max(scale - 3, 0);
        }

        @Override
        double of(double value) {
            return value * 1_000;
        }
    },
    /** Per millibar to per centimetre of water, which is the smaller: exact. */
    PER_MILLIBAR_TO_PER_CENTIMETRE {
        @Override
        long mantissa(long mantissa, int scale) {
            return mantissa * CENTIMETRE_MICROBAR;
        }

        @Override
        int scale(int scale) {
            return scale + 6;
        }

        @Override
        double of(double value) {
            return value * CENTIMETRE_MICROBAR / 1e6;
        }
    },
    /** Millibar to centimetres of water: 98.0665 Pa each, rounded to a tenth. */
    MILLIBAR_TO_CENTIMETRES {
        @Override
        long mantissa(long mantissa, int scale) {
            return rounded(mantissa * (scale == 0 ? 10_000_000 : 1_000_000), CENTIMETRE_MICROBAR);
        }

        @Override
        int scale(int scale) {
            return Math.max(scale, 1);
        }

        @Override
        double of(double value) {
            return value * 1e6 / CENTIMETRE_MICROBAR;
        }
    };

    private static final long CENTIMETRE_MICROBAR = 980_665;

    /** The number's digits after the conversion. */
    abstract long mantissa(long mantissa, int scale);

    /** How many of them stand behind the point then. */
    abstract int scale(int scale);

    /** The same of a sample of a curve. */
    abstract double of(double value);

    private static long rounded(long dividend, long divisor) {
        return Math.floorDiv(2 * dividend + divisor, 2 * divisor);
    }
}
