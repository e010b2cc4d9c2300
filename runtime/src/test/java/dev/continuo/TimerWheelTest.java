// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class TimerWheelTest {

  /** A timer that knows its deadline and its number. */
  private static final class Timer implements TimerNode {
    final long deadline;
    final int number;
    private long place = -1;

    Timer(long deadline, int number) {
      this.deadline = deadline;
      this.number = number;
    }

    @Override
    public long place() {
      return place;
    }

    @Override
    public void place(long newPlace) {
      place = newPlace;
    }

    @Override
    public void run() {}

    @Override
    public Object context() {
      return null;
    }

    @Override
    public String toString() {
      return number + " at " + deadline;
    }
  }

  /** Beside the wheel, the timers in a plain list; the earliest of it is searched. */
  private static final class Checked {
    final TimerWheel wheel = new TimerWheel();
    final List<Timer> all = new ArrayList<>();
    int count;

    void add(long deadline) {
      Timer timer = new Timer(deadline, count++);
      wheel.add(timer, deadline);
      all.add(timer);
    }

    void remove(int index) {
      Timer timer = all.remove(index);
      wheel.remove(timer);
      assertThat(timer.place()).isEqualTo(-1);
      wheel.remove(timer); // once more does nothing
    }

    void poll(long now) {
      for (Timer due = earliest(); due != null && due.deadline <= now; due = earliest()) {
        assertThat(wheel.pollDue(now)).isSameInstanceAs(due);
        assertThat(due.place()).isEqualTo(-1);
        all.remove(due);
      }
      assertThat(wheel.pollDue(now)).isNull();
      assertThat(wheel.isEmpty()).isEqualTo(all.isEmpty());
      if (!all.isEmpty()) {
        assertThat(wheel.first()).isEqualTo(earliest().deadline);
      }
    }

    private Timer earliest() {
      Timer earliest = null;
      for (Timer timer : all) {
        if (earliest == null || timer.deadline < earliest.deadline) {
          earliest = timer;
        }
      }
      return earliest;
    }
  }

  @Test
  void timersComeByDeadlineAndThoseWithEqualOnesInTheOrderTheyWereSet() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      Checked timers = new Checked();
      long now = random.nextInt(3) == 0 ? random.nextLong() >> 2 : random.nextInt(1000);
      if (random.nextBoolean()) {
        timers.wheel.now(now);
      }
      for (int step = 0; step < 200; step++) {
        int what = random.nextInt(10);
        long distance = random.nextLong() >>> 2 + random.nextInt(62);
        if (what < 6) {
          long deadline = now + (what == 0 ? -distance : distance);
          for (int equal = random.nextInt(3); equal >= 0; equal--) {
            timers.add(deadline);
          }
        } else if (what < 8 && !timers.all.isEmpty()) {
          timers.remove(random.nextInt(timers.all.size()));
        } else {
          now += random.nextLong() >>> 20 + random.nextInt(44);
          timers.poll(now);
        }
      }
      timers.poll(Long.MAX_VALUE);
    }
  }

  @Test
  void theEarliestAndTheLatestTimesAreInOrder() {
    Checked timers = new Checked();
    for (long time : new long[] {Long.MAX_VALUE - 1, 0, Long.MIN_VALUE, -1, 1, Long.MAX_VALUE}) {
      timers.add(time);
      timers.add(time);
    }
    for (long now : new long[] {Long.MIN_VALUE, -1, 0, 1, Long.MAX_VALUE - 1, Long.MAX_VALUE}) {
      timers.poll(now);
    }
    assertThat(timers.wheel.isEmpty()).isTrue();
  }

  @Test
  void manyThatAreSetAndCancelledLeaveNothingBehind() {
    TimerWheel wheel = new TimerWheel();
    Timer kept = new Timer(30_000_000_000L, -1);
    wheel.add(kept, kept.deadline);
    long before = -1;
    for (int i = 0; i < 100_000; i++) {
      Timer timer = new Timer(kept.deadline + i % 1000, i);
      wheel.add(timer, timer.deadline);
      if (i == 100) {
        before = timer.place();
      }
      wheel.remove(timer);
      assertWithMessage("index in the bucket").that((int) timer.place()).isEqualTo(-1);
    }
    Timer last = new Timer(kept.deadline, 0);
    wheel.add(last, last.deadline);
    assertThat((int) last.place()).isLessThan(16);
    assertThat(before).isGreaterThan(0);
    assertThat(wheel.first()).isEqualTo(kept.deadline);
    wheel.clear();
    assertThat(wheel.isEmpty()).isTrue();
    assertThat(kept.place()).isEqualTo(-1);
  }
}
