// SPDX-License-Identifier: Apache-2.0
package dev.continuo.benchmarks.echo;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Processes that we start; they end with their standard input. */
final class Processes {

  /** All pages touched before, for the first touch of one costs more than all requests in it. */
  private static final List<String> HEAP =
      List.of("-Xms256m", "-Xmx256m", "-Xmn64m", "-XX:+UseSerialGC", "-XX:+AlwaysPreTouch");

  private Processes() {}

  /** A JVM with our class path; the same small heap for all, and one carrier as one thread. */
  static Process java(String... mainAndArguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(HEAP);
    if (VirtualThreadEcho.isAvailable()) {
      command.add("-Djdk.virtualThreadScheduler.parallelism=1");
      command.add("-Djdk.virtualThreadScheduler.maxPoolSize=1");
    }
    String more = System.getProperty("echo.jvm", "");
    if (!more.isBlank()) {
      command.addAll(List.of(more.strip().split(" +")));
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(mainAndArguments));
    return start(command);
  }

  static Process start(List<String> command) throws IOException {
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** The next line, which must come. */
  static String line(BufferedReader reader) throws IOException {
    String line = reader.readLine();
    if (line == null) {
      throw new EOFException("the process has ended; see what it wrote to its standard error");
    }
    return line;
  }

  /** The processor time that it has used, in nanoseconds, as fine as the system tells (10 ms). */
  static long cpuNanos(Process process) {
    return process.info().totalCpuDuration().orElseThrow().toNanos();
  }
}
