// SPDX-License-Identifier: Apache-2.0
package dev.continuo.testing;

import dev.continuo.Task;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Cancels one task at one point of one run: after a step of the loop, while the task goes on. */
final class Fault {

  private final Function<Course, @Nullable Task<?>> victim;
  private final int at;
  private final boolean twice;
  private int points;
  private @Nullable String place;

  /**
   * For one run.
   *
   * @param victim finds the task, if it has begun
   * @param at at the how manieth point, from 1
   * @param twice whether it is cancelled again at the next point, so in its cleanup
   */
  Fault(Function<Course, @Nullable Task<?>> victim, int at, boolean twice) {
    this.victim = victim;
    this.at = at;
    this.twice = twice;
  }

  void stepped(Course course) {
    Task<?> task = victim.apply(course);
    if (task == null || task.isDone()) {
      return;
    }
    points++;
    if (points == at) {
      place = course.place(task);
      task.cancel();
    } else if (twice && points == at + 1) {
      task.cancel();
    }
  }

  /** The task, and where it was when it was cancelled; null if it was done before. */
  @Nullable String place() {
    return place;
  }
}
