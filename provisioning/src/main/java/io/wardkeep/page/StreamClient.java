package io.wardkeep.page;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * One browser on the event stream. What it cannot take at once waits in a queue of {@value #QUEUE_MAX} events and
 * {@value #QUEUE_BYTES_MAX} bytes; beyond that the browser is told why and cut off, and comes back by itself.
 */
public final class StreamClient {

    /** Most events that wait for one browser. */
    public static final int QUEUE_MAX = 256;

    /** Most bytes that wait for one browser. */
    public static final int QUEUE_BYTES_MAX = 1 << 20;

    private static final long GOODBYE_MILLIS_MAX = 2_000;

    private final Vertx vertx;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Consumer<StreamClient> gone;
    private final Queue<Buffer> queue = new ArrayDeque<>();
    private int queuedBytes;
    private boolean over;

    /**
     * A browser that asked for the stream.
     *
     * @param vertx whose event loop it lives on
     * @param request its request
     * @param gone told once when it has gone, for whatever reason
     */
    public StreamClient(Vertx vertx, HttpServerRequest request, Consumer<StreamClient> gone) {
        this.vertx = vertx;
        this.request = request;
        this.response = request.response();
        this.gone = gone;
    }

    /** Begins the answer. */
    public void open() {
        response.setChunked(true)
                .putHeader("Content-Type", "text/event-stream")
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Accel-Buffering", "no")
                .drainHandler(_ -> flush())
                .closeHandler(_ -> leave())
                .exceptionHandler(_ -> leave());
        response.writeHead();
    }

    /** One event as the stream carries it. */
    public static Buffer frame(String event, Buffer json) {
        return Buffer.buffer(json.length() + 32)
                .appendString("event: ")
                .appendString(event)
                .appendString("\ndata: ")
                .appendBuffer(json)
                .appendString("\n\n");
    }

    /** Sends, or lets it wait; false when the browser is too slow and was cut off for that. */
    public boolean offer(Buffer frame) {
        if (over) {
            return true;
        }
        if (queue.isEmpty() && !response.writeQueueFull()) {
            response.write(frame);
            return true;
        }
        if (queue.size() >= QUEUE_MAX || queuedBytes + frame.length() > QUEUE_BYTES_MAX) {
            cut("slow");
            return false;
        }
        queue.add(frame);
        queuedBytes += frame.length();
        return true;
    }

    /** Ends the stream and says why. */
    public void cut(String reason) {
        if (over) {
            return;
        }
        leave();
        Buffer goodbye = Buffer.buffer(
                ("event: goodbye\ndata: {\"reason\":\"" + reason + "\"}\n\n").getBytes(StandardCharsets.UTF_8));
        response.end(goodbye);
        vertx.setTimer(GOODBYE_MILLIS_MAX, _ -> request.connection().close());
    }

    private void flush() {
        while (!over && !queue.isEmpty() && !response.writeQueueFull()) {
            Buffer frame = queue.remove();
            queuedBytes -= frame.length();
            response.write(frame);
        }
    }

    private void leave() {
        if (!over) {
            over = true;
            queue.clear();
            queuedBytes = 0;
            gone.accept(this);
        }
    }
}
