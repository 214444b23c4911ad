/**
 * What a page is shown: immutable read models of beds, alerts, conflicts, gateways and completeness, in the shape in
 * which the gateway's ward page and the hub's console both serve them as JSON. One shape for both, so that one page
 * works with either; {@code openapi.yaml} beside these classes describes it.
 *
 * <p>A record's components are the JSON's fields, in name and meaning; {@code @Nullable} is JSON's null. Hence no
 * method of these records begins with {@code get} or {@code is}. Times are epoch milliseconds, numbers that a device
 * sent are strings with its own digits.
 *
 * <p>Thread: values none; {@code BedBoard} belongs to the one loop that feeds it. Must not know: HTTP, JSON libraries,
 * storage.
 */
@NullMarked
package io.wardkeep.ward.view;

import org.jspecify.annotations.NullMarked;
