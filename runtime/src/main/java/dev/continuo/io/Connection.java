// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io;

import static dev.continuo.Asyncio.await;

import dev.continuo.AsyncCloseable;
import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** A connection to a peer: bytes in, bytes out. Use on the loop's thread. */
public final class Connection implements AsyncCloseable {

  final Transport transport;
  private final SocketAddress remote;
  private final SocketAddress local;

  /** Whether the peer connected to us. */
  final boolean isServerSide;

  /** The host that was asked for, for certificates; null if the peer connected to us. */
  final @Nullable String host;

  private Connection(
      Transport transport, boolean isServerSide, @Nullable String host, SocketChannel channel) {
    this.transport = transport;
    this.isServerSide = isServerSide;
    this.host = host;
    SocketAddress[] addresses = addresses(channel);
    this.local = addresses[0];
    this.remote = addresses[1];
  }

  private SocketAddress[] addresses(SocketChannel channel) {
    try {
      return new SocketAddress[] {channel.getLocalAddress(), channel.getRemoteAddress()};
    } catch (IOException e) {
      transport.writer.abort();
      throw LoopIo.<RuntimeException>asIs(e);
    }
  }

  /** To a server. */
  static Connection client(Transport transport, SocketChannel channel, @Nullable String host) {
    return new Connection(transport, false, host, channel);
  }

  /** From a client. */
  static Connection server(Transport transport, SocketChannel channel) {
    return new Connection(transport, true, null, channel);
  }

  /** What comes from the peer. */
  public StreamReader reader() {
    return transport.reader;
  }

  /** What goes to the peer. */
  public StreamWriter writer() {
    return transport.writer;
  }

  /** The peer's address; known after the end too. */
  public SocketAddress remoteAddress() {
    return remote;
  }

  /** Our address; known after the end too. */
  public SocketAddress localAddress() {
    return local;
  }

  /** What TLS has agreed on; null if the connection is plain. */
  public @Nullable SSLSession sslSession() {
    return transport.wire().session();
  }

  /**
   * Goes on with TLS from here, on the side of the protocol that we have on the connection. If this
   * fails, or is cancelled, the connection is aborted.
   */
  public Coroutine<Void> startTls(SSLContext context) {
    return Tls.start(this, Objects.requireNonNull(context, "context"));
  }

  /**
   * Sends what is in the writer's buffer and closes the connection; if the await is cancelled, at
   * once. The await throws {@link IOException} if not all of it could be sent.
   */
  @Async
  @Override
  public Coroutine<Void> closeAsync() {
    StreamWriter writer = transport.writer;
    writer.close();
    try {
      await(writer.ended());
    } catch (CancelledError e) {
      writer.abort();
      throw e;
    }
    if (writer.bytesLost() > 0 && writer.failure() != null) {
      // Not the exception itself: a reader may have thrown that, and would get it as suppressed.
      throw LoopIo.<RuntimeException>asIs(
          new IOException(
              "the connection was lost with " + writer.bytesLost() + " bytes not sent",
              writer.failure()));
    }
    return Coroutine.done();
  }

  @Override
  public String toString() {
    return "<Connection " + local + " to " + remote + ", " + transport.writer + ">";
  }
}
