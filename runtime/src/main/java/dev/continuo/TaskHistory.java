// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

/** In debug mode: what a task has done so far. */
final class TaskHistory {

  /** When its last step ended, or it was created, in the loop's time. */
  long since;

  int steps;
  long slowestNanos;

  TaskHistory(long created) {
    since = created;
  }

  void stepped(long nanos, long now) {
    steps++;
    slowestNanos = Math.max(slowestNanos, nanos);
    since = now;
  }
}
