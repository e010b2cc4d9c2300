// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A channel in a selector; its key's attachment.
 *
 * <p>With the selector that loops on executors share, it goes from the selector's thread to the
 * loop's in the loop's queue, and is not selected again before its listeners have run.
 */
final class WatchedChannel implements Ready {

  final Channels channels;
  final SelectableChannel channel;
  private final SelectionKey key;
  private final List<Watch> watches = new ArrayList<>(1);

  /** What the selector's thread has found ready and the loop has not seen. */
  private final AtomicInteger found = new AtomicInteger();

  WatchedChannel(Channels channels, SelectableChannel channel, SelectionKey key) {
    this.channels = channels;
    this.channel = channel;
    this.key = key;
  }

  void add(Watch watch) {
    watches.add(watch);
    update();
  }

  void remove(Watch watch) {
    watches.remove(watch);
    if (watches.isEmpty()) {
      // A channel with a key could not be made blocking again.
      key.cancel();
      channels.wakeupIfShared();
    } else {
      update();
    }
  }

  boolean isCancelled() {
    return !key.isValid();
  }

  void cancel() {
    key.cancel();
  }

  /** Has the selector wait for what the listeners together wait for. */
  void update() {
    int ops = 0;
    for (int i = 0; i < watches.size(); i++) {
      ops |= watches.get(i).ops();
    }
    try {
      if (key.interestOps() != ops) {
        key.interestOps(ops);
        channels.wakeupIfShared();
      }
    } catch (CancelledKeyException e) {
      // The channel was closed: nothing more will happen to it.
    }
  }

  /** Tells the listeners, on the loop's thread. */
  void selected(int readyOps) {
    for (int i = 0; i < watches.size(); i++) {
      watches.get(i).selected(readyOps);
    }
  }

  /** On the thread of the shared selector. */
  void foundByOther() {
    int readyOps = key.readyOps();
    key.interestOpsAnd(~readyOps);
    if (found.getAndAccumulate(readyOps, (a, b) -> a | b) == 0) {
      channels.loop.offerQuietly(this);
    }
  }

  /** On the loop's thread, after {@link #foundByOther}. */
  @Override
  public void run() {
    selected(found.getAndSet(0));
    channels.loop.enqueue(new Callback(this::update, null));
  }

  @Override
  public @org.jspecify.annotations.Nullable Object context() {
    return null;
  }
}
