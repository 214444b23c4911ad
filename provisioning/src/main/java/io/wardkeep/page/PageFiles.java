package io.wardkeep.page;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;

/**
 * The page's own files, from the classpath: read once, kept in memory, sent with an entity tag. Nothing is unpacked to
 * a disk and no path leaves its folder.
 */
public final class PageFiles {

    private static final int FILES_MAX = 256;
    private static final int FILE_BYTES_MAX = 8 << 20;
    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9_@-][A-Za-z0-9._@-]*)+");
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("webmanifest", "application/manifest+json"),
            Map.entry("txt", "text/plain; charset=utf-8"));

    private final String folder;
    private final ConcurrentMap<String, File> files = new ConcurrentHashMap<>();

    /** Files of a classpath folder. */
    public PageFiles(String folder) {
        this.folder = folder;
    }

    /** Sends the file of the request's path, or 404. */
    public void send(RoutingContext context) {
        String path = context.request().path();
        String wanted = path == null || path.equals("/") ? "/index.html" : path;
        if (!PATH.matcher(wanted).matches() || !TYPES.containsKey(ending(wanted))) {
            Replies.problem(context, 404, "there is no such page");
            return;
        }
        File known = files.get(wanted);
        if (known != null) {
            send(context, wanted, known);
            return;
        }
        context.vertx()
                .executeBlocking(() -> read(wanted))
                .onSuccess(found -> found.ifPresentOrElse(
                        file -> send(context, wanted, file),
                        () -> Replies.problem(context, 404, "there is no such page")))
                .onFailure(context::fail);
    }

    private static void send(RoutingContext context, String path, File file) {
        HttpServerResponse response = context.response()
                .putHeader("Content-Type", TYPES.getOrDefault(ending(path), "application/octet-stream"))
                .putHeader("ETag", file.tag)
                // Files below assets/ carry a hash of their content in their names.
                .putHeader(
                        "Cache-Control",
                        path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache");
        if (file.tag.equals(context.request().getHeader("If-None-Match"))) {
            response.setStatusCode(304).end();
        } else {
            response.end(Buffer.buffer(file.bytes));
        }
    }

    private Optional<File> read(String path) {
        try (InputStream stream = PageFiles.class.getClassLoader().getResourceAsStream(folder + path)) {
            if (stream == null) {
                return Optional.empty();
            }
            byte[] bytes = stream.readNBytes(FILE_BYTES_MAX);
            File file = new File(bytes, '"' + sha256(bytes) + '"');
            if (files.size() < FILES_MAX) {
                files.put(path, file);
            }
            return Optional.of(file);
        } catch (IOException broken) {
            throw new UncheckedIOException("cannot read " + folder + path, broken);
        }
    }

    private static String ending(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 16);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    private static final class File {
        private final byte[] bytes;
        private final String tag;

        private File(byte[] bytes, String tag) {
            this.bytes = bytes;
            this.tag = tag;
        }
    }
}
