// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io;

import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.sleep;

import dev.continuo.Coroutine;
import dev.continuo.Future;
import dev.continuo.annotation.Async;
import dev.continuo.internal.Interest;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Connects a channel to one address. */
final class Dial {

  private Dial() {}

  /** How long to wait for a server to accept one of the connections that wait for it. */
  private static final Duration BUSY = Duration.ofMillis(10);

  /** As {@link #connect}, to a Unix socket; waits while the server's backlog is full. */
  @Async
  static Coroutine<SocketChannel> unix(UnixDomainSocketAddress address, ConnectOptions options) {
    while (true) {
      try {
        return Coroutine.of(await(connect(address, options), IOException.class));
      } catch (IOException e) {
        if (!isBusy(e)) {
          ConnectException named =
              new ConnectException("cannot connect to " + address + ": " + e.getMessage());
          named.initCause(e);
          throw LoopIo.<RuntimeException>asIs(named);
        }
      }
      await(sleep(BUSY));
    }
  }

  /** With TCP the system waits; with Unix sockets there is EAGAIN, and no way to wait for more. */
  private static boolean isBusy(IOException e) {
    return String.valueOf(e.getMessage()).contains("temporarily unavailable");
  }

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
