// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A loop whose subclass may choose what runs next, for tests. Until it does, that is first come,
 * first served, as everywhere.
 *
 * <p>Callbacks keep their order among themselves, for {@link EventLoop} promises it, and so do
 * timers. A task has no order but its own.
 */
public abstract class SteppingEventLoop extends BaseEventLoop {

  private boolean watches;

  /** A loop that is not running. */
  protected SteppingEventLoop() {}

  /** Something that may run next: a task, the first of the callbacks, or a timer that is due. */
  public static final class Candidate {

    private final Object what;

    private Candidate(Object what) {
      this.what = what;
    }

    /** The task that would make a step; null for a callback or a timer. */
    public @Nullable Task<?> task() {
      return what instanceof Task<?> task ? task : null;
    }

    /** Whether this is a timer. */
    public boolean isTimer() {
      return what instanceof TimerNode;
    }
  }

  /**
   * Has {@code told} know of coroutines of this loop that were never awaited, instead of the log,
   * until it is closed; from any thread. Costs a stack trace for each coroutine.
   *
   * @throws IllegalStateException if called twice
   */
  protected final void watchCoroutines(Consumer<String> told) {
    if (watches) {
      throw new IllegalStateException("coroutines are watched already");
    }
    watches = true;
    reports.neverAwaited = told;
    NeverAwaited.watch();
  }

  @Override
  public void close() {
    super.close();
    if (watches) {
      watches = false;
      NeverAwaited.unwatch();
    }
  }

  /** Looks outside and at the clock as a pass does: whether something is ready then. */
  protected final boolean lookOutside() {
    if (hasIncoming) {
      takeIncoming();
    }
    boolean idle = ready.isEmpty();
    if (idle || timerIsDue) {
      look(idle);
    }
    return !ready.isEmpty();
  }

  /**
   * What may run next, first come first.
   *
   * @param anyTimer whether timers that are due may overtake each other
   */
  protected final List<Candidate> candidates(boolean anyTimer) {
    List<Candidate> candidates = new ArrayList<>();
    boolean callback = false;
    boolean timer = false;
    for (Object next : ready) {
      if (next instanceof Task<?>) {
        candidates.add(new Candidate(next));
      } else if (next instanceof TimerNode) {
        if (anyTimer || !timer) {
          candidates.add(new Candidate(next));
        }
        timer = true;
      } else {
        if (!callback) {
          candidates.add(new Candidate(next));
        }
        callback = true;
      }
    }
    return candidates;
  }

  /** Runs one of what is ready. */
  protected final void run(Candidate candidate) {
    take(candidate);
    runOther(candidate.what);
  }

  /** Puts a task that is ready behind all others; not for callbacks, which keep their order. */
  protected final void postpone(Candidate candidate) {
    take(candidate);
    ready.add(candidate.what);
  }

  private void take(Candidate candidate) {
    // Nothing that stands here defines equals(); one that stands here twice goes in its first
    // place.
    ready.removeFirstOccurrence(candidate.what);
  }
}
