// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The signal handlers of a loop. */
final class LoopSignals {

  private final SchedulingLoop loop;
  private final Map<String, Signals.Subscription> handlers = new HashMap<>();

  LoopSignals(SchedulingLoop loop) {
    this.loop = loop;
  }

  void add(String signal, Runnable r) {
    String name = Signals.plain(Objects.requireNonNull(signal, "signal"));
    Handler handler = new Handler(Objects.requireNonNull(r, "r"), ThreadState.get().snapshot());
    Signals.Subscription added = Signals.add(name, () -> loop.offerQuietly(handler));
    handler.subscription = added;
    Signals.Subscription replaced = handlers.put(name, added);
    if (replaced != null) {
      replaced.remove();
    }
  }

  boolean remove(String signal) {
    String name = Signals.plain(Objects.requireNonNull(signal, "signal"));
    Signals.Subscription removed = handlers.remove(name);
    if (removed != null) {
      removed.remove();
    }
    return removed != null;
  }

  void removeAll() {
    handlers.values().forEach(Signals.Subscription::remove);
    handlers.clear();
  }

  /** Enqueued once for each signal. */
  private static final class Handler implements Ready {

    private final Runnable runnable;
    private final @Nullable Object context;
    private volatile Signals.@Nullable Subscription subscription;

    Handler(Runnable runnable, @Nullable Object context) {
      this.runnable = runnable;
      this.context = context;
    }

    @Override
    public void run() {
      Signals.Subscription s = subscription;
      if (s == null || !s.isRemoved()) {
        runnable.run();
      }
    }

    @Override
    public @Nullable Object context() {
      return context;
    }

    @Override
    public String toString() {
      return "signal handler " + runnable;
    }
  }
}
