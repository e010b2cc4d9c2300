// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io;

import dev.continuo.Handle;
import dev.continuo.internal.ChannelListener;
import dev.continuo.internal.Interest;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Accepts connections at one address. */
final class Listener implements ChannelListener {

  /** How the next connection is got; null if there is none. */
  interface Accept {
    @Nullable SocketChannel next() throws IOException;
  }

  /** How long to accept nothing when the system is out of descriptors. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final LoopIo io;
  private final Bound bound;
  private final Accept accept;
  private final Consumer<SocketChannel> accepted;
  private final int most;
  private final Interest interest;
  private @Nullable Handle pause;

  @SuppressWarnings("this-escape")
  Listener(LoopIo io, Bound bound, Accept accept, Consumer<SocketChannel> accepted, int most) {
    this.io = io;
    this.bound = bound;
    this.accept = accept;
    this.accepted = accepted;
    this.most = most;
    interest = io.access.watch(bound.channel, this);
  }

  void start() {
    interest.set(SelectionKey.OP_ACCEPT);
  }

  @Override
  public void ready(int ops) {
    try {
      // No more than wait at the moment: others want their turn too.
      for (int i = 0; i < most; i++) {
        SocketChannel channel = accept.next();
        if (channel == null) {
          return;
        }
        accepted.accept(channel);
      }
    } catch (IOException e) {
      if (!bound.channel.isOpen()) {
        return; // a handler that began at once has stopped the server
      }
      // Most likely out of descriptors: the connection stays in the backlog, and the channel ready.
      io.access.report(
          "cannot accept connections at " + bound.address + ", trying again in a second", e, null);
      interest.set(0);
      pause = io.access.loop().callLater(PAUSE, this::start);
    }
  }

  void close() {
    interest.cancel();
    if (pause != null) {
      pause.cancel();
    }
    io.access.close(bound.channel);
    bound.deleteFile();
  }
}
