// SPDX-License-Identifier: Apache-2.0
package dev.continuo.testing;

import dev.continuo.AsyncCallable;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes the message of a failed exploration: repeats the run, shortens it, explains it. */
final class Report {

  /** Of longer orders only the last steps are shown. */
  private static final int STEPS_SHOWN = 40;

  private final AsyncCallable<?> main;
  private final Rules rules;
  private final Run<?> failed;
  private final int count;

  Report(AsyncCallable<?> main, Rules rules, Run<?> failed, int count) {
    this.main = main;
    this.rules = rules;
    this.failed = failed;
    this.count = count;
  }

  /**
   * The failure to throw.
   *
   * @param seed of the schedule that failed; null if it is not from one
   */
  AssertionError of(@Nullable Long seed, int schedules) {
    Run<?> again = run(failed.course().schedule(), false);
    String difference = difference(again);
    if (difference != null) {
      return new ExplorationFailure(
          head(seed, schedules)
              + "\n  It fails, but not always: "
              + notRepeatable(difference).getMessage(),
          failed.failure(),
          seed,
          failed.course().schedule().toString(),
          count);
    }
    Shrinker shrinker = new Shrinker(failed, schedule -> run(schedule, false));
    Schedule shortest = shrinker.shrink().course().schedule();
    Run<?> explained = run(shortest, true);
    String message = head(seed, schedules) + tail(explained.course(), shrinker.isProven());
    return new ExplorationFailure(message, explained.failure(), seed, shortest.toString(), count);
  }

  private Run<?> run(Schedule schedule, boolean explains) {
    return Run.of(main, schedule.chooser(), rules, explains);
  }

  /** The first line of what failed: all of it is in the cause. */
  private String head(@Nullable Long seed, int schedules) {
    String failure = String.valueOf(failed.failure()).lines().findFirst().orElse("");
    String text = "schedule " + count + " of " + schedules + " fails: " + failure;
    return seed == null ? text : text + "\n  Its seed is " + seed + ": " + replay(seed.toString());
  }

  private String replay(String what) {
    String quoted = '"' + what.replace("\"", "") + '"';
    String call = rules.replayedBy.replace("\"%s\"", quoted).replace("%s", what);
    return call + " runs it again";
  }

  private String tail(Course course, boolean proven) {
    Schedule schedule = course.schedule();
    int n = schedule.size();
    StringBuilder text = new StringBuilder("\n  ");
    if (n == 0) {
      text.append("It fails in the order of arrival too");
    } else {
      text.append(proven ? "The shortest schedule" : "The shortest schedule found");
      text.append(" has ").append(n).append(n == 1 ? " deviation" : " deviations");
      text.append(" from the order of arrival");
    }
    text.append(": ").append(replay('"' + schedule.toString() + '"'));
    course.explanations().forEach(line -> text.append("\n    ").append(line));
    List<String> order = course.order();
    int from = Math.max(0, order.size() - STEPS_SHOWN);
    text.append("\n  Its steps").append(from == 0 ? "" : " from " + (from + 1)).append(": ");
    text.append(String.join(", ", order.subList(from, order.size())));
    return text.toString();
  }

  /** In what the same schedule, run twice, was not the same; null if in nothing. */
  private @Nullable String difference(Run<?> again) {
    List<String> before = failed.course().order();
    List<String> now = again.course().order();
    for (int i = 0; i < Math.min(before.size(), now.size()); i++) {
      if (!before.get(i).equals(now.get(i))) {
        return "step " + (i + 1) + " was " + before.get(i) + ", and is now " + now.get(i);
      }
    }
    if (before.size() != now.size()) {
      return "it had " + before.size() + " steps, and now has " + now.size();
    }
    if (!again.endsAs(failed)) {
      Throwable t = again.failure();
      return "it ended by "
          + Objects.requireNonNull(failed.failure()).getClass().getName()
          + ", and now by "
          + (t == null ? "no failure" : t.getClass().getName());
    }
    return null;
  }

  static IllegalStateException notRepeatable(String difference) {
    return new IllegalStateException(
        "the program does not do the same each time ("
            + difference
            + "); it must not use threads, real time, random numbers without a fixed seed, the order"
            + " of a hash set of objects, or what an earlier run has left in fields");
  }
}
