// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import dev.continuo.internal.ChannelListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The channels of a loop and the selector they are in: one that the loop itself waits in, or for
 * loops on executors, which must not wait, the {@link SharedSelector}.
 */
final class Channels {

  private static final long NANOS_PER_MILLI = 1_000_000;

  final ChannelLoop loop;
  private final Selector selector;
  private final @Nullable SharedSelector shared;
  private final Consumer<SelectionKey> selected = this::selected;
  private boolean flushing;

  /** With a selector of its own, which the loop polls. */
  Channels(ChannelLoop loop) {
    this.loop = loop;
    this.shared = null;
    try {
      this.selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open a selector", e);
    }
  }

  /** In a selector that has a thread of its own. */
  Channels(ChannelLoop loop, SharedSelector shared) {
    this.loop = loop;
    this.shared = shared;
    this.selector = shared.selector;
  }

  // ---- registering

  Watch watch(SelectableChannel ch, int ops, ChannelListener listener, @Nullable Object context) {
    WatchedChannel channel = channel(ch);
    Watch watch = new Watch(channel, ops, listener, context);
    channel.add(watch);
    return watch;
  }

  private WatchedChannel channel(SelectableChannel ch) {
    SelectionKey known = ch.keyFor(selector);
    if (known != null && known.isValid()) {
      WatchedChannel channel = (WatchedChannel) known.attachment();
      if (channel.channels != this) {
        throw new IllegalStateException(ch + " is registered with another event loop");
      }
      return channel;
    }
    if (ch.isBlocking() && ch.isOpen()) {
      throw new IllegalArgumentException(
          "the channel is in blocking mode: " + ch + "; call configureBlocking(false) before");
    }
    if (known != null) {
      // Cancelled, but the selector holds it until it selects again.
      flush();
    }
    try {
      SelectionKey key = ch.register(selector, 0);
      WatchedChannel channel = new WatchedChannel(this, ch, key);
      key.attach(channel);
      return channel;
    } catch (ClosedChannelException e) {
      throw new IllegalArgumentException("the channel is closed: " + ch, e);
    }
  }

  boolean isEmpty() {
    return selector.keys().isEmpty();
  }

  // ---- selecting

  /** Waits until a channel is ready, then enqueues who listens. As {@link BaseEventLoop#poll}. */
  void poll(long timeoutNanos) {
    try {
      if (timeoutNanos < 0) {
        selector.select(selected);
      } else if (timeoutNanos > 0) {
        // Rounded up: a timer must not come early, nor the loop spin until it is due.
        selector.select(selected, (timeoutNanos - 1) / NANOS_PER_MILLI + 1);
      } else if (!isEmpty()) {
        selector.selectNow(selected);
      }
    } catch (IOException e) {
      // The other channels, and all that is no channel, go on.
      loop.reports.call(ErrorContext.of("Exception in the selector", e));
    }
  }

  private void selected(SelectionKey key) {
    try {
      ((WatchedChannel) key.attachment()).selected(key.readyOps());
    } catch (CancelledKeyException e) {
      // Closed at this moment, by another thread.
    }
  }

  void wakeup() {
    selector.wakeup();
  }

  /** The thread of the shared selector must see the change. */
  void wakeupIfShared() {
    if (shared != null) {
      selector.wakeup();
    }
  }

  // ---- closing

  /** Releases the descriptors of closed channels, which a selector holds until it selects. */
  void flush() {
    if (shared != null) {
      shared.flush();
    } else {
      poll(0);
    }
  }

  boolean isFlushWanted() {
    return flushing;
  }

  /** As {@link #flush}, once for all channels that are closed in this pass. */
  void flushSoon() {
    if (!flushing) {
      flushing = true;
      loop.enqueue(
          new Callback(
              () -> {
                flushing = false;
                flush();
              },
              null));
    }
  }

  void close() {
    if (shared != null) {
      shared.removeAll(this);
      return;
    }
    try {
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
