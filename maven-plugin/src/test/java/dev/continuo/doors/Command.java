// SPDX-License-Identifier: Apache-2.0
package dev.continuo.doors;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A tool of the JDK or Maven, run as a process of its own. */
public record Command(int status, String output) {

  /** Runs a tool of the JDK that runs the tests, for instance {@code javac}. */
  public static Command jdk(Path folder, String tool, List<String> arguments) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", tool).toString());
    line.addAll(arguments);
    return run(folder, line);
  }

  public static Command java(Path folder, String... arguments) {
    return jdk(folder, "java", List.of(arguments));
  }

  public static Command run(Path folder, List<String> line) {
    try {
      Process process = start(folder, line);
      process.getOutputStream().close();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
              .replace("\r\n", "\n");
      return new Command(process.waitFor(), output);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException("cannot run " + line, e);
    }
  }

  /** The process, its errors among its output, its environment free of what changes a JVM. */
  public static Process start(Path folder, List<String> line) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "MAVEN_OPTS"));
    return builder.start();
  }

  public static String path(Object... entries) {
    return String.join(
        File.pathSeparator, List.of(entries).stream().map(Object::toString).toList());
  }
}
