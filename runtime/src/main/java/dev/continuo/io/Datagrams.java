// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io;

import static dev.continuo.Asyncio.await;

import dev.continuo.AsyncCloseable;
import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.internal.Interest;
import dev.continuo.internal.WaitQueue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A UDP socket. What was received and nobody has asked for yet is kept, or dropped, by the system.
 * Any number of tasks may receive, and send; they are served in the order they came. Use on the
 * loop's thread; the awaits throw {@link IOException} if something fails.
 */
public final class Datagrams implements AsyncCloseable {

  private static final int MOST_OVER_IPV4 = 65_507;

  private final LoopIo io;
  private final DatagramChannel channel;
  private final InetSocketAddress local;
  private final @Nullable InetSocketAddress remote;
  private final LoopIo.Open open = new Open();
  private final Interest interest;
  private final WaitQueue receivers = new WaitQueue(this);
  private final WaitQueue senders = new WaitQueue(this);

  @SuppressWarnings("this-escape")
  private Datagrams(DatagramChannel channel) throws IOException {
    this.io = LoopIo.running();
    this.channel = channel;
    this.local = (InetSocketAddress) channel.getLocalAddress();
    this.remote = (InetSocketAddress) channel.getRemoteAddress();
    this.interest = io.access.watch(channel, this::ready);
    io.opened(open);
  }

  // ---- opening

  /**
   * A socket at an address of this machine, to exchange datagrams with anyone.
   *
   * @param host null for all addresses
   * @param port 0 for a free one
   * @throws IllegalArgumentException if the port is none
   */
  public static Coroutine<Datagrams> bind(@Nullable String host, int port) {
    return bound(host, Dial.checkPort(port));
  }

  @Async
  private static Coroutine<Datagrams> bound(@Nullable String host, int port) {
    InetSocketAddress address =
        host == null
            ? new InetSocketAddress(port)
            : new InetSocketAddress(await(Streams.resolve(host))[0], port);
    return Coroutine.of(LoopIo.call(() -> open(address, null)));
  }

  /**
   * A socket that exchanges datagrams with one peer, and tells of those that could not be
   * delivered, as far as the peer's system says so.
   *
   * @throws IllegalArgumentException if the port is none
   */
  public static Coroutine<Datagrams> connect(String host, int port) {
    return connected(Objects.requireNonNull(host, "host"), Dial.checkPort(port));
  }

  @Async
  private static Coroutine<Datagrams> connected(String host, int port) {
    InetAddress address = await(Streams.resolve(host))[0];
    return Coroutine.of(LoopIo.call(() -> open(null, new InetSocketAddress(address, port))));
  }

