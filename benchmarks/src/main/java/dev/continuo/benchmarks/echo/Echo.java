// SPDX-License-Identifier: Apache-2.0
package dev.continuo.benchmarks.echo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What an echo over TCP costs: 100 connections, each sending 1 KiB and waiting for it. Each server
 * and the load have a process of their own; the servers take turns for some rounds, and medians are
 * compared. Processor time of a request is steadier than the rate.
 *
 * <p>System properties: {@code echo.rounds}, {@code echo.millis} of a round, {@code
 * echo.connections}, {@code echo.jvm} for more options of the JVMs.
 */
public final class Echo {

  private static final int ROUNDS = Integer.getInteger("echo.rounds", 5);
  private static final int MILLIS = Integer.getInteger("echo.millis", 2_000);
  private static final int CONNECTIONS = Integer.getInteger("echo.connections", 100);

  /** Rounds before those that count. */
  private static final int WARM_UPS = 2;

  private record Round(LoadProcess.Figures figures, double cpuMicros) {
    double rate() {
      return figures.requests() / figures.seconds();
    }
  }

  private static final class Running {
    private final EchoServers server;
    private final Process process;
    private final int port;
    private final List<Round> rounds = new ArrayList<>();
    private long cpuBefore;

    Running(EchoServers server) throws IOException {
      this.server = server;
      process =
          server == EchoServers.ASYNCIO
              ? Processes.start(Python.command())
              : Processes.java(EchoServers.class.getName(), server.name());
      port = Integer.parseInt(Processes.line(process.inputReader(StandardCharsets.UTF_8)));
    }

    Round run(LoadProcess load) throws IOException {
      LoadProcess.Figures figures =
          load.run(port, CONNECTIONS, MILLIS, () -> cpuBefore = Processes.cpuNanos(process));
      long cpu = Processes.cpuNanos(process) - cpuBefore;
      return new Round(figures, cpu / 1e3 / figures.requests());
    }

    double median(ToDoubleFunction<Round> figure) {
      double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
      int half = sorted.length / 2;
      return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
  }

  private Echo() {}

  /** Measures all servers: a table, as Markdown. */
  public static String measure() throws IOException {
    List<Running> servers = new ArrayList<>();
    try (LoadProcess load = new LoadProcess()) {
      for (EchoServers server : EchoServers.available()) {
        servers.add(new Running(server));
      }
      for (int i = 0; i < WARM_UPS + ROUNDS; i++) {
        for (Running server : servers) {
          Round round = server.run(load);
          if (i >= WARM_UPS) {
            server.rounds.add(round);
          }
          System.err.printf(
              Locale.ROOT,
              "echo, round %d: %s: %.0f/s, %.2f us%n",
              i - WARM_UPS + 1,
              server.server.title,
              round.rate(),
              round.cpuMicros);
        }
      }
    } finally {
      servers.forEach(s -> s.process.destroy());
    }
    return table(servers);
  }

  private static String table(List<Running> servers) {
    StringBuilder text =
        new StringBuilder(
            "| echo | requests/s | CPU us a request | p50 us | p99 us | p99.9 us |\n");
    text.append("| --- | --- | --- | --- | --- | --- |\n");
    double byHand = servers.get(0).median(Round::cpuMicros);
    for (Running s : servers) {
      double cpu = s.median(Round::cpuMicros);
      text.append(
          String.format(
              Locale.ROOT,
              "| %s | %,.0f | %.2f (x %.2f) | %,.0f | %,.0f | %,.0f |%n",
              s.server.title,
              s.median(Round::rate),
              cpu,
              cpu / byHand,
              s.median(r -> r.figures.p50()),
              s.median(r -> r.figures.p99()),
              s.median(r -> r.figures.p999())));
    }
    return text.toString();
  }
}
