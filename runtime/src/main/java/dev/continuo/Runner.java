// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import java.lang.System.Logger.Level;
import java.time.Duration;
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
  private final boolean handleSignals;
  private final @Nullable Duration threadsLimit;
  private @Nullable BaseEventLoop loop;
  private @Nullable Context context;
  private boolean closed;

  /** A runner with a selector loop, made when it is first needed. */
  public Runner() {
    this(builder());
  }

  private Runner(Builder builder) {
    maker = builder.maker;
    debug = builder.debug;
    handleSignals = builder.handleSignals;
    threadsLimit = builder.threadsLimit;
  }

  /** A runner to configure. */
  public static Builder builder() {
    return new Builder();
  }

  /** How a runner is made. */
  public static final class Builder {

    private Supplier<? extends EventLoop> maker = EventLoop::create;
    private boolean debug;
    private boolean handleSignals = true;
    private @Nullable Duration threadsLimit = Duration.ofSeconds(300);

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

    /**
     * Whether SIGINT and SIGTERM cancel the main task, as {@link Runner#run} says; they do unless
     * this is called with false.
     */
    public Builder handleSignals(boolean on) {
      handleSignals = on;
      return this;
    }

    /**
     * How long {@link Runner#close} waits for the threads of {@link Asyncio#toThread}: 300 seconds
     * unless this is called. Null is without limit.
     */
    public Builder threadsLimit(@Nullable Duration limit) {
      threadsLimit = limit;
      return this;
    }

    /** The runner. */
    public Runner build() {
      return new Runner(this);
    }
  }

  /**
   * Runs {@code main} to its end: its value, or throws what failed it, as is, checked or not.
   *
   * <p>On the JVM's main thread, which is called "main", SIGINT or SIGTERM cancels {@code main},
   * unless anybody else handles the signal. If {@code main} then returns a value, this returns it.
   * Otherwise this throws what {@code main} ended with, mostly a {@link CancelledError}; when the
   * thread has ended, the JVM exits as it does at that signal, with status 130 or 143, and runs its
   * shutdown hooks. From the first signal on the JVM is as it was before: a second one makes it
   * exit at once.
   *
   * <p>An interruption of this thread cancels {@code main}, too. If {@code main} then does not
   * return a value, the thread is still interrupted when this throws.
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
    Task<T> task = l.createTask(main, null, Objects.requireNonNull(context));
    MainSignals signals = handleSignals ? MainSignals.install(l, task) : null;
    if (signals == null) {
      return l.runUntilDone(task);
    }
    try {
      T value = l.runUntilDone(task);
      signals.returned();
      return value;
    } catch (Throwable t) {
      signals.failed(t);
      throw t;
    }
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

  /**
   * Cancels the tasks that are left and waits for them, then for the threads of {@link
   * Asyncio#toThread}, and closes the loop; twice does nothing. An interruption of this thread
   * cancels the tasks once more, and ends the waiting for threads; the thread is still interrupted
   * afterwards.
   */
  @Override
  public void close() {
    closed = true;
    BaseEventLoop l = loop;
    if (l == null || l.isClosed()) {
      return;
    }
    // It has cancelled the main task already; the others may clean up undisturbed.
    boolean interrupted = Thread.interrupted();
    try {
      cancelAll(l);
      if (!Thread.currentThread().isInterrupted()) {
        waitForThreads(l);
      }
    } finally {
      l.close();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void cancelAll(BaseEventLoop l) {
    l.takeOver();
    Set<Task<?>> left = l.tasks();
    if (left.isEmpty()) {
      return;
    }
    if (l.debug) {
      left.forEach(l.reports::leftByMain);
    }
    left.forEach(Task::cancel);
    try {
      l.runUntilDone(Gather.of(List.copyOf(left), true));
    } catch (CancelledError e) {
      // This thread was interrupted; all have ended all the same.
    }
    for (Task<?> task : left) {
      Throwable exception = task.isCancelled() ? null : task.exception();
      if (exception != null) {
        l.reports.failedInShutdown(task, exception);
      }
    }
  }

  private void waitForThreads(BaseEventLoop l) {
    if (l.threads() == 0) {
      return;
    }
    Future<Void> done = l.threadsDone();
    Handle limit = threadsLimit == null ? null : l.callLater(threadsLimit, done::cancel);
    try {
      l.runUntilDone(done);
    } catch (CancelledError e) {
      LoopReports.LOG.log(
          Level.WARNING, "the event loop closes while calls of toThread still run: " + l.threads());
    } finally {
      if (limit != null) {
        limit.cancel();
      }
    }
  }
}
