package io.wardkeep.gateway.port;

import io.wardkeep.driver.Driver;
import io.wardkeep.gateway.port.PortDetection.Verdict;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has a {@link PortDetection} listen on an open line. Owned by the loop of its port. */
final class Recogniser {

    private static final Logger LOGGER = LoggerFactory.getLogger(Recogniser.class);

    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final PortConfig config;
    private final PortClock clock;
    private final PortMeter meter;
    private final Consumer<PortRecognition> news;
    private String said = "";

    Recogniser(PortConfig config, PortClock clock, PortMeter meter, Consumer<PortRecognition> news) {
        this.config = config;
        this.clock = clock;
        this.meter = meter;
        this.news = news;
    }

    /**
     * Listens until a driver is found; empty when it is to stop.
     *
     * @param everyRead runs after each read
     */
    Optional<Driver> listen(Line line, DriverChoice.Detected choice, BooleanSupplier running, Runnable everyRead)
            throws LineException {
        said = "";
        say("listening", Optional.empty());
        PortDetection detection = new PortDetection(choice.trials());
        if (detection.setting().isPresent()) {
            line.tune(detection.setting().get());
        }
        byte[] buffer = new byte[line.bytesMax()];
        long tickedNanos = clock.nanos().getAsLong();
        while (running.getAsBoolean()) {
            int count = line.read(buffer);
            long millis = clock.millis().getAsLong();
            Verdict verdict = new Verdict.Listening();
            if (count > 0) {
                meter.read(count);
                verdict = detection.received(buffer, count, millis);
            } else if (clock.nanos().getAsLong() - tickedNanos >= TICK_NANOS) {
                tickedNanos = clock.nanos().getAsLong();
                verdict = detection.ticked(millis);
            }
            everyRead.run();
            switch (verdict) {
                case Verdict.Listening() -> {}
                case Verdict.Retune(var setting) -> line.tune(setting);
                case Verdict.Unrecognised(String report, var next) -> {
                    say(report, Optional.empty());
                    if (next.isPresent()) {
                        line.tune(next.get());
                    }
                }
                case Verdict.Recognised(Driver driver, var _, String report) -> {
                    say(report, Optional.of(driver));
                    return Optional.of(driver);
                }
            }
        }
        return Optional.empty();
    }

    private void say(String report, Optional<Driver> driver) {
        if (report.equals(said)) {
            return;
        }
        said = report;
        meter.understood(driver, report);
        if (driver.isPresent()) {
            LOGGER.info("port {} speaks {}", config.device(), report);
        } else {
            LOGGER.warn("port {} is not recognised: {}", config.device(), report);
        }
        news.accept(new PortRecognition(
                config.device(), driver, report, clock.millis().getAsLong()));
    }
}
