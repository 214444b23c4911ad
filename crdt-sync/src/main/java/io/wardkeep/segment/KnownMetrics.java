package io.wardkeep.segment;

import java.util.HashMap;
import java.util.Map;

/**
 * The metrics with their units that a body names by one byte. Part of the format: the table belongs to its version and
 * never changes; a metric that is not here is written in full.
 */
final class KnownMetrics {

    /** Bits of an index. */
    static final int INDEX_BITS = 8;

    /** Code and unit of each, in the order of the nomenclature of the release that froze them. */
    private static final String TABLE = """
            147842:264864 149530:264864 149514:264864 149546:264864 149522:264864 148066:264864
            148065:262656 131841:266418 131842:266418 131901:266418 131927:266418 147232:264338
            147236:264338 184327:0 150456:262688 160296:262688 160300:262688 150448:262688 160324:262688
            160284:262688 160288:262688 150324:262688 150332:262688 151562:264928 151578:264928
            151594:264928 151570:264928 151650:264928 151658:264928 151856:264320 151708:266016
            151716:266016 152196:262688 153144:262688 16930360:262688 152440:262688 153156:265216
            150020:266016 150021:266016 150022:266016 150023:266016 150300:266016 150036:266016
            150037:266016 150038:266016 150039:266016 150033:266016 150034:266016 150035:266016
            150084:266016 150087:266016 150045:266016 150046:266016 150047:266016 150052:266016
            153611:266016 153604:266016 150364:268192 150344:268192 150368:268192 188420:268192
            188424:268192 150392:268192 188496:268192 150372:268192 150380:268192 188436:268192
            150348:268192 150388:268192 150276:265216 149772:264992 150404:263762 151586:264928
            152490:264928 152498:264928 16928802:264928 151817:266048 151973:266048 151975:266048
            152424:266048 151976:266048 151808:266048 16929192:266048 151980:263762 152664:263762
            152660:263762 16929196:263762 152008:265216 151884:265216 152004:265216 151832:262656
            151688:268050 151840:268064 153224:262688 152860:262656 184352:0 157784:265266 158014:265266
            157884:263762 157872:263762 157864:263762 157993:263762 157924:265619 157760:264306
            157916:264352 157995:263762 184508:0 184504:0 184519:0 184514:0 153728:262656 153730:262656
            153731:262656 153732:262656 188736:263875 188740:263441 188796:263875 160020:266866
            131329:266418 131330:266418 131389:266418 131390:266418 131391:266418 131392:266418
            131331:266418 131332:266418 131333:266418 131334:266418 131335:266418 131336:266418
            131415:266418 131328:266418 150452:262656 151700:266016 151780:266432 150032:266016
            150044:266016 153608:266016 151792:266048 151764:265216 152708:263762
            """;

    private static final long[] METRICS = metrics();
    private static final Map<Long, Integer> INDEX_BY_METRIC = indexes();

    private KnownMetrics() {}

    private static long[] metrics() {
        String[] entries = TABLE.strip().split("\\s+", -1);
        long[] metrics = new long[entries.length];
        for (int index = 0; index < entries.length; index++) {
            int colon = entries[index].indexOf(':');
            metrics[index] = metric(
                    Integer.parseInt(entries[index].substring(0, colon)),
                    Integer.parseInt(entries[index].substring(colon + 1)));
        }
        return metrics;
    }

    private static Map<Long, Integer> indexes() {
        Map<Long, Integer> indexes = new HashMap<>();
        for (int index = 0; index < METRICS.length; index++) {
            indexes.put(METRICS[index], index);
        }
        return Map.copyOf(indexes);
    }

    private static long metric(int code, int unit) {
        return (long) code << 32 | unit;
    }

    /** How many there are. */
    static int count() {
        return METRICS.length;
    }

    /** Where a metric stands; -1 when it is not here. */
    static int indexOf(int code, int unit) {
        return INDEX_BY_METRIC.getOrDefault(metric(code, unit), -1);
    }

    static int code(int index) {
        return (int) (METRICS[index] >> 32);
    }

    static int unit(int index) {
        return (int) METRICS[index];
    }
}
