// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io;

import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.toThread;

import dev.continuo.AsyncFunction;
import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Connections over TCP and Unix sockets, from both ends. On the thread of a running loop; the
 * coroutines throw {@link IOException} when awaited if something fails.
 */
public final class Streams {

  private Streams() {}

  // ---- clients

  /** As {@link #openConnection(String, int, ConnectOptions)}, with the defaults. */
  public static Coroutine<Connection> openConnection(String host, int port) {
    return openConnection(host, port, ConnectOptions.defaults());
  }

  /**
   * Connects to a host. If it has several addresses they are tried one after the other, the next
   * beside one that takes long; if none can be reached, the exception names all of them.
   *
   * @throws IllegalArgumentException if the port is none
   */
  public static Coroutine<Connection> openConnection(
      String host, int port, ConnectOptions options) {
    Objects.requireNonNull(host, "host");
    Objects.requireNonNull(options, "options");
    return toHost(host, Dial.checkPort(port), options);
  }

  @Async
  private static Coroutine<Connection> toHost(String host, int port, ConnectOptions options) {
    List<SocketAddress> addresses = new ArrayList<>();
    for (InetAddress address : HappyEyeballs.interleave(List.of(await(resolve(host))))) {
      addresses.add(new InetSocketAddress(address, port));
    }
    LoopIo io = LoopIo.running();
    HappyEyeballs<SocketAddress, SocketChannel> attempts =
        new HappyEyeballs<>(
            host + " port " + port,
            addresses,
            options.attemptDelay,
            address -> Dial.connect(address, options),
            io.access::close);
    return connected(await(LoopIo.call(attempts::run)), host, options);
  }

  /** As {@link #openConnection(UnixDomainSocketAddress, ConnectOptions)}, with the defaults. */
  public static Coroutine<Connection> openConnection(UnixDomainSocketAddress address) {
    return openConnection(address, ConnectOptions.defaults());
  }

  /** Connects to a Unix socket. */
  public static Coroutine<Connection> openConnection(
      UnixDomainSocketAddress address, ConnectOptions options) {
    Objects.requireNonNull(address, "address");
    return toUnix(address, Objects.requireNonNull(options, "options"));
  }

  @Async
  private static Coroutine<Connection> toUnix(
      UnixDomainSocketAddress address, ConnectOptions options) {
    return connected(await(Dial.unix(address, options)), null, options);
  }

  @Async
  private static Coroutine<Connection> connected(
      SocketChannel channel, @Nullable String host, ConnectOptions options) {
    LoopIo io = LoopIo.running();
    Transport transport = new Transport(io, io.wires.apply(channel), options, io.place());
    Connection connection = Connection.client(transport, channel, host);
    if (options.ssl == null) {
      connection.transport.start();
    } else {
      await(Tls.start(connection, options.ssl, options));
    }
    return Coroutine.of(connection);
  }

  // ---- servers

  /** As {@link #startServer(AsyncFunction, String, int, ServerOptions)}, with the defaults. */
  public static Coroutine<Server> startServer(
      AsyncFunction<Connection, Void> handler, @Nullable String host, int port) {
    return startServer(handler, host, port, ServerOptions.defaults());
  }

  /**
   * Serves at all addresses of a host.
   *
   * @param handler is run for each connection, in a task of its own
   * @param host null for all addresses of this machine
   * @param port 0 for a free one
   * @throws IllegalArgumentException if the port is none
   */
  public static Coroutine<Server> startServer(
      AsyncFunction<Connection, Void> handler,
      @Nullable String host,
      int port,
      ServerOptions options) {
    Objects.requireNonNull(handler, "handler");
    Objects.requireNonNull(options, "options");
    List<String> hosts = host == null ? List.of() : List.of(host);
    return atHosts(handler, hosts, Dial.checkPort(port), options);
  }

  /**
   * Serves at all addresses of several hosts, with the same port, or at none if one fails.
   *
   * @param hosts at least one
   */
  public static Coroutine<Server> startServerAt(
      AsyncFunction<Connection, Void> handler,
      List<String> hosts,
      int port,
      ServerOptions options) {
    Objects.requireNonNull(handler, "handler");
    Objects.requireNonNull(options, "options");
    List<String> names = List.copyOf(Objects.requireNonNull(hosts, "hosts"));
    if (names.isEmpty()) {
      throw new IllegalArgumentException("hosts is empty; give null as host for all addresses");
    }
    return atHosts(handler, names, Dial.checkPort(port), options);
  }

  @Async
  private static Coroutine<Server> atHosts(
      AsyncFunction<Connection, Void> handler,
      List<String> hosts,
      int port,
      ServerOptions options) {
    LoopIo io = LoopIo.running();
    List<InetAddress[]> addresses = new ArrayList<>();
    for (String host : hosts) {
      addresses.add(await(resolve(host)));
    }
    if (hosts.isEmpty()) {
      addresses.add(new InetAddress[] {new InetSocketAddress(0).getAddress()});
    }
    List<Bound> bound = LoopIo.call(() -> Bound.all(addresses, port, options));
    return Coroutine.of(new Server(io, bound, handler, options));
  }

  /** As {@link #startServer(AsyncFunction, UnixDomainSocketAddress, ServerOptions)}. */
  public static Coroutine<Server> startServer(
      AsyncFunction<Connection, Void> handler, UnixDomainSocketAddress address) {
    return startServer(handler, address, ServerOptions.defaults());
  }

  /**
   * Serves at a Unix socket. A socket's file that is there is replaced; at the end ours is deleted,
   * unless it was replaced too.
   */
  public static Coroutine<Server> startServer(
      AsyncFunction<Connection, Void> handler,
      UnixDomainSocketAddress address,
      ServerOptions options) {
    Objects.requireNonNull(handler, "handler");
    Objects.requireNonNull(address, "address");
    return atUnix(handler, address, Objects.requireNonNull(options, "options"));
  }

  @Async
  private static Coroutine<Server> atUnix(
      AsyncFunction<Connection, Void> handler,
      UnixDomainSocketAddress address,
      ServerOptions options) {
    Bound bound = LoopIo.call(() -> Bound.unix(address, options));
    return Coroutine.of(new Server(LoopIo.running(), List.of(bound), handler, options));
  }

  // ---- other streams

  /**
   * A writer to a blocking stream, as a pipe: other threads do the writing, flush after each piece,
   * and close the stream in the end. {@link StreamWriter#writeEof} closes it too.
   */
  public static StreamWriter writer(OutputStream out) {
    return new OutputPump(LoopIo.running(), Objects.requireNonNull(out, "out")).writer;
  }

  /**
   * A reader of a blocking stream, as a pipe: another thread does the reading, from the first time
   * on that the reader is asked for something. The stream is yours to close.
   */
  public static StreamReader reader(InputStream in) {
    Objects.requireNonNull(in, "in");
    return new InputPump(LoopIo.running(), in, StreamReader.DEFAULT_LIMIT).reader;
  }

  /**
   * Standard input. There is one reader in a process; each loop that asks for it goes on where the
   * one before it was closed. A thread reads from the first time on that the reader is asked for
   * something.
   *
   * @throws IllegalStateException if another loop, which is not closed, has asked for it
   */
  public static StreamReader stdin() {
    return LoopIo.running().access.resource(Stdin.class, Stdin::new).reader;
  }

  static Coroutine<InetAddress[]> resolve(String host) {
    return toThread(() -> InetAddress.getAllByName(host));
  }
}
