package io.wardkeep.driver.bcc;

import java.util.List;
import java.util.stream.IntStream;

/** What each place of a rack is called: {@code pump-13} is the third from the bottom in the first pillar. */
final class PumpNames {

    private static final int PILLAR = 100;

    private static final List<String> NAMES =
            IntStream.range(0, Quadruple.PLACES).mapToObj(PumpNames::name).toList();

    private PumpNames() {}

    static String of(int pump) {
        return NAMES.get(pump);
    }

    /** As the address writes it: 1 to 9, then A to O. */
    private static String name(int pump) {
        int place = pump % PILLAR;
        String letter = place < 10 ? Integer.toString(place) : Character.toString('A' + place - 10);
        return "pump-" + pump / PILLAR + letter;
    }
}
