// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io.peers;

import static dev.continuo.Asyncio.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.process.Output;
import dev.continuo.process.Subprocess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program of others, in a process of its own; tests are skipped, loudly, where it is absent. */
final class Peer {

  private Peer() {}

  /** The first of these commands that runs with {@code arguments} and succeeds. */
  static String find(List<String> commands, String... arguments) {
    for (String command : commands) {
      if (runs(Stream.concat(Stream.of(command), Stream.of(arguments)).toList())) {
        return command;
      }
    }
    System.err.println(
        "SKIPPED: not tested against any of " + commands + ", which do not run here");
    assumeTrue(false, "needs one of " + commands);
    throw new AssertionError();
  }

  private static boolean runs(List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(Redirect.DISCARD)
              .start();
      try {
        return process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0;
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** A Python that has asyncio's streams. */
  static String python() {
    return find(List.of("python3", "python"), "-c", "import asyncio; asyncio.start_server");
  }

  /** A script beside the tests. */
  static String script(String name) {
    try {
      return Path.of(Objects.requireNonNull(Peer.class.getResource(name)).toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Starts a program; what it complains of goes to our own errors. */
  static Coroutine<Subprocess> start(String... command) {
    return Subprocess.start(new ProcessBuilder(command).redirectError(Redirect.INHERIT));
  }

  /** Runs a program to its end: what it prints. It must succeed. */
  @Async
  static Coroutine<String> run(byte[] input, String... command) {
    try (Subprocess process = await(start(command))) {
      Output output = await(process.communicate(input));
      if (output.exitCode() != 0) {
        throw new UncheckedIOException(
            new IOException(List.of(command) + ": exit code " + output.exitCode()));
      }
      return Coroutine.of(new String(output.stdout(), StandardCharsets.UTF_8));
    }
  }
}
