package io.wardkeep.ward.view;

import java.util.List;

/**
 * Who is logged in.
 *
 * @param user login name
 * @param name as it stands in records
 * @param role lower case: {@code nurse}
 * @param wards that the user may see
 */
public record SessionView(String user, String name, String role, List<String> wards) {

    /** Copies. */
    public SessionView {
        wards = List.copyOf(wards);
    }
}
