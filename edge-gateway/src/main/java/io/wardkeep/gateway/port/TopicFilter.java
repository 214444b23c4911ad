package io.wardkeep.gateway.port;

/** Filters of MQTT 3.1.1, section 4.7. */
final class TopicFilter {

    private static final int LENGTH_MAX = 256;

    private TopicFilter() {}

    /** May a client subscribe with it? */
    static boolean wellFormed(String filter) {
        if (filter.isEmpty() || filter.length() > LENGTH_MAX || filter.indexOf(0) >= 0) {
            return false;
        }
        String[] levels = filter.split("/", -1);
        for (int i = 0; i < levels.length; i++) {
            String level = levels[i];
            boolean single = "+".equals(level);
            boolean rest = "#".equals(level) && i == levels.length - 1;
            if (!single && !rest && (level.indexOf('+') >= 0 || level.indexOf('#') >= 0)) {
                return false;
            }
        }
        return true;
    }

    /** Does a topic match a well-formed filter? */
    static boolean matches(String filter, String topic) {
        String[] wanted = filter.split("/", -1);
        String[] given = topic.split("/", -1);
        if (topic.startsWith("$") && (wanted[0].equals("+") || wanted[0].equals("#"))) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i].equals("#")) {
                return true;
            }
            if (i >= given.length || !wanted[i].equals("+") && !wanted[i].equals(given[i])) {
                return false;
            }
        }
        return wanted.length == given.length;
    }
}
