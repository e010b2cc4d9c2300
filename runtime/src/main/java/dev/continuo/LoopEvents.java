// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import java.util.List;

/** What Flight Recorder is told. This does nothing: it stands in where there is no jdk.jfr. */
class LoopEvents {

  static final LoopEvents RECORDER = load();

  private static LoopEvents load() {
    try {
      return new JfrEvents();
    } catch (LinkageError e) {
      return new LoopEvents();
    }
  }

  /** Whether somebody records one of these; loops ask now and then. */
  boolean areWanted() {
    return false;
  }

  void created(Task<?> task) {}

  /** Before a step. */
  void resuming(Task<?> task) {}

  /** After a step: it is suspended, or has ended. */
  void paused(Task<?> task) {}

  /** After a step or callback that took long; where it was on the way, if the watchdog saw it. */
  void slow(Object next, long nanos, List<StackTraceElement> seenAt) {}

  void statistics(BaseEventLoop loop, long callbacks, long busyNanos, long longestNanos) {}
}
