// SPDX-License-Identifier: Apache-2.0
package dev.continuo.sync;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.internal.WaitQueue;

/** A flag that tasks wait for. For the tasks of one loop, on its thread. */
public final class Event {

  private final WaitQueue waiters = new WaitQueue(this);
  private boolean isSet;

  /** An event that is not set. */
  public Event() {}

  /** Waits until it is set; does not suspend if it is. It may be cleared when this returns. */
  @Async
  public Coroutine<Void> await() {
    return isSet ? Coroutine.done() : waiters.await(() -> {});
  }

  /** Sets the flag and wakes all that wait. */
  public void set() {
    isSet = true;
    waiters.wakeAll();
  }

  /** Takes the flag back; those woken before stay awake. */
  public void clear() {
    isSet = false;
  }

  /** Whether it is set. */
  public boolean isSet() {
    return isSet;
  }

  @Override
  public String toString() {
    return "<Event " + (isSet ? "set>" : "unset>");
  }
}
