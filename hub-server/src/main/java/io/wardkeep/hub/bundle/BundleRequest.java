package io.wardkeep.hub.bundle;

import java.nio.file.Path;

/**
 * Somebody wants a bundle imported.
 *
 * @param name of the request, a UUID
 * @param file the bundle
 * @param user who wants it, as the operating system says
 * @param acceptExpired may the box's certificate have ended? A person's consent: a box whose link is gone cannot renew
 */
public record BundleRequest(String name, Path file, String user, boolean acceptExpired) {}
