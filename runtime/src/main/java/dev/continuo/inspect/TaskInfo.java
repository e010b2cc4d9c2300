// SPDX-License-Identifier: Apache-2.0
package dev.continuo.inspect;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One task of a {@link CallGraph}.
 *
 * @param id the number in its default name; of all tasks of a JVM, no other has it
 * @param name its name
 * @param state what it is doing
 * @param stack where it is: the coroutines that await each other, innermost first; of a running
 *     task, also what they call
 * @param waitsFor the future it waits for, in words; null unless it is {@link State#WAITING}
 * @param since how long ago its last step ended, or it was created; null unless the loop was in
 *     debug mode when the task was created
 * @param steps how many steps it has made; -1 where {@code since} is null
 * @param slowestStep how long its slowest step took; null where {@code since} is null
 * @param awaits the tasks it waits for, through whatever
 * @param awaitedBy the tasks that wait for it
 */
public record TaskInfo(
    long id,
    String name,
    State state,
    List<StackTraceElement> stack,
    @Nullable String waitsFor,
    @Nullable Duration since,
    int steps,
    @Nullable Duration slowestStep,
    List<Edge> awaits,
    List<Edge> awaitedBy) {

  /** What a task is doing. */
  public enum State {
    /** Nothing of it has run. */
    CREATED,
    /** It is in the ready queue. */
    READY,
    /** Its step is running. */
    RUNNING,
    /** It waits for a future. */
    WAITING
  }

  /**
   * One task waits for another.
   *
   * @param task the id of the one at the other end
   * @param through what is between them, as {@code "gather of 3"}, the waiting task's side first;
   *     empty if it awaits the task itself
   */
  public record Edge(long task, List<String> through) {

    /** Copies the list. */
    public Edge {
      through = List.copyOf(through);
    }
  }

  /** Copies the lists. */
  public TaskInfo {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(state, "state");
    stack = List.copyOf(stack);
    awaits = List.copyOf(awaits);
    awaitedBy = List.copyOf(awaitedBy);
  }
}
