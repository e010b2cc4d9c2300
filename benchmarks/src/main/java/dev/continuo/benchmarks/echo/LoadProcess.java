// SPDX-License-Identifier: Apache-2.0
package dev.continuo.benchmarks.echo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Scanner;

/**
 * The process that makes the load, warm after its first runs. A line {@code port connections
 * millis} is a run, answered by a line when it has connected and one when it has run.
 */
final class LoadProcess implements AutoCloseable {

  private final Process process;
  private final BufferedReader answers;

  LoadProcess() throws IOException {
    process = Processes.java(LoadProcess.class.getName());
    answers = process.inputReader(StandardCharsets.UTF_8);
  }

  /** What a run gave; latencies in microseconds. */
  record Figures(long requests, double seconds, double p50, double p99, double p999) {

    private static Figures parse(String line) {
      try (Scanner s = new Scanner(line)) {
        return new Figures(
            s.nextLong(),
            Double.parseDouble(s.next()),
            Double.parseDouble(s.next()),
            Double.parseDouble(s.next()),
            Double.parseDouble(s.next()));
      }
    }

    private static String print(Load.Result result) {
      return result.latencies().length
          + (" " + result.nanos() / 1e9)
          + (" " + result.percentile(0.5) / 1e3)
          + (" " + result.percentile(0.99) / 1e3)
          + (" " + result.percentile(0.999) / 1e3);
    }
  }

  /**
   * Runs load.
   *
   * @param connected called when all connections are there, before the first request
   */
  Figures run(int port, int connections, long millis, Runnable connected) throws IOException {
    var commands = process.outputWriter(StandardCharsets.UTF_8);
    commands.write(port + " " + connections + " " + millis + "\n");
    commands.flush();
    Processes.line(answers);
    connected.run();
    commands.write("go\n");
    commands.flush();
    return Figures.parse(Processes.line(answers));
  }

  @Override
  public void close() {
    process.destroy();
  }

  /** Runs what the lines of the input ask for. */
  public static void main(String[] args) throws IOException {
    var commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      String[] words = line.split(" ");
      try (Load load = new Load(Integer.parseInt(words[0]), Integer.parseInt(words[1]))) {
        System.out.println("connected");
        commands.readLine();
        System.out.println(Figures.print(load.run(Long.parseLong(words[2]) * 1_000_000)));
      }
    }
  }
}
