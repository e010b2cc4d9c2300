// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What watches the steps of a loop in debug mode, and while Flight Recorder records. A loop that is
 * not watched only asks a flag, where it had to ask another thing anyway.
 */
final class Instruments {

  private static final long SECOND = 1_000_000_000;

  private final BaseEventLoop loop;
  long slowNanos = 100_000_000;

  // Read by the watchdog.
  private volatile long begunAt;
  private volatile @Nullable Object running;
  private volatile List<StackTraceElement> seenAt = List.of();

  private long statisticsSince;
  private long callbacks;
  private long busyNanos;
  private long longestNanos;

  Instruments(BaseEventLoop loop) {
    this.loop = loop;
  }

  /** A task was created. */
  void created(Task<?> task) {
    if (loop.debug) {
      task.createdHere(loop.time());
    }
    LoopEvents.recorder().created(task);
  }

  private void count(long nanos, long now) {
    callbacks++;
    busyNanos += nanos;
    longestNanos = Math.max(longestNanos, nanos);
    if (now - statisticsSince >= SECOND) {
      if (statisticsSince != 0) {
        LoopEvents.recorder().statistics(loop, callbacks, busyNanos, longestNanos);
      }
      statisticsSince = now;
      callbacks = 0;
      busyNanos = 0;
      longestNanos = 0;
    }
  }

  /** Runs what is next in the ready queue, and says so if it takes long. */
  void run(Object next) {
    long begin = System.nanoTime();
    running = next;
    begunAt = begin == 0 ? 1 : begin;
    if (next instanceof Task<?> task) {
      step(task);
    } else {
      loop.runOne(next);
    }
    begunAt = 0;
    running = null;
    long now = System.nanoTime();
    long nanos = now - begin;
    count(nanos, now);
    if (next instanceof Task<?> task && task.history() != null) {
      task.history().stepped(nanos, loop.time());
    }
    if (nanos >= slowNanos) {
      slow(next, nanos);
    }
    if (!seenAt.isEmpty()) {
      seenAt = List.of();
    }
  }

  /** Runs a step of the task, maybe inside the step of another. */
  void step(Task<?> task) {
    LoopEvents.recorder().resuming(task);
    task.step();
    LoopEvents.recorder().paused(task);
  }

  private void slow(Object next, long nanos) {
    List<StackTraceElement> seen = seenAt;
    LoopEvents.recorder().slow(next, nanos, seen);
    if (!loop.debug) {
      return;
    }
    StringBuilder text = new StringBuilder();
    text.append(String.format(Locale.ROOT, "Executing %s took %.3f seconds", next, nanos / 1e9));
    String created = next instanceof Task<?> task ? LoopReports.createdAt(task) : null;
    if (created != null) {
      text.append("\n  ").append(created);
    }
    if (!seen.isEmpty()) {
      text.append("\n  it was at ").append(Watchdog.place(seen));
    }
    text.append("\n  ").append(Watchdog.REMEDY);
    LoopReports.LOG.log(Level.WARNING, text.toString());
  }

  /** On the watchdog's thread: if the loop is stuck, looks where, once for each step. */
  void watch() {
    long begun = begunAt;
    long nanos = System.nanoTime() - begun;
    Object what = running;
    Thread thread = loop.owner;
    if (begun == 0 || nanos < slowNanos || what == null || thread == null || !seenAt.isEmpty()) {
      return;
    }
    List<StackTraceElement> seen = Traces.running(thread.getStackTrace());
    if (begunAt != begun || seen.isEmpty()) {
      return;
    }
    seenAt = seen;
    if (loop.debug) {
      Watchdog.report(what, thread, nanos, seen);
    }
  }
}
