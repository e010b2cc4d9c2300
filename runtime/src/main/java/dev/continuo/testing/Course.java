// SPDX-License-Identifier: Apache-2.0
package dev.continuo.testing;

import dev.continuo.SteppingEventLoop.Candidate;
import dev.continuo.Task;
import dev.continuo.testing.Schedule.Deviation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One run of a program on a loop that asks which of those ready runs next: what was chosen, what
 * else could have been, and who ran. A step counts also where there is no choice.
 */
final class Course {

  private static final String CALLBACK = "callback";
  private static final String TIMER = "timer";

  /** Such a number counts all tasks of the process, so it differs from run to run. */
  private static final Pattern UNNAMED = Pattern.compile("Task-[0-9]+");

  private final Chooser chooser;
  private final Rules rules;
  private final boolean explains;
  private final Map<Task<?>, String> names = new IdentityHashMap<>();

  /** The tasks that have made a step, in the order of their first ones. */
  private final Set<Task<?>> begun = new LinkedHashSet<>();

  private final List<Deviation> deviations = new ArrayList<>();
  private final List<String> order = new ArrayList<>();
  private final List<String> explanations = new ArrayList<>();

  /** By step, how many other choices there were; at 0, nothing. */
  private final List<Integer> alternatives = new ArrayList<>(List.of(0));

  private final BitSet postponable = new BitSet();

  /** The first task that ran; what follows its end is cleanup. */
  private @Nullable Task<?> main;

  private boolean over;
  private int stepsSinceOver;

  Course(Chooser chooser, Rules rules, boolean explains) {
    this.chooser = chooser;
    this.rules = rules;
    this.explains = explains;
  }

  Rules rules() {
    return rules;
  }

  /** From now on first come, first served, and nothing is recorded: what follows is cleanup. */
  void end() {
    over = true;
  }

  /** The index of what runs next; {@code runners.size()} if the first is put behind the others. */
  int choose(List<Candidate> runners) {
    if (over) {
      return 0;
    }
    int step = alternatives.size();
    int size = runners.size();
    // With two, that would be the same as the second one first. Callbacks keep their order.
    boolean mayPostpone = size > 2 && runners.get(0).task() != null;
    alternatives.add(size - 1);
    postponable.set(step, mayPostpone);
    List<Object> identities = new ArrayList<>(size);
    for (Candidate runner : runners) {
      identities.add(identity(runner));
    }
    int choice = size == 1 ? 0 : chooser.choose(step, identities, mayPostpone);
    if (choice != 0) {
      deviations.add(new Deviation(step, choice == size ? Schedule.WAIT : choice));
      if (explains) {
        explanations.add(explain(step, runners, choice));
      }
    }
    Candidate chosen = runners.get(choice == size ? 1 : choice);
    order.add(name(chosen));
    if (chosen.task() != null) {
      begun.add(chosen.task());
    }
    return choice;
  }

  /** After each step. */
  void stepped(TestLoop loop) {
    Runnable always = rules.always;
    if (always != null && !over) {
      runAlways(always);
    }
    if (rules.fault != null && !over) {
      rules.fault.stepped(this);
    }
    over |= main != null && main.isDone();
    int steps = over ? ++stepsSinceOver : order.size();
    if (steps >= rules.maxSteps) {
      boolean cleansUp = over;
      over = true;
      stepsSinceOver = 0;
      throw new LivelockException(
          (cleansUp ? "cleanup not done after " : "not done after ")
              + rules.maxSteps
              + " steps, at "
              + Duration.ofNanos(loop.time())
              + " of virtual time"
              + loop.whoWaitsForWhat());
    }
  }

  private void runAlways(Runnable always) {
    boolean held = false;
    try {
      always.run();
      held = true;
    } finally {
      over = !held;
    }
  }

  private Object identity(Candidate runner) {
    Task<?> task = runner.task();
    if (task == null) {
      return name(runner);
    }
    names.computeIfAbsent(task, this::newName);
    return task;
  }

  /** A name that is the same in every run: the numbers of tasks count on from one to the next. */
  private String newName(Task<?> task) {
    if (main == null) {
      main = task;
      return "main";
    }
    String name = task.name();
    return UNNAMED.matcher(name).matches() ? "task " + (names.size() + 1) : "'" + name + "'";
  }

  private String name(Candidate runner) {
    Task<?> task = runner.task();
    if (task == null) {
      return runner.isTimer() ? TIMER : CALLBACK;
    }
    return names.getOrDefault(task, "");
  }

  private String explain(int step, List<Candidate> runners, int choice) {
    String first = place(runners.get(0));
    if (choice == runners.size()) {
      return "step " + step + ": " + first + " waits until the others have had their turn";
    }
    return "step " + step + ": " + place(runners.get(choice)) + " runs before " + first;
  }

  private String place(Candidate runner) {
    Task<?> task = runner.task();
    if (task == null) {
      return "the next " + name(runner);
    }
    return place(task);
  }

  /** The name of a task, and where it is. */
  String place(Task<?> task) {
    List<StackTraceElement> stack = task.stack();
    String name = names.getOrDefault(task, "");
    return stack.isEmpty() ? name : name + " in " + line(stack);
  }

  /** Where a task goes on: the innermost line, and of what called that, the outermost one. */
  private static String line(List<StackTraceElement> stack) {
    String inner = line(stack.get(0));
    String outer = line(stack.get(stack.size() - 1));
    return inner.equals(outer) ? inner : inner + " of " + outer;
  }

  private static String line(StackTraceElement element) {
    String file = String.valueOf(element.getFileName());
    int line = element.getLineNumber();
    // Without a line it has not begun.
    return element.getMethodName() + (line < 0 ? "" : "(" + file + ":" + line + ")");
  }

  /** The task of the program itself; null before its first step. */
  @Nullable Task<?> main() {
    return begun.contains(main) ? main : null;
  }

  /** The first task of that name that has made a step; null if there is none. */
  @Nullable Task<?> begun(String name) {
    return begun.stream().filter(task -> task.name().equals(name)).findFirst().orElse(null);
  }

  /** The {@code n}-th task that has made a step, from 0; null if there are not as many. */
  @Nullable Task<?> begun(int n) {
    return begun.stream().skip(n).findFirst().orElse(null);
  }

  /** How many steps were made. */
  int steps() {
    return order.size();
  }

  /** What was chosen. */
  Schedule schedule() {
    return new Schedule(deviations);
  }

  /** Who ran, step by step. */
  List<String> order() {
    return order;
  }

  /** What each deviation did, in words. */
  List<String> explanations() {
    return explanations;
  }

  /** How often another one could have run in this step's place. */
  int jumps(int step) {
    return alternatives.get(step);
  }

  /** Whether the first could have been put behind the others. */
  boolean mayPostpone(int step) {
    return postponable.get(step);
  }
}
