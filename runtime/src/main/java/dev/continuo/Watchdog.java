// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/** Names the line that a loop's thread is stuck on, while it is; one thread for all loops. */
final class Watchdog {

  static final String REMEDY =
      "await(toThread(..)) what blocks, and await(yieldNow()) in what computes long";

  private static final long LONGEST_NAP = 50_000_000;
  private static final long SHORTEST_NAP = 1_000_000;

  /** Of a stack, no more is printed. */
  private static final int MOST = 30;

  private static final Thread THREAD = new Thread(Watchdog::watchAll, "continuo-watchdog");

  static {
    THREAD.setDaemon(true);
    THREAD.start();
  }

  private Watchdog() {}

  /** The first call starts it. */
  static void start() {
    LockSupport.unpark(THREAD);
  }

  private static void watchAll() {
    for (; ; ) {
      long nap = LONGEST_NAP;
      boolean any = false;
      for (BaseEventLoop loop : LiveLoops.all()) {
        if (loop.instrumented) {
          any = true;
          nap = Math.min(nap, loop.instruments.slowNanos / 4);
          loop.instruments.watch();
        }
      }
      if (any) {
        LockSupport.parkNanos(Math.max(SHORTEST_NAP, nap));
      } else {
        // A loop that is watched next says so.
        LockSupport.parkNanos(Watchdog.class, 20 * LONGEST_NAP);
      }
    }
  }

  static void report(Object what, Thread thread, long nanos, List<StackTraceElement> seen) {
    StringBuilder text = new StringBuilder("the event loop on thread '");
    text.append(thread.getName()).append("' is stuck at ").append(place(seen));
    String name = what instanceof Task<?> task ? "task '" + task.name() + "'" : "a " + what;
    text.append(
        String.format(Locale.ROOT, "\n  in %s, for %.3f seconds so far", name, nanos / 1e9));
    text.append("\n  ").append(REMEDY);
    for (StackTraceElement element : seen.subList(0, Math.min(MOST, seen.size()))) {
      text.append("\n    at ").append(element);
    }
    LoopReports.LOG.log(Level.WARNING, text.toString());
  }

  /** The innermost element that is not the JDK's. */
  static StackTraceElement place(List<StackTraceElement> stack) {
    for (StackTraceElement element : stack) {
      String module = element.getModuleName();
      if (module == null || !module.startsWith("java.") && !module.startsWith("jdk.")) {
        return element;
      }
    }
    return stack.get(0);
  }
}