  private static Datagrams open(
      @Nullable InetSocketAddress local, @Nullable InetSocketAddress remote) throws IOException {
    DatagramChannel channel = DatagramChannel.open();
    try {
      channel.configureBlocking(false);
      if (remote == null) {
        channel.bind(local);
      } else {
        channel.connect(remote);
      }
      return new Datagrams(channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      if (e instanceof SocketException) {
        SocketException named =
            new SocketException(
                (remote == null ? "cannot bind to " + local : "cannot connect to " + remote)
                    + ": "
                    + e.getMessage());
        named.initCause(e);
        throw named;
      }
      throw e;
    }
  }

  // ---- receiving and sending

  /** Waits for a datagram. */
  @Async
  public Coroutine<Datagram> receive() {
    Datagram datagram = receivers.isOccupied() ? null : received();
    while (datagram == null) {
      await(turn(receivers));
      boolean waitsAgain = false;
      try {
        datagram = received();
        waitsAgain = datagram == null;
      } finally {
        if (!waitsAgain) {
          receivers.wakeNext(); // there may be another one
        }
      }
    }
    return Coroutine.of(datagram);
  }

  private @Nullable Datagram received() {
    ByteBuffer buffer = io.pool.input();
    InetSocketAddress sender =
        (InetSocketAddress) LoopIo.<@Nullable Object>call(() -> channel.receive(buffer));
    if (sender == null) {
      return null;
    }
    byte[] data = new byte[buffer.flip().remaining()];
    buffer.get(data);
    return new Datagram(data, sender);
  }

  /**
   * Sends a datagram to the peer; waits while the system has no room for it.
   *
   * @param data may be empty
   * @throws IllegalStateException if the socket is not connected
   */
  public Coroutine<Void> send(byte[] data) {
    Objects.requireNonNull(data, "data");
    if (remote == null) {
      throw new IllegalStateException(this + " is not connected; say to whom, in send(data, to)");
    }
    return sendTo(data, remote);
  }

  /**
   * Sends a datagram; waits while the system has no room for it.
   *
   * @param data may be empty
   * @throws IllegalStateException if the socket is connected to another address
   * @throws IllegalArgumentException if the address has a name but no IP address
   */
  public Coroutine<Void> send(byte[] data, InetSocketAddress to) {
    Objects.requireNonNull(data, "data");
    if (Objects.requireNonNull(to, "to").isUnresolved()) {
      throw new IllegalArgumentException(
          "to must be resolved, got " + to + "; look its address up off the loop");
    }
    if (remote != null && !remote.equals(to)) {
      throw new IllegalStateException(
          this + " cannot send to " + to + "; use a socket that is only bound");
    }
    return sendTo(data, to);
  }

  @Async
  private Coroutine<Void> sendTo(byte[] data, InetSocketAddress to) {
    // The channel says 0 for an empty datagram that was sent and for one that was not.
    boolean sent = data.length > 0 && !senders.isOccupied() && sent(data, to);
    while (!sent) {
      await(turn(senders));
      boolean waitsAgain = false;
      try {
        sent = sent(data, to) || data.length == 0;
        waitsAgain = !sent;
      } finally {
        if (!waitsAgain) {
          senders.wakeNext();
        }
      }
    }
    return Coroutine.done();
  }

  private boolean sent(byte[] data, InetSocketAddress to) {
    try {
      return channel.send(ByteBuffer.wrap(data), to) > 0;
    } catch (IOException e) {
      boolean tooLarge =
          data.length > MOST_OVER_IPV4 || String.valueOf(e.getMessage()).contains("too long");
      throw LoopIo.<RuntimeException>asIs(tooLarge ? tooLarge(data, to, e) : e);
    }
  }

  private static IOException tooLarge(byte[] data, InetSocketAddress to, IOException cause) {
    return new IOException(
        "a datagram of "
            + data.length
            + " bytes is too large to be sent to "
            + to
            + "; over IPv4 there is room for "
            + MOST_OVER_IPV4
            + " at most",
        cause);
  }

  /** Waits until the channel is ready, and those before us have had their turn. */
  @Async
  private Coroutine<Void> turn(WaitQueue queue) {
    Coroutine<Void> turn = queue.await(queue::wakeNext);
    interest.set(
        interest.ops() | (queue == receivers ? SelectionKey.OP_READ : SelectionKey.OP_WRITE));
    return turn;
  }

  private void ready(int ops) {
    // Who finds that there is more wakes the next; who finds nothing waits for the channel again.
    interest.set(interest.ops() & ~ops);
    if ((ops & SelectionKey.OP_READ) != 0) {
      receivers.wakeNext();
    }
    if ((ops & SelectionKey.OP_WRITE) != 0) {
      senders.wakeNext();
    }
  }

  // ---- the rest

  /** Our address. */
  public InetSocketAddress localAddress() {
    return local;
  }

  /** The peer's address; null if the socket is only bound. */
  public @Nullable InetSocketAddress remoteAddress() {
    return remote;
  }

  /** Closes the socket; tasks that wait for it get an {@link IOException}. */
  @Override
  public Coroutine<Void> closeAsync() {
    open.closeNow();
    receivers.wakeAll();
    senders.wakeAll();
    return Coroutine.done();
  }

  private final class Open implements LoopIo.Open {

    private final @Nullable String madeAt = LoopIo.running().place();

    @Override
    public void closeNow() {
      interest.cancel();
      io.access.close(channel);
      io.closed(this);
    }

    @Override
    public @Nullable String madeAt() {
      return madeAt;
    }

    @Override
    public String toString() {
      return Datagrams.this.toString();
    }
  }

  @Override
  public String toString() {
    return "<Datagrams at " + local + (remote == null ? ">" : " to " + remote + ">");
  }
}
