// SPDX-License-Identifier: Apache-2.0
package dev.continuo.signals;

import dev.continuo.Asyncio;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program of {@link SignalPrograms} in a JVM of its own; its output and errors in one stream. */
final class Child implements AutoCloseable {

  /** A build in the background ignores SIGINT, and so would the child; env can mend that. */
  private static final List<String> DEFAULT_SIGNALS = defaultSignals();

  private final Process process;
  private final BufferedReader output;

  private Child(Process process) {
    this.process = process;
    this.output = process.inputReader();
  }

  static Child start(String program, String... options) throws Exception {
    return start(List.of(), program, options);
  }

  /** As {@link #start(String, String...)}, as arguments to another command. */
  static Child start(List<String> before, String program, String... options) throws Exception {
    List<String> command = new ArrayList<>(DEFAULT_SIGNALS);
    command.addAll(before);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", placeOf(Asyncio.class) + ":" + placeOf(SignalPrograms.class)));
    command.addAll(List.of(SignalPrograms.class.getName(), program));
    return new Child(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  private static List<String> defaultSignals() {
    List<String> env = List.of("env", "--default-signal=INT,TERM");
    try {
      List<String> trial = new ArrayList<>(env);
      trial.add("true");
      return new ProcessBuilder(trial).start().waitFor() == 0 ? env : List.of();
    } catch (IOException e) {
      return List.of();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Path placeOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  String line() {
    try {
      return output.readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void kill(String signal) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
        .inheritIO()
        .start()
        .waitFor();
  }

  /** The lines that are left, and last the exit status. */
  List<String> end() throws InterruptedException {
    List<String> lines = new ArrayList<>(output.lines().toList());
    lines.add(String.valueOf(process.waitFor()));
    return lines;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
