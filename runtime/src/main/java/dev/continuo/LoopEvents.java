// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import java.util.List;
import jdk.jfr.FlightRecorder;

/** What Flight Recorder is told. This does nothing: it stands in where there is no jdk.jfr. */
class LoopEvents {

  private static final LoopEvents NONE = new LoopEvents();
  private static final boolean PRESENT = isPresent();

  /** Apart, for to load the events takes a tenth of a second: not before somebody records. */
  private static final class Jfr {
    static final LoopEvents EVENTS = new JfrEvents();
  }

  private static boolean isPresent() {
    try {
      FlightRecorder.isInitialized();
      return true;
    } catch (LinkageError e) {
      return false;
    }
  }

  /** Who is told. */
  static LoopEvents recorder() {
    return PRESENT && FlightRecorder.isInitialized() ? Jfr.EVENTS : NONE;
  }

  /** Whether somebody records any of these; loops ask now and then. */
  static boolean areWanted() {
    return PRESENT && FlightRecorder.isInitialized() && Jfr.EVENTS.areEnabled();
  }

  boolean areEnabled() {
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
