// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import java.lang.System.Logger.Level;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * In debug mode: the coroutines that have not begun, to report those that never do. Each is
 * reported once: when it is garbage, or at the latest when the loop it was created in is closed.
 */
final class NeverAwaited {

  /** Whether coroutines are watched. Other threads may see a change late, which does no harm. */
  static boolean enabled = Boolean.getBoolean("continuo.debug");

  /** Whether to go on when nobody watches any more: loops in debug mode are never counted. */
  private static boolean always = enabled;

  private static int watchers;

  private static final Map<Key, Creator> CREATED = new ConcurrentHashMap<>();
  private static final ReferenceQueue<Coroutine<?>> DROPPED = new ReferenceQueue<>();
  private static final AtomicLong SEQUENCE = new AtomicLong();

  private NeverAwaited() {}

  /** Watches from now on. */
  static synchronized void enable() {
    always = true;
    enabled = true;
  }

  /** Watches until {@link #unwatch} is called as often. */
  static synchronized void watch() {
    watchers++;
    enabled = true;
  }

  static synchronized void unwatch() {
    watchers--;
    if (watchers == 0 && !always) {
      enabled = false;
      // They may begin unseen from now on.
      CREATED.clear();
    }
  }

  static void created(Coroutine<?> coroutine) {
    Creator creator =
        new Creator(
            SEQUENCE.incrementAndGet(),
            coroutine.name(),
            ThreadState.get().loop,
            Creation.trace(coroutine));
    CREATED.put(new Key(coroutine), creator);
  }

  static void begun(Coroutine<?> coroutine) {
    CREATED.remove(new Key(coroutine));
  }

  /** Reports those that are garbage. */
  static void collect() {
    for (Reference<?> r = DROPPED.poll(); r != null; r = DROPPED.poll()) {
      Creator creator = CREATED.remove(r);
      if (creator != null) {
        creator.report();
      }
    }
  }

  /** Reports those created while {@code loop} ran, in the order they were. */
  static void close(BaseEventLoop loop) {
    collect();
    CREATED.entrySet().stream()
        .filter(entry -> entry.getValue().loop == loop)
        .sorted((a, b) -> Long.compare(a.getValue().sequence, b.getValue().sequence))
        .forEach(
            entry -> {
              if (CREATED.remove(entry.getKey(), entry.getValue())) {
                entry.getValue().report();
              }
            });
  }

  private record Creator(
      long sequence, String name, @Nullable BaseEventLoop loop, List<StackTraceElement> trace) {

    void report() {
      String text =
          "coroutine '"
              + name
              + "' was never awaited, created at "
              + Creation.place(trace)
              + "; await it, start it with createTask, or drop it with close()";
      Consumer<String> told = loop == null ? null : loop.reports.neverAwaited;
      if (told != null) {
        told.accept(text);
      } else {
        LoopReports.LOG.log(Level.WARNING, text);
      }
    }
  }

  /** A coroutine by identity. */
  private static final class Key extends WeakReference<Coroutine<?>> {

    private final int hash;

    Key(Coroutine<?> coroutine) {
      super(coroutine, DROPPED);
      this.hash = System.identityHashCode(coroutine);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      if (this == other) {
        return true;
      }
      Coroutine<?> mine = get();
      return mine != null && other instanceof Key key && key.get() == mine;
    }
  }
}
