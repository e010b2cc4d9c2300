// SPDX-License-Identifier: Apache-2.0
package dev.continuo.samples;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A sample in a JVM of its own, as a newcomer runs it; output and errors in one stream. */
final class SampleProcess implements AutoCloseable {

  private static final Pattern PORT = Pattern.compile("(?:port |:)(\\d+)");

  private final Process process;
  private final BufferedReader output;

  private SampleProcess(Process process) {
    this.process = process;
    this.output = process.inputReader();
  }

  static SampleProcess start(String sample, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("dev.continuo.samples." + sample);
    command.addAll(List.of(arguments));
    return new SampleProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  String line() throws IOException {
    return output.readLine();
  }

  /** The port that the next line speaks of. */
  int port() throws IOException {
    String line = line();
    Matcher port = PORT.matcher(String.valueOf(line));
    if (!port.find()) {
      throw new IllegalStateException("no port in: " + line + "\n" + output.lines().toList());
    }
    return Integer.parseInt(port.group(1));
  }

  static Socket connect(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(60_000);
    return socket;
  }

  /** Reads on, or else it could not go on when the pipe is full. */
  void ignoreOutput() {
    CompletableFuture.runAsync(() -> output.lines().forEach(line -> {}));
  }

  /** Gives it this as its standard input. */
  void type(String text) throws IOException {
    try (var in = process.outputWriter()) {
      in.write(text);
    }
  }

  /** As Ctrl-C does, but nobody may have told the system to ignore this signal. */
  SampleProcess interrupt() {
    process.toHandle().destroy();
    return this;
  }

  /** The lines that are left, and last the exit status. */
  List<String> end() {
    try {
      List<String> lines = new ArrayList<>(output.lines().toList());
      lines.add("exit " + process.waitFor());
      return lines;
    } catch (UncheckedIOException | InterruptedException e) {
      throw new IllegalStateException(process.toString(), e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
