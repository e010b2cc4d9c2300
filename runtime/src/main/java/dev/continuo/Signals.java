// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who gets the signals of the process: of all that asked for one, the last. When nobody is left,
 * what was there before the first gets it again. For any thread.
 */
final class Signals {

  private static final Map<String, Signals> HANDLED = new HashMap<>();

  private final String name;
  private final List<Subscription> subscriptions = new ArrayList<>();
  private final Object handler = JvmSignals.handler(this::arrived);
  private @Nullable Object previous;

  private Signals(String name) {
    this.name = name;
  }

  /** One who gets a signal, until {@link #remove}. */
  static final class Subscription {

    private final String name;
    private final Runnable action;
    private volatile boolean removed;

    private Subscription(String name, Runnable action) {
      this.name = name;
      this.action = action;
    }

    boolean isRemoved() {
      return removed;
    }

    /** Twice does nothing. */
    void remove() {
      Signals.remove(this);
    }
  }

  /** The name without "SIG". */
  static String plain(String signal) {
    return signal.startsWith("SIG") ? signal.substring(3) : signal;
  }

  /**
   * Has {@code action} called, on a thread of the JVM's, at each such signal.
   *
   * @throws IllegalArgumentException if there is no such signal
   * @throws IllegalStateException if it cannot be caught
   */
  static Subscription add(String name, Runnable action) {
    synchronized (HANDLED) {
      Signals signals = HANDLED.get(name);
      if (signals == null) {
        signals = new Signals(name);
        signals.previous = JvmSignals.handle(name, signals.handler);
        HANDLED.put(name, signals);
      }
      Subscription added = new Subscription(name, action);
      signals.subscriptions.add(added);
      return added;
    }
  }

  /** As {@link #add}, but gives null where anybody else handles or ignores the signal. */
  static @Nullable Subscription addIfDefault(String name, Runnable action) {
    synchronized (HANDLED) {
      if (!JvmSignals.arePresent() || HANDLED.containsKey(name)) {
        return null;
      }
      Subscription added;
      try {
        added = add(name, action);
      } catch (IllegalStateException e) {
        // The JVM was told not to use it, by -Xrs.
        return null;
      }
      Signals signals = HANDLED.get(name);
      if (signals != null && JvmSignals.isDefault(signals.previous())) {
        return added;
      }
      added.remove();
      return null;
    }
  }

  private static void remove(Subscription subscription) {
    synchronized (HANDLED) {
      subscription.removed = true;
      Signals signals = HANDLED.get(subscription.name);
      if (signals == null || !signals.subscriptions.remove(subscription)) {
        return;
      }
      if (signals.subscriptions.isEmpty()) {
        HANDLED.remove(signals.name);
        Object last = JvmSignals.handle(signals.name, signals.previous());
        if (last != signals.handler) {
          // Somebody replaced ours without us: leave theirs.
          JvmSignals.handle(signals.name, last);
        }
      }
    }
  }

  private Object previous() {
    return Objects.requireNonNull(previous);
  }

  private void arrived() {
    Subscription last;
    synchronized (HANDLED) {
      last = subscriptions.isEmpty() ? null : subscriptions.get(subscriptions.size() - 1);
    }
    if (last != null) {
      last.action.run();
    } else {
      // Removed since: for whom it is now.
      JvmSignals.raise(name);
    }
  }
}
