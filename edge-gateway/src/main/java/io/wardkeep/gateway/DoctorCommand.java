package io.wardkeep.gateway;

import io.wardkeep.command.AnswerOption;
import io.wardkeep.command.ExitCode;
import io.wardkeep.configuration.ConfigException;
import io.wardkeep.gateway.health.Finding;
import io.wardkeep.gateway.health.MetricsText;
import io.wardkeep.ward.view.PortsView;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.json.JsonMapper;

/** The self-test. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Look at ports, devices, clock, disk, certificate and hub; say what to do.")
final class DoctorCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Mixin
    private AnswerOption answer = new AnswerOption();

    @Override
    public Integer call() throws ConfigException, InterruptedException {
        GatewayConfig effective = config.read();
        List<Finding> findings =
                new Doctor(effective, InstantSource.system(), running(effective), ports(effective)).findings();
        answer.print(
                findings,
                out -> findings.forEach(finding -> out.printf(
                        "%-4s  %-22s  %s%s%n",
                        finding.verdict(),
                        finding.subject(),
                        finding.detail(),
                        finding.advice().isEmpty() ? "" : "; " + finding.advice())));
        return findings.stream().anyMatch(finding -> finding.verdict() == Finding.Verdict.FAIL)
                ? ExitCode.FAILED
                : ExitCode.OK;
    }

    private static Optional<MetricsText> running(GatewayConfig config) throws InterruptedException {
        try {
            return Optional.of(MetricsText.parse(new PageClient(config).get("/metrics")));
        } catch (IOException silent) {
            return Optional.empty();
        }
    }

    private static Optional<PortsView> ports(GatewayConfig config) throws InterruptedException {
        try {
            return Optional.of(JsonMapper.builder()
                    .build()
                    .readValue(new PageClient(config).get("/api/v1/ports"), PortsView.class));
        } catch (IOException silent) {
            return Optional.empty();
        }
    }
}
