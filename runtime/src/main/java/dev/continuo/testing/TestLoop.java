// SPDX-License-Identifier: Apache-2.0
package dev.continuo.testing;

import dev.continuo.AsyncCallable;
import dev.continuo.Asyncio;
import dev.continuo.Coroutine;
import dev.continuo.Runner;
import dev.continuo.SteppingEventLoop;
import dev.continuo.Task;
import dev.continuo.inspect.CallGraph;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A loop whose clock starts at 0 and moves only when nothing is ready: then it jumps to the next
 * timer. Where no timer is set and nothing can come from outside, it fails instead of hanging.
 *
 * <p>{@link #run(Coroutine)} runs a program once; {@link #explore} runs it in many orders.
 *
 * <p>Work on real threads is waited for in real time. While there are timers, only for a second:
 * then the clock moves on, so that a time limit around such work can be tested too. Registered
 * channels are waited for in the same way, but a timer only for a quarter of a second (the peer is
 * most often in the same test), and without a timer for ten seconds: after that it is a deadlock.
 */
public final class TestLoop extends SteppingEventLoop {

  private static final long MILLIS_BESIDE_TIMERS = 1_000;
  private static final long MILLIS_FOR_STAGES = 10_000;
  private static final long MILLIS_FOR_CHANNELS = 250;

  /** Of a call graph in a message. */
  private static final int MOST_LINES = 1_000;

  private final Semaphore wakeups = new Semaphore(0);
  private final @Nullable Course course;
  private long now;
  private @Nullable Duration timeLimit;
  private long timeLimitNanos = Long.MAX_VALUE;

  /** A loop at time 0. */
  public TestLoop() {
    this(null);
  }

  TestLoop(@Nullable Course course) {
    this.course = course;
  }

  /**
   * Runs {@code main} on a new loop: its value, or throws what failed it, as is. As in {@link
   * Asyncio#run(Coroutine)} the tasks that it leaves are cancelled; {@link #runStrictly} fails
   * instead.
   *
   * @throws DeadlockException if it waits for what cannot happen
   */
  public static <T extends @Nullable Object> T run(Coroutine<T> main) {
    Objects.requireNonNull(main, "main");
    try (Runner runner = Runner.builder().loop(TestLoop::new).handleSignals(false).build()) {
      return runner.run(main);
    }
  }

  /** As {@link #run(Coroutine)}; the call of {@code main} happens on the loop. */
  public static <T extends @Nullable Object> T run(AsyncCallable<T> main) {
    return run(Asyncio.async(Objects.requireNonNull(main, "main")));
  }

  /**
   * As {@link #run(AsyncCallable)}, and then fails if {@code main} has left something behind: a
   * task that is not done, a failure that nobody has seen, or a coroutine that was never awaited.
   *
   * @throws AssertionError that names all that was left
   */
  public static <T extends @Nullable Object> T runStrictly(AsyncCallable<T> main) {
    Objects.requireNonNull(main, "main");
    try (StrictRunner runner = new StrictRunner()) {
      return runner.run(main);
    }
  }

  /**
   * Runs {@code main} again and again, each time on a new loop and in another order of steps that a
   * program has to expect; {@link Explorer} says which these are, and has more to choose from.
   *
   * @param schedules how many; the first is first come, first served
   * @throws ExplorationFailure if one fails: with its seed, and the shortest schedule that fails so
   * @throws IllegalArgumentException if {@code schedules} is less than 1
   */
  public static <T extends @Nullable Object> Exploration explore(
      int schedules, AsyncCallable<T> main) {
    return Explorer.random(schedules).explore(main);
  }

  /** Runs {@code main} once, in the order of a seed that {@link #explore} has printed. */
  public static <T extends @Nullable Object> T replay(long seed, AsyncCallable<T> main) {
    return Explorer.random(1).replay(seed, main);
  }

  /** As {@link #replay(long, AsyncCallable)}, for {@link ExplorationFailure#schedule}. */
  public static <T extends @Nullable Object> T replay(String schedule, AsyncCallable<T> main) {
    return Explorer.random(1).replay(schedule, main);
  }

  /** Nanoseconds since the loop was made. */
  @Override
  public long time() {
    return now;
  }

  /**
   * Fails a run that goes on for longer than {@code limit} from now, in virtual time, with a {@link
   * LivelockException}; only once, so that what cleans up then has all the time it needs.
   */
  public void setTimeLimit(Duration limit) {
    long nanos = nanos(Objects.requireNonNull(limit, "limit"));
    timeLimit = limit;
    timeLimitNanos = nanos > Long.MAX_VALUE - now ? Long.MAX_VALUE : now + nanos;
  }

  /** Zero for less, and at most what a long holds. */
  static long nanos(Duration d) {
    if (d.isNegative()) {
      return 0;
    }
    return d.getSeconds() >= Long.MAX_VALUE / 1_000_000_000 ? Long.MAX_VALUE : d.toNanos();
  }

  /** Runs what is ready, and what that makes ready, without moving the clock. */
  public void runCurrent() {
    enter();
    try {
      runReady();
    } finally {
      leave();
    }
  }

  /** Moves the clock by {@code d}, stopping at each timer to run it. */
  public void advanceBy(Duration d) {
    long nanos = nanos(Objects.requireNonNull(d, "d"));
    // The end of time is no deadline, but the sign that there is none.
    long target = Math.min(nanos, Long.MAX_VALUE - 1 - now) + now;
    enter();
    try {
      runReady();
      while (nextDeadline() <= target) {
        now = Math.max(now, nextDeadline());
        runReady();
      }
      now = target;
    } finally {
      leave();
    }
  }

  /** Runs, moving the clock from timer to timer, until nothing is left but tasks that wait. */
  public void runUntilIdle() {
    enter();
    try {
      runReady();
      while (nextDeadline() != Long.MAX_VALUE || outstandingJobs() > 0) {
        runPass();
        runReady();
      }
    } finally {
      leave();
    }
  }

  private void runReady() {
    do {
      while (!isIdle() || nextDeadline() <= now) {
        runPass();
      }
      poll(0);
    } while (!isIdle());
  }

  @Override
  protected void runPass() {
    if (course == null) {
      super.runPass();
    } else if (lookOutside()) {
      stepOnce(course);
    }
  }

  private void stepOnce(Course c) {
    List<Candidate> candidates = candidates(c.rules().skewNanos > 0);
    int choice = c.choose(candidates);
    if (choice == candidates.size()) {
      postpone(candidates.get(0));
      choice = 1;
    }
    run(candidates.get(choice));
    c.stepped(this);
  }

  @Override
  protected void poll(long timeoutNanos) {
    if (timeoutNanos == 0) {
      if (hasChannels()) {
        pollChannels(0);
      }
      return;
    }
    boolean timed = timeoutNanos > 0;
    long millis = patience(timed);
    if (millis >= 0 && (hasChannels() ? select(millis) : await(millis))) {
      return;
    }
    if (timed) {
      moveTo(now + timeoutNanos);
    } else {
      endCourse();
      throw new DeadlockException(
          "deadlock: nothing is ready and no timer is set" + whoWaitsForWhat());
    }
  }

  private void moveTo(long time) {
    if (time > timeLimitNanos) {
      timeLimitNanos = Long.MAX_VALUE;
      endCourse();
      throw new LivelockException(
          "not done after " + timeLimit + " of virtual time" + whoWaitsForWhat());
    }
    // With a skew, late: so those set for a little later are due too, and may come first.
    now = course == null ? time : time + course.rules().skewNanos;
  }

  private void endCourse() {
    if (course != null) {
      course.end();
    }
  }

  /** How long to wait for others in real time; -1 if nothing can come. */
  private long patience(boolean timed) {
    if (outstandingJobs() > 0) {
      return timed ? MILLIS_BESIDE_TIMERS : Long.MAX_VALUE;
    }
    if (hasChannels()) {
      return timed ? MILLIS_FOR_CHANNELS : MILLIS_FOR_STAGES;
    }
    return outstandingStages() == 0 ? -1 : timed ? 0 : MILLIS_FOR_STAGES;
  }

  /** As {@link #await}, for channels too. */
  private boolean select(long millis) {
    long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
    long begin = System.nanoTime();
    pollChannels(0);
    for (long left = nanos; isIdle() && left > 0; left = nanos - (System.nanoTime() - begin)) {
      if (wakeups.drainPermits() > 0) {
        return true;
      }
      pollChannels(left);
      if (Thread.currentThread().isInterrupted()) {
        throw new IllegalStateException("interrupted while waiting for channels");
      }
    }
    return !isIdle();
  }

  /** Waits in real time until another thread has something for us, or the time is over. */
  private boolean await(long millis) {
    try {
      if (!wakeups.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
        return false;
      }
      wakeups.drainPermits();
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      if (isInterruptible()) {
        return true;
      }
      throw new IllegalStateException("interrupted while waiting for other threads", e);
    }
  }

  @Override
  protected void wakeup() {
    wakeups.release();
    wakeupChannels();
  }

  /** The tasks that are not done, in the order they were created. */
  Set<Task<?>> pendingTasks() {
    return tasks();
  }

  void tellNeverAwaited(Consumer<String> told) {
    watchCoroutines(told);
  }

  /** The circles, and the tree of the tasks that are not done, with what they await and where. */
  String whoWaitsForWhat() {
    // Without its first line, which says how many tasks this thread has.
    List<String> lines = CallGraph.capture(this).toString().lines().skip(1).toList();
    int shown = Math.min(lines.size(), MOST_LINES);
    String more = shown == lines.size() ? "" : "\n  and " + (lines.size() - shown) + " lines more";
    return lines.stream().limit(shown).map(line -> "\n  " + line).collect(Collectors.joining())
        + more;
  }

  /** One task: what it awaits, and in further lines, where. */
  String describe(Task<?> task) {
    StringBuilder text = new StringBuilder("task '").append(task.name()).append("' waits for ");
    text.append(waitingFor(task));
    for (StackTraceElement element : task.stack()) {
      text.append("\n    at ").append(element);
    }
    return text.toString();
  }
}
