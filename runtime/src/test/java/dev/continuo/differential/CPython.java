// SPDX-License-Identifier: Apache-2.0
package dev.continuo.differential;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A CPython of version 3.13 or later on this machine. */
final class CPython {

  private static final String NAMED_BY = "CONTINUO_PYTHON";

  /** What it says when asked; it may also be a shim of a version that is not installed. */
  private static final List<String> VERSION_CHECK =
      List.of("-c", "import sys; sys.exit(0 if sys.version_info >= (3, 13) else 3)");

  private final String command;

  private CPython(String command) {
    this.command = command;
  }

  /**
   * The one that {@code CONTINUO_PYTHON} names, or else the first that runs of those on the path
   * and those of pyenv.
   */
  static Optional<CPython> find() {
    String named = System.getProperty(NAMED_BY, System.getenv(NAMED_BY));
    if (named != null) {
      if (!isGoodEnough(named)) {
        throw new IllegalStateException(
            NAMED_BY + " is " + named + ", which does not run or is older than Python 3.13");
      }
      return Optional.of(new CPython(named));
    }
    return Stream.concat(Stream.of("python3.13", "python3.14", "python3"), ofPyenv().stream())
        .filter(CPython::isGoodEnough)
        .findFirst()
        .map(CPython::new);
  }

  private static List<String> ofPyenv() {
    Path versions = Path.of(System.getProperty("user.home"), ".pyenv", "versions");
    List<String> found = new ArrayList<>();
    if (Files.isDirectory(versions)) {
      try (DirectoryStream<Path> stream = Files.newDirectoryStream(versions, "3.1[3-9]*")) {
        stream.forEach(version -> found.add(version.resolve("bin/python").toString()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return found;
  }

  private static boolean isGoodEnough(String command) {
    List<String> check = new ArrayList<>(List.of(command));
    check.addAll(VERSION_CHECK);
    try {
      Process process =
          new ProcessBuilder(check)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!process.waitFor(1, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        return false;
      }
      return process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Runs the programs, in one process; gives the lines that each traced. */
  List<List<String>> run(List<Program> programs) {
    try {
      Path in = Files.createTempFile("programs", ".json");
      Path out = Files.createTempFile("traces", ".txt");
      try {
        Files.write(in, programs.stream().map(Program::json).toList());
        execute(in.toFile(), out.toFile());
        return split(Files.readAllLines(out), programs.size());
      } finally {
        Files.delete(in);
        Files.delete(out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void execute(File in, File out) throws IOException {
    Process process =
        new ProcessBuilder(command, "-X", "utf8", "-B", script().toString())
            .redirectInput(in)
            .redirectErrorStream(true)
            .redirectOutput(out)
            .start();
    try {
      if (!process.waitFor(5, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IllegalStateException(
            command + " did not end:\n" + Files.readString(out.toPath()));
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      throw new IllegalStateException("interrupted", e);
    }
    if (process.exitValue() != 0) {
      List<String> lines = Files.readAllLines(out.toPath());
      List<String> last = lines.subList(Math.max(0, lines.size() - 40), lines.size());
      throw new IllegalStateException(command + " failed:\n" + String.join("\n", last));
    }
  }

  private static Path script() {
    try {
      return Path.of(Objects.requireNonNull(CPython.class.getResource("interpreter.py")).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<List<String>> split(List<String> lines, int programs) {
    List<List<String>> traces = new ArrayList<>();
    for (String line : lines) {
      if (line.equals("==")) {
        traces.add(new ArrayList<>());
      } else {
        traces.get(traces.size() - 1).add(line);
      }
    }
    if (traces.size() != programs) {
      throw new IllegalStateException(programs + " programs, but " + traces.size() + " traces");
    }
    return traces;
  }

  @Override
  public String toString() {
    return command;
  }
}
