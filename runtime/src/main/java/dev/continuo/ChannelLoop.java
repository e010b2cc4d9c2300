// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import dev.continuo.internal.LoopAccess;
import java.nio.channels.SelectableChannel;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What programs ask of a loop about channels. A loop has no selector before it is asked. */
abstract class ChannelLoop extends SchedulingLoop {

  static {
    LoopDoor.install();
  }

  /** Other threads read it, to wake the selector. */
  private volatile @Nullable Channels channels;

  @SuppressWarnings("this-escape")
  final LoopDoor door = new LoopDoor(this);

  ChannelLoop(boolean runsByItself) {
    super(runsByItself);
  }

  @Override
  public Handle register(SelectableChannel ch, int ops, Runnable r) {
    Objects.requireNonNull(ch, "ch");
    Objects.requireNonNull(r, "r");
    check();
    if (ops == 0 || (ops & ~ch.validOps()) != 0) {
      throw new IllegalArgumentException(
          "ops must be some of the channel's validOps " + ch.validOps() + ", got " + ops);
    }
    return channels().watch(ch, ops, ready -> r.run(), ThreadState.get().snapshot());
  }

  /** The channels, made when first asked for. */
  final Channels channels() {
    Channels c = channels;
    if (c == null) {
      c = openChannels();
      channels = c;
    }
    return c;
  }

  /** For the subclass that cannot wait in a selector. */
  Channels openChannels() {
    return new Channels(this);
  }

  // ---- for a subclass that has its own ways of waiting

  /** Whether some channel is registered, so that it may become ready. */
  protected final boolean hasChannels() {
    Channels c = channels;
    return c != null && !c.isEmpty();
  }

  /** Waits in the selector, as {@link BaseEventLoop#poll}; {@link #wakeupChannels} ends that. */
  protected final void pollChannels(long timeoutNanos) {
    boolean isNew = channels == null;
    // Nobody could wake a selector before there was one, so that one does not wait.
    channels().poll(isNew ? 0 : timeoutNanos);
  }

  /** Ends a {@link #pollChannels} that is waiting, or else the next one, from any thread. */
  protected final void wakeupChannels() {
    Channels c = channels;
    if (c != null) {
      c.wakeup();
    }
  }

  /** Releases the descriptors of channels closed since the last poll. */
  final void flushChannels() {
    Channels c = channels;
    if (c != null && c.isFlushWanted()) {
      c.flush();
    }
  }

  final void closeChannels() {
    door.close();
    Channels c = channels;
    if (c != null) {
      c.close();
    }
  }

  /** The door of {@code dev.continuo.io} to a loop. */
  static LoopAccess access(EventLoop loop) {
    if (loop instanceof ChannelLoop l) {
      return l.door;
    }
    throw new IllegalArgumentException("not a BaseEventLoop: " + loop);
  }
}
