// SPDX-License-Identifier: Apache-2.0
package dev.continuo.testing;

import dev.continuo.AsyncCallable;
import dev.continuo.Asyncio;
import dev.continuo.Coroutine;
import dev.continuo.ErrorContext;
import dev.continuo.Runner;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A {@link TestLoop} that fails when it is closed if something was left behind: a task that is not
 * done, a failure that nobody has seen, a callback that threw, or a coroutine that was created on
 * the loop and never awaited. For one thread.
 *
 * <p>{@link TestLoop#run} does as {@code asyncio.run} does, and cancels in silence what is left;
 * that is for programs. In a test, what is left is mostly a forgotten await.
 */
public final class StrictRunner implements AutoCloseable {

  private final TestLoop loop;
  private final Runner runner;
  private final List<String> texts = Collections.synchronizedList(new ArrayList<>());
  private final List<Throwable> exceptions = Collections.synchronizedList(new ArrayList<>());
  private boolean closed;

  /** On a new loop, whose exception handler it sets. */
  public StrictRunner() {
    this(new TestLoop(), true);
  }

  /**
   * On a loop that has not run.
   *
   * @param watches whether to look for coroutines too, which costs a stack trace for each
   */
  StrictRunner(TestLoop loop, boolean watches) {
    this.loop = loop;
    this.runner = Runner.builder().loop(() -> loop).build();
    runner.loop();
    loop.setExceptionHandler((l, error) -> add(error));
    if (watches) {
      loop.tellNeverAwaited(texts::add);
    }
  }

  /** The loop. */
  public TestLoop loop() {
    return loop;
  }

  /** As {@link Runner#run}; what it leaves goes on with the next. */
  public <T extends @Nullable Object> T run(Coroutine<T> main) {
    return runner.run(main);
  }

  /** As {@link #run(Coroutine)}; the call of {@code main} happens on the loop. */
  public <T extends @Nullable Object> T run(AsyncCallable<T> main) {
    return run(Asyncio.async(Objects.requireNonNull(main, "main")));
  }

  private void add(ErrorContext error) {
    String text = error.message();
    if (error.task() != null) {
      text += ": task '" + error.task().name() + "'";
    }
    texts.add(error.exception() == null ? text : text + ": " + error.exception());
    if (error.exception() != null) {
      exceptions.add(error.exception());
    }
  }

  /**
   * Cancels the tasks that are left, waits for them, and closes the loop; twice does nothing.
   *
   * @throws AssertionError if something was left, with all of it; exceptions are suppressed ones
   */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    loop.pendingTasks().forEach(task -> texts.add(loop.describe(task)));
    runner.close();
    if (!texts.isEmpty()) {
      throw failure();
    }
  }

  private AssertionError failure() {
    StringBuilder text = new StringBuilder("the program has ended, but left behind:");
    for (String one : texts) {
      text.append("\n  ").append(one.replace("\n", "\n  "));
    }
    AssertionError error = new AssertionError(text.toString());
    exceptions.forEach(error::addSuppressed);
    return error;
  }
}
