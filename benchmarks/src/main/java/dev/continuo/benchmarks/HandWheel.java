// SPDX-License-Identifier: Apache-2.0
package dev.continuo.benchmarks;

import dev.continuo.benchmarks.ByHand.Frame;
import java.util.concurrent.locks.LockSupport;

/** A timer wheel with a slot for each millisecond; what is further away goes round again. */
final class HandWheel {
  private static final int SLOTS = 4_096;
  private static final long NANOS_PER_MILLI = 1_000_000;

  /** A sleep; those of a slot form a list. */
  private static final class Timer {
    final Frame frame;
    final long due;
    Timer next;

    Timer(Frame frame, long due, Timer next) {
      this.frame = frame;
      this.due = due;
      this.next = next;
    }
  }

  private final ByHand loop;
  private final Timer[] slots = new Timer[SLOTS];
  private final long start = System.nanoTime();
  private long tick;
  private int size;

  HandWheel(ByHand loop) {
    this.loop = loop;
  }

  private long now() {
    return (System.nanoTime() - start) / NANOS_PER_MILLI;
  }

  Object add(Frame frame, int millis) {
    long due = now() + millis + 1;
    int slot = (int) (due % SLOTS);
    size++;
    slots[slot] = new Timer(frame, due, slots[slot]);
    return slots[slot];
  }

  /** Runs until no timer is left. */
  void run() {
    while (size > 0) {
      long now = now();
      for (; tick <= now; tick++) {
        expire((int) (tick % SLOTS));
      }
      loop.runReady();
      if (size > 0) {
        LockSupport.parkNanos(NANOS_PER_MILLI);
      }
    }
  }

  private void expire(int slot) {
    Timer later = null;
    for (Timer timer = slots[slot]; timer != null; ) {
      Timer next = timer.next;
      if (timer.due <= tick) {
        size--;
        loop.ready.add(timer.frame);
      } else {
        timer.next = later;
        later = timer;
      }
      timer = next;
    }
    slots[slot] = later;
  }
}
