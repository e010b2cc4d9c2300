// SPDX-License-Identifier: Apache-2.0
package dev.continuo.samples;

import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.each;
import static dev.continuo.Asyncio.emit;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.continuo.AsyncIterable;
import dev.continuo.AsyncIterator;
import dev.continuo.Asyncio;
import dev.continuo.Coroutine;
import dev.continuo.TaskGroup;
import dev.continuo.annotation.Async;
import dev.continuo.io.Files;
import dev.continuo.io.StreamWriter;
import dev.continuo.process.Subprocess;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;

/**
 * Counts words: lines go one by one through three processes, sort, uniq and sort again, all running
 * at the same time: {@code [FILE]}. Needs these programs of a Unix system.
 */
public final class Pipeline {
  private static final List<String> TEXT =
      List.of(
          "How much wood would a woodchuck chuck",
          "if a woodchuck could chuck wood?",
          "As much wood as a woodchuck would",
          "if a woodchuck could chuck wood.");

  private Pipeline() {}

  @Async
  static Coroutine<Void> count(AsyncIterable<String> lines) {
    try (Subprocess sort = await(program("sort"));
        Subprocess count = await(program("uniq", "-c"));
        Subprocess rank = await(program("sort", "-rn"))) {
      await(
          TaskGroup.run(
              group -> {
                group.createTask(pour(words(lines), sort.stdin()));
                group.createTask(pour(sort.stdout().lines(), count.stdin()));
                group.createTask(pour(count.stdout().lines(), rank.stdin()));
                for (String line : each(rank.stdout().lines())) {
                  System.out.println(line);
                }
                return Coroutine.done();
              }));
    }
    return Coroutine.done();
  }

  /** What it complains of goes to the terminal; a pipe that nobody reads would stop it. */
  private static Coroutine<Subprocess> program(String... command) {
    return Subprocess.start(new ProcessBuilder(command).redirectError(Redirect.INHERIT));
  }

  @Async
  private static AsyncIterator<String> words(AsyncIterable<String> lines) {
    for (String line : each(lines)) {
      for (String word : line.toLowerCase().split("\\W+")) {
        if (!word.isEmpty()) {
          emit(word);
        }
      }
    }
    return AsyncIterator.end();
  }

  /** Waits whenever the process is slower than the lines come. */
  @Async
  private static Coroutine<Void> pour(AsyncIterable<String> lines, StreamWriter process) {
    for (String line : each(lines)) {
      await(process.write((line + "\n").getBytes(UTF_8)));
    }
    process.close();
    return Coroutine.done();
  }

  @Async
  private static AsyncIterator<String> ownText() {
    for (String line : TEXT) {
      emit(line);
    }
    return AsyncIterator.end();
  }

  public static void main(String[] args) {
    Asyncio.run(count(args.length == 0 ? ownText() : Files.lines(Path.of(args[0]))));
  }
}
