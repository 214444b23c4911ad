package io.wardkeep.driver.intellivue;

import java.util.List;

/** What may be sent to a monitor, and nothing else: no set, no get, no event of our own. */
final class Sent {

    private static final List<String> POLLS = List.of(
            "e1000002 0001 001c .... 0007 0016 0021 00000000 00000000 0c16 0008 .... 0001 (0006|0021|0036) ....",
            "e1000002 0001 0028 .... 0007 0022 0021 00000000 00000000 f13b 0014 .... 0001 (0006|0009|0036) ...."
                    + " 0001 0008 f13e 0004 00493e00");

    private static final String CONFIRMATION = "e1000002 0002 0014 .... 0001 000e 0021 .{8} .{8} 0d06 0000";

    private Sent() {}

    static boolean isPollOrHandshake(String hex) {
        return hex.startsWith("0dec") && hex.length() == 2 * 238
                || POLLS.stream().anyMatch(poll -> hex.matches(poll.replace(" ", "")))
                || hex.matches(CONFIRMATION.replace(" ", ""));
    }
}
