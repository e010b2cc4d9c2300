// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tasks of a loop that are not done, in creation order; linked through the tasks. */
final class TaskList {

  private @Nullable Task<?> first;
  private @Nullable Task<?> last;

  void add(Task<?> task) {
    Task<?> before = last;
    task.previous = before;
    last = task;
    if (before == null) {
      first = task;
    } else {
      before.next = task;
    }
  }

  void remove(Task<?> task) {
    Task<?> before = task.previous;
    Task<?> after = task.next;
    task.previous = null;
    task.next = null;
    if (before == null) {
      first = after;
    } else {
      before.next = after;
    }
    if (after == null) {
      last = before;
    } else {
      after.previous = before;
    }
  }

  boolean isEmpty() {
    return first == null;
  }

  Set<Task<?>> toSet() {
    Set<Task<?>> all = new LinkedHashSet<>();
    // The set also ends a walk by a tool on another thread, while the list changes.
    Task<?> task = first;
    while (task != null && all.add(task)) {
      task = task.next;
    }
    return all;
  }
}
