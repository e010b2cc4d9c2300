// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import java.lang.Thread.UncaughtExceptionHandler;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What SIGINT and SIGTERM do while a runner runs its main task.
 *
 * <pre>
 *   installed --first signal--> the JVM's own handlers are back, the task is to be cancelled
 *      |                          |-- it returns a value:       nothing more
 *      |                          |-- it fails, is cancelled:   the JVM exits when this thread ends
 *      |                          +-- it was done before:       the signal is raised again
 *      +----task done--> the JVM's own handlers are back
 * </pre>
 *
 * The exit waits for the thread so that the callers' finally blocks run, and a shutdown hook may
 * wait for the thread, too.
 */
final class MainSignals {

  /** The JVM's name for the thread it starts; its id is 1 or 3, as the JDK may be. */
  private static final String MAIN_THREAD = "main";

  /** Set once the JVM is to exit: from then on signals are the JVM's. */
  private static volatile boolean exiting;

  private final BaseEventLoop loop;
  private final Task<?> main;
  private final List<Signals.Subscription> subscriptions = new ArrayList<>();

  /** The first signal; null as long as there was none. */
  private @Nullable String received;

  /** Whether the task was asked to end; on the loop's thread. */
  private boolean requested;

  private MainSignals(BaseEventLoop loop, Task<?> main) {
    this.loop = loop;
    this.main = main;
  }

  /** Null where signals are none of our business. */
  static @Nullable MainSignals install(BaseEventLoop loop, Task<?> main) {
    // asyncio's rule, too: a server that runs coroutines on its threads handles signals itself.
    boolean isMainThread = Thread.currentThread().getName().equals(MAIN_THREAD);
    if (!isMainThread || exiting || !JvmSignals.arePresent()) {
      return null;
    }
    MainSignals signals = new MainSignals(loop, main);
    signals.subscribe(List.of("INT", "TERM"));
    return signals;
  }

  private synchronized void subscribe(List<String> names) {
    for (String name : names) {
      Signals.Subscription s = Signals.addIfDefault(name, () -> arrived(name));
      if (s != null) {
        subscriptions.add(s);
      }
    }
  }

  /** On a thread of the JVM's. */
  private void arrived(String name) {
    synchronized (this) {
      boolean first = !subscriptions.isEmpty();
      unsubscribe();
      if (first) {
        received = name;
        loop.executeQuietly(this::request);
        return;
      }
    }
    // The second, or it came when the task was done: now it is the JVM's.
    JvmSignals.raise(name);
  }

  private void request() {
    requested = main.cancel();
  }

  private void unsubscribe() {
    subscriptions.forEach(Signals.Subscription::remove);
    subscriptions.clear();
  }

  private synchronized @Nullable String end() {
    unsubscribe();
    return received;
  }

  /** The task has returned a value. */
  void returned() {
    String signal = end();
    if (signal != null && !requested) {
      JvmSignals.raise(signal);
    }
  }

  /** The task was cancelled or has failed. */
  void failed(Throwable failure) {
    String signal = end();
    if (signal != null) {
      exiting = true;
      exitAfter(Thread.currentThread(), 128 + JvmSignals.number(signal), failure);
    }
  }

  private static void exitAfter(Thread thread, int status, Throwable failure) {
    Thread exit =
        new Thread(
            () -> {
              waitFor(thread);
              System.exit(status);
            },
            "continuo-exit");
    exit.setDaemon(false);
    exit.start();
    if (failure instanceof CancelledError) {
      silence(thread, failure);
    }
  }

  private static void waitFor(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      // exit now
    }
  }

  /** That the cancellation ends the thread is no news: the JVM should not print a trace. */
  private static void silence(Thread thread, Throwable cancellation) {
    UncaughtExceptionHandler others = thread.getUncaughtExceptionHandler();
    thread.setUncaughtExceptionHandler(
        (t, e) -> {
          if (e != cancellation) {
            others.uncaughtException(t, e);
          }
        });
  }
}
