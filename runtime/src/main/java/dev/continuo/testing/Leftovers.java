// SPDX-License-Identifier: Apache-2.0
package dev.continuo.testing;

import dev.continuo.Coroutine;
import dev.continuo.ErrorContext;
import dev.continuo.Runner;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a program leaves behind that a test should not pass over. */
final class Leftovers {

  private final List<String> texts = Collections.synchronizedList(new ArrayList<>());
  private final List<Throwable> exceptions = Collections.synchronizedList(new ArrayList<>());

  private Leftovers() {}

  /**
   * Runs {@code main} to its end, closes the loop, and fails if something was left.
   *
   * @param watchesCoroutines whether that goes for coroutines too, which costs time
   */
  static <T extends @Nullable Object> T run(
      TestLoop loop, Coroutine<T> main, boolean watchesCoroutines) {
    Leftovers left = new Leftovers();
    loop.setExceptionHandler((l, error) -> left.add(error));
    if (watchesCoroutines) {
      loop.tellNeverAwaited(left.texts::add);
    }
    T value;
    try (Runner runner = Runner.builder().loop(() -> loop).build()) {
      value = runner.run(main);
      loop.pendingTasks().forEach(task -> left.texts.add(loop.describe(task)));
    }
    left.check();
    return value;
  }

  private void add(ErrorContext error) {
    String text = error.message();
    Object subject = error.task() != null ? error.task() : error.future();
    texts.add(subject == null ? text : text + ": " + subject);
    if (error.exception() != null) {
      exceptions.add(error.exception());
    }
  }

  private void check() {
    if (texts.isEmpty()) {
      return;
    }
    StringBuilder text = new StringBuilder("the program has ended, but left behind:");
    for (String one : texts) {
      text.append("\n  ").append(one.replace("\n", "\n  "));
    }
    AssertionError error = new AssertionError(text.toString());
    exceptions.forEach(error::addSuppressed);
    throw error;
  }
}
