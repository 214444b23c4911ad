package io.wardkeep.gateway.page;

import java.util.List;
import java.util.Set;

/**
 * The ward page's settings.
 *
 * @param host address to listen at
 * @param port port to listen at; 0 for any free one
 * @param ward the ward's name, as the session tells it
 * @param names host names by which browsers may call the page, besides {@code localhost} and numeric addresses
 * @param staff who may act
 * @param resources classpath folder of the page's files
 */
public record PageConfig(
        String host, int port, String ward, Set<String> names, List<StaffMember> staff, String resources) {

    /** Where the build puts the page. */
    public static final String RESOURCES = "page";

    /** Rejects a port out of range and a user who is listed twice. */
    public PageConfig {
        names = Set.copyOf(names);
        staff = List.copyOf(staff);
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be 0 to 65535, not " + port);
        }
        if (staff.stream().map(StaffMember::user).distinct().count() != staff.size()) {
            throw new IllegalArgumentException("a user stands twice in the staff list");
        }
    }
}
