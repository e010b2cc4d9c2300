// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io;

import static dev.continuo.Asyncio.await;

import dev.continuo.Coroutine;
import dev.continuo.Future;
import dev.continuo.annotation.Async;
import dev.continuo.internal.Interest;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** Connects a channel to one address. */
final class Dial {

  private Dial() {}

  /** A connected channel, not blocking; if the await is cancelled or throws, it is closed. */
  @Async
  static Coroutine<SocketChannel> connect(SocketAddress address, ConnectOptions options) {
    LoopIo io = LoopIo.running();
    SocketChannel channel = LoopIo.call(() -> open(address));
    boolean connected = false;
    try {
      if (!LoopIo.call(() -> begin(channel, address, options))) {
        await(connectable(io, channel));
        LoopIo.call(channel::finishConnect);
      }
      connected = true;
      return Coroutine.of(channel);
    } finally {
      if (!connected) {
        io.access.close(channel);
      }
    }
  }

  @Async
  private static Coroutine<Void> connectable(LoopIo io, SocketChannel channel) {
    Future<@Nullable Void> ready = new Future<>();
    Interest interest =
        io.access.watch(
            channel,
            ops -> {
              if (!ready.isDone()) {
                ready.setResult(null);
              }
            });
    interest.set(SelectionKey.OP_CONNECT);
    try {
      await(ready);
    } finally {
      interest.cancel();
    }
    return Coroutine.done();
  }

  /** Whether it is connected already. */
  private static boolean begin(SocketChannel channel, SocketAddress address, ConnectOptions options)
      throws IOException {
    channel.configureBlocking(false);
    configure(channel, options);
    if (options.localAddress != null) {
      channel.bind(options.localAddress);
    }
    return channel.connect(address);
  }

  private static SocketChannel open(SocketAddress address) throws IOException {
    return address instanceof UnixDomainSocketAddress
        ? SocketChannel.open(StandardProtocolFamily.UNIX)
        : SocketChannel.open();
  }

  /** What each connection has, on either side. */
  static void configure(SocketChannel channel, StreamOptions<?> options) throws IOException {
    if (channel.supportedOptions().contains(StandardSocketOptions.TCP_NODELAY)) {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      if (options.keepAlive) {
        channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
      }
    }
  }

  static int checkPort(int port) {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port must be between 0 and 65535, got " + port);
    }
    return port;
  }
}
