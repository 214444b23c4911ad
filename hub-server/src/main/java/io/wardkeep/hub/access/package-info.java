/**
 * People at the hub: accounts with roles and wards, sessions, and the one table that says who may use which endpoint.
 *
 * <p>Invariant: default is denial; what an account loses (role, ward, permission to log in) it loses within a second,
 * on open streams too; no number of wrong tries blocks anybody's viewing. Accounts are a file (mode 0600) that is
 * replaced atomically, so that the command line can mend them whether or not the hub runs. Thread:
 * {@link io.wardkeep.hub.access.AccountLoop} reads the file; sessions belong to the API's event loop. Must not know:
 * HTTP, the record, views.
 */
@NullMarked
package io.wardkeep.hub.access;

import org.jspecify.annotations.NullMarked;
