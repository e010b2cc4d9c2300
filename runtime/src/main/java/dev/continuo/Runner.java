// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs coroutines, one after the other, on one loop and in one context. Tasks that one leaves go on
 * with the next; {@link #close} cancels what is left. For one thread.
 */
public final class Runner implements AutoCloseable {

  private final Supplier<? extends EventLoop> maker;
  private final boolean debug;
  private @Nullable BaseEventLoop loop;
  private @Nullable Context context;
  private boolean closed;

  /** A runner with a selector loop, made when it is first needed. */
  public Runner() {
    this(EventLoop::create, false);
  }

  private Runner(Supplier<? extends EventLoop> maker, boolean debug) {
    this.maker = maker;
    this.debug = debug;
  }

  /** A runner to configure. */
  public static Builder builder() {
    return new Builder();
  }

  /** How a runner is made. */
  public static final class Builder {

    private Supplier<? extends EventLoop> maker = EventLoop::create;
    private boolean debug;

    private Builder() {}

    /**
     * Turns debug mode on, as does {@code -Dcontinuo.debug=true}: coroutines never awaited, calls
     * on a wrong thread and slow callbacks are reported.
     */
    public Builder debug(boolean on) {
      debug = on;
      return this;
    }

    /** Which loop to run on; it is closed with the runner. */
    public Builder loop(Supplier<? extends EventLoop> supplier) {
      maker = Objects.requireNonNull(supplier, "supplier");
      return this;
    }

    /** The runner. */
    public Runner build() {
      return new Runner(maker, debug);
    }
  }

  /**
   * Runs {@code main} to its end: its value, or throws what failed it, as is, checked or not.
   *
   * @throws IllegalStateException if the runner is closed, or a loop runs on this thread
   */
  public <T extends @Nullable Object> T run(Coroutine<T> main) {
    Objects.requireNonNull(main, "main");
    if (ThreadState.get().loop != null) {
      throw new IllegalStateException("Runner.run() cannot be called from a running event loop");
    }
    BaseEventLoop l = open();
    l.takeOver();
    return l.runUntilDone(l.createTask(main, null, Objects.requireNonNull(context)));
  }

  /**
   * The loop.
   *
   * @throws IllegalStateException if the runner is closed
   */
  public EventLoop loop() {
    return open();
  }

  private BaseEventLoop open() {
    if (closed) {
      throw new IllegalStateException("Runner is closed");
    }
    BaseEventLoop l = loop;
    if (l == null) {
      EventLoop made = Objects.requireNonNull(maker.get(), "the loop supplied");
      if (!(made instanceof BaseEventLoop base)) {
        throw new IllegalArgumentException("not a BaseEventLoop: " + made);
      }
      l = base;
      loop = l;
      context = Context.copyCurrent();
      if (debug) {
        l.setDebug(true);
      }
    }
    return l;
  }

  /** Cancels the tasks that are left, waits for them, and closes the loop; twice does nothing. */
  @Override
  public void close() {
    closed = true;
    BaseEventLoop l = loop;
    if (l != null && !l.isClosed()) {
      try {
        cancelAll(l);
      } finally {
        l.close();
      }
    }
  }

  private static void cancelAll(BaseEventLoop l) {
    l.takeOver();
    Set<Task<?>> left = l.tasks();
    if (left.isEmpty()) {
      return;
    }
    left.forEach(Task::cancel);
    l.runUntilDone(Gather.of(List.copyOf(left), true));
    for (Task<?> task : left) {
      Throwable exception = task.isCancelled() ? null : task.exception();
      if (exception != null) {
        l.reports.failedInShutdown(task, exception);
      }
    }
  }
}
