// SPDX-License-Identifier: Apache-2.0
package dev.continuo.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * An order of steps, as its deviations from first come, first served. Its text is what {@link
 * Explorer#replay(String, dev.continuo.AsyncCallable)} reads: {@code 5.1,9.w}.
 */
record Schedule(List<Deviation> deviations) {

  static final Schedule FIFO = new Schedule(List.of());
  private static final String FIFO_TEXT = "fifo";

  /** For {@link Deviation#choice}: the first waits until all others that are ready have run. */
  static final int WAIT = -1;

  /**
   * One step that is not the turn of the first.
   *
   * @param step counts from 1
   * @param choice the index of what runs instead, among those that may run; or {@link #WAIT}
   */
  record Deviation(int step, int choice) {

    @Override
    public String toString() {
      return step + "." + (choice == WAIT ? "w" : choice);
    }
  }

  Schedule {
    deviations = List.copyOf(deviations);
  }

  int size() {
    return deviations.size();
  }

  /** The step of the last deviation; 0 if there is none. */
  int lastStep() {
    return deviations.isEmpty() ? 0 : deviations.get(size() - 1).step();
  }

  Schedule plus(int step, int choice) {
    List<Deviation> more = new ArrayList<>(deviations);
    more.add(new Deviation(step, choice));
    return new Schedule(more);
  }

  /** Without those from index {@code from} to before {@code to}. */
  Schedule without(int from, int to) {
    List<Deviation> left = new ArrayList<>(deviations.subList(0, from));
    left.addAll(deviations.subList(to, size()));
    return new Schedule(left);
  }

  /** Chooses so; where a deviation is not possible, the first runs. */
  Chooser chooser() {
    if (deviations.isEmpty()) {
      return Chooser.FIFO;
    }
    int[] next = {0};
    return (step, runners, mayPostpone) -> {
      while (next[0] < size() && deviations.get(next[0]).step() < step) {
        next[0]++;
      }
      if (next[0] == size() || deviations.get(next[0]).step() != step) {
        return 0;
      }
      int choice = deviations.get(next[0]).choice();
      if (choice == WAIT) {
        return mayPostpone ? runners.size() : 0;
      }
      return choice < runners.size() ? choice : 0;
    };
  }

  /**
   * Reads the text of a schedule.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Schedule parse(String text) {
    if (Objects.requireNonNull(text, "schedule").equals(FIFO_TEXT)) {
      return FIFO;
    }
    List<Deviation> deviations = new ArrayList<>();
    int last = 0;
    for (String part : text.split(",", -1)) {
      if (!part.matches("[1-9][0-9]{0,8}\\.([1-9][0-9]{0,8}|w)")) {
        throw notASchedule(text);
      }
      int dot = part.indexOf('.');
      int step = Integer.parseInt(part.substring(0, dot));
      String choice = part.substring(dot + 1);
      if (step <= last) {
        throw notASchedule(text);
      }
      last = step;
      deviations.add(new Deviation(step, choice.equals("w") ? WAIT : Integer.parseInt(choice)));
    }
    return new Schedule(deviations);
  }

  private static IllegalArgumentException notASchedule(String text) {
    return new IllegalArgumentException(
        "not a schedule: '" + text + "'; give one that a failure has printed, such as 5.1,9.w");
  }

  @Override
  public String toString() {
    if (deviations.isEmpty()) {
      return FIFO_TEXT;
    }
    StringBuilder text = new StringBuilder();
    for (Deviation deviation : deviations) {
      text.append(text.isEmpty() ? "" : ",").append(deviation);
    }
    return text.toString();
  }
}
