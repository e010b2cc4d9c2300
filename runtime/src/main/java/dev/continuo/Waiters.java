// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The waiters of a future, in the order they came: nothing, one waiter as it is, or this list. A
 * waiter is a {@link Task} or a {@link Waiter}.
 */
final class Waiters {

  private final List<Object> list = new ArrayList<>(4);

  private Waiters() {}

  static Object add(@Nullable Object slot, Object waiter) {
    if (slot == null) {
      return waiter;
    }
    if (slot instanceof Waiters waiters) {
      waiters.list.add(waiter);
      return waiters;
    }
    Waiters waiters = new Waiters();
    waiters.list.add(slot);
    waiters.list.add(waiter);
    return waiters;
  }

  static @Nullable Object last(@Nullable Object slot) {
    return slot instanceof Waiters waiters ? waiters.list.get(waiters.list.size() - 1) : slot;
  }

  /** All waiters, oldest first. */
  static List<Object> list(@Nullable Object slot) {
    if (slot == null) {
      return List.of();
    }
    return slot instanceof Waiters waiters ? waiters.list : List.of(slot);
  }

  /** The slot without those that match. */
  static @Nullable Object remove(
      @Nullable Object slot, java.util.function.Predicate<Object> matching) {
    if (slot instanceof Waiters waiters) {
      waiters.list.removeIf(matching);
      return waiters.list.isEmpty() ? null : waiters;
    }
    return slot != null && matching.test(slot) ? null : slot;
  }
}
