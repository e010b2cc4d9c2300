// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io;

import static dev.continuo.Asyncio.await;

import dev.continuo.AsyncCloseable;
import dev.continuo.AsyncFunction;
import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.Future;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.internal.WaitQueue;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Accepts connections and runs a handler for each, in a task of its own; when that ends, the
 * connection is closed, and a failure is told to the loop's exception handler. Use on the loop's
 * thread.
 */
public final class Server implements AsyncCloseable {

  private final LoopIo io;
  private final AsyncFunction<Connection, Void> handler;
  private final ServerOptions options;
  private final List<Bound> bound;
  private final List<Listener> listeners = new ArrayList<>();
  private final Set<Connection> clients = new LinkedHashSet<>();
  private final WaitQueue waiters = new WaitQueue(this);
  private final LoopIo.Open open;
  private boolean serving;
  private boolean stopped;
  private @Nullable Future<@Nullable Void> forever;

  Server(
      LoopIo io,
      List<Bound> bound,
      AsyncFunction<Connection, Void> handler,
      ServerOptions options) {
    this.io = io;
    this.bound = bound;
    this.handler = handler;
    this.options = options;
    for (Bound b : bound) {
      listeners.add(new Listener(io, b, b.channel::accept, this::accepted, options.backlog));
    }
    this.open = new Open();
    io.opened(open);
    if (options.startServing) {
      serve();
    }
  }

  // ---- what it is

  /**
   * The port, the same for all addresses; after the end too.
   *
   * @throws IllegalStateException if the server is at a Unix socket
   */
  public int port() {
    if (bound.get(0).address instanceof InetSocketAddress address) {
      return address.getPort();
    }
    throw new IllegalStateException("a server at a Unix socket has no port; see addresses()");
  }

  /** Where it listens; nowhere when it has stopped. */
  public List<SocketAddress> addresses() {
    return stopped ? List.of() : bound.stream().map(b -> b.address).toList();
  }

  /** Whether it accepts connections. */
  public boolean isServing() {
    return serving;
  }

  // ---- serving

  /**
   * Begins to accept connections, if it was told not to at first; those made before wait in the
   * backlog. The await throws {@link IllegalStateException} if it was stopped.
   */
  @Async
  public Coroutine<Void> startServing() {
    checkOpen();
    serve();
    return Coroutine.done();
  }

  private void serve() {
    if (!serving) {
      serving = true;
      listeners.forEach(Listener::start);
    }
  }

  /**
   * Serves until the await is cancelled; then stops, closes the connections and waits for their
   * end. A second cancellation aborts them. {@link #stop} also cancels the await.
   *
   * <p>The await throws {@link IllegalStateException} if the server was stopped, or another task
   * awaits this.
   */
  @Async
  public Coroutine<Void> serveForever() {
    checkOpen();
    if (forever != null) {
      throw new IllegalStateException("serveForever() is being awaited already: " + this);
    }
    serve();
    Future<@Nullable Void> stop = new Future<>();
    forever = stop;
    try {
      await(stop);
    } catch (CancelledError e) {
      stop();
      closeClients();
      await(abortIfCancelled(closeAsync()));
      throw e;
    }
    return Coroutine.done();
  }

  @Async
  private Coroutine<Void> abortIfCancelled(Coroutine<Void> end) {
    try {
      await(end);
    } catch (CancelledError e) {
      abortClients();
      throw e;
    }
    return Coroutine.done();
  }

  private void checkOpen() {
    if (stopped) {
      throw new IllegalStateException("the server was stopped: " + this);
    }
  }

  private void accepted(SocketChannel channel) {
    Connection connection;
    try {
      channel.configureBlocking(false);
      Dial.configure(channel, options);
      Transport transport = new Transport(io, io.wires.apply(channel), options, open.madeAt());
      connection = Connection.server(transport, channel);
    } catch (IOException e) {
      // The client is gone already.
      io.access.close(channel);
      return;
    }
    clients.add(connection);
    connection.transport.onLost(() -> left(connection));
    Task<Void> task = io.access.loop().createTask(handle(connection));
    task.addDoneCallback(done -> handled(connection, task));
  }

  @Async
  private Coroutine<Void> handle(Connection connection) {
    if (options.ssl == null) {
      connection.transport.start();
    } else {
      await(Tls.start(connection, options.ssl, options));
    }
    return callHandler(connection);
  }

  private Coroutine<Void> callHandler(Connection connection) {
    try {
      return handler.apply(connection);
    } catch (Exception e) {
      throw LoopIo.<RuntimeException>asIs(e);
    }
  }

  private void handled(Connection connection, Task<Void> task) {
    Throwable exception = task.isCancelled() ? null : task.exception();
    if (exception != null) {
      io.access.report("Unhandled exception in the handler of " + connection, exception, task);
    }
    connection.writer().close();
  }

  private void left(Connection connection) {
    clients.remove(connection);
    if (stopped && clients.isEmpty()) {
      waiters.wakeAll();
    }
  }

  // ---- ending

  /** Ends listening, at once; the connections there are go on. */
  public void stop() {
    if (!stopped) {
      end();
      io.closed(open);
      // So that the address can be bound again at once.
      io.access.flush();
      if (forever != null) {
        forever.cancel();
      }
      waiters.wakeAll();
    }
  }

  /** Closes all connections when what was written to them is sent. */
  public void closeClients() {
    List.copyOf(clients).forEach(c -> c.writer().close());
  }

  /** Closes all connections now. */
  public void abortClients() {
    List.copyOf(clients).forEach(c -> c.writer().abort());
  }

  /** Stops, and waits for the connections to end; see {@link #closeClients}. */
  @Async
  @Override
  public Coroutine<Void> closeAsync() {
    stop();
    while (!clients.isEmpty()) {
      await(waiters.await(() -> {}));
    }
    return Coroutine.done();
  }

  private void end() {
    stopped = true;
    serving = false;
    listeners.forEach(Listener::close);
  }

  /** What is left to do if nobody closes it. */
  private final class Open implements LoopIo.Open {

    private final @Nullable String madeAt = io.place();

    @Override
    public void closeNow() {
      end();
    }

    @Override
    public @Nullable String madeAt() {
      return madeAt;
    }

    @Override
    public String toString() {
      return Server.this.toString();
    }
  }

  @Override
  public String toString() {
    String state = stopped ? "stopped" : serving ? "serving" : "not serving yet";
    List<SocketAddress> at = bound.stream().map(b -> b.address).toList();
    return "<Server at " + at + ", " + state + ", " + clients.size() + " connections>";
  }
}
