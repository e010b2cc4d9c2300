// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import dev.continuo.internal.ChannelListener;
import dev.continuo.internal.Interest;
import org.jspecify.annotations.Nullable;

/**
 * One listener of a {@link WatchedChannel}. It stands itself in the ready queue when its channel is
 * ready, so that an event makes no objects.
 */
final class Watch implements Interest, Ready {

  final WatchedChannel channel;
  private final ChannelListener listener;
  private final @Nullable Object context;
  private int ops;

  /** What was ready when it was enqueued; 0 if it is not. */
  private int ready;

  private boolean cancelled;

  Watch(WatchedChannel channel, int ops, ChannelListener listener, @Nullable Object context) {
    this.channel = channel;
    this.ops = ops;
    this.listener = listener;
    this.context = context;
  }

  /** The channel is ready for {@code readyOps}; on the loop's thread. */
  void selected(int readyOps) {
    int mine = readyOps & ops;
    if (mine != 0) {
      if (ready == 0) {
        channel.channels.loop.enqueue(this);
      }
      ready |= mine;
    }
  }

  @Override
  public void run() {
    int mine = ready & ops;
    ready = 0;
    if (mine != 0) {
      listener.ready(mine);
    }
  }

  @Override
  public void set(int newOps) {
    if (newOps != ops && !cancelled) {
      ops = newOps;
      channel.update();
    }
  }

  @Override
  public int ops() {
    return ops;
  }

  @Override
  public void cancel() {
    if (!cancelled) {
      cancelled = true;
      ops = 0;
      channel.remove(this);
    }
  }

  @Override
  public boolean isCancelled() {
    return cancelled;
  }

  @Override
  public @Nullable Object context() {
    return context;
  }

  @Override
  public String toString() {
    return "listener of " + channel.channel + ": " + listener;
  }
}
