// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io;

import static dev.continuo.Asyncio.await;

import dev.continuo.AsyncFunction;
import dev.continuo.Coroutine;
import dev.continuo.Future;
import dev.continuo.annotation.Async;
import dev.continuo.sync.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The kinds of networks that tests run over, all on this machine; {@code TCP} and so on. */
enum Net {
  TCP {
    @Override
    Coroutine<Server> serve(AsyncFunction<Connection, Void> handler, ServerOptions options) {
      return Streams.startServer(handler, "127.0.0.1", 0, options);
    }

    @Override
    Coroutine<Connection> connect(Server server, ConnectOptions options) {
      return Streams.openConnection("127.0.0.1", server.port(), options);
    }
  },

  UNIX {
    @Override
    Coroutine<Server> serve(AsyncFunction<Connection, Void> handler, ServerOptions options) {
      return Streams.startServer(handler, UnixDomainSocketAddress.of(socketFile()), options);
    }

    @Override
    Coroutine<Connection> connect(Server server, ConnectOptions options) {
      UnixDomainSocketAddress address = (UnixDomainSocketAddress) server.addresses().get(0);
      return Streams.openConnection(address, options);
    }
  };

  abstract Coroutine<Server> serve(AsyncFunction<Connection, Void> handler, ServerOptions options);

  abstract Coroutine<Connection> connect(Server server, ConnectOptions options);

  /** A path for a socket, short enough for one. */
  static Path socketFile() {
    try {
      Path file = Files.createTempFile("continuo", ".sock");
      Files.delete(file);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Both ends of a connection. */
  record Pair(Connection client, Connection server) {}

  /** Runs {@code body} with a connection, whose ends it may close. */
  Coroutine<Void> pair(AsyncFunction<Pair, Void> body) {
    return pair(ConnectOptions.defaults(), ServerOptions.defaults(), body);
  }

  @Async
  Coroutine<Void> pair(
      ConnectOptions connecting, ServerOptions serving, AsyncFunction<Pair, Void> body) {
    Future<Connection> accepted = new Future<>();
    Event over = new Event();
    AsyncFunction<Connection, Void> handler =
        c -> {
          accepted.setResult(c);
          return over.await();
        };
    try (Server server = await(serve(handler, serving))) {
      Connection client = await(connect(server, connecting));
      Connection accepting = await(accepted);
      try {
        await(call(body, new Pair(client, accepting)));
      } finally {
        over.set();
        client.writer().abort();
        accepting.writer().abort();
      }
    }
    return Coroutine.done();
  }

  private static <A, T> Coroutine<T> call(AsyncFunction<A, T> body, A argument) {
    return dev.continuo.Asyncio.async(() -> body.apply(argument));
  }

  /** Has the peer see a reset instead of an end. */
  static void reset(Connection connection) {
    try {
      SocketChannel channel = (SocketChannel) connection.transport.wire().channel();
      channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    connection.writer().abort();
  }

  /** How many descriptors this process has open; 0 where that cannot be seen. */
  static int descriptors() {
    Path own = Path.of("/proc/self/fd");
    if (!Files.isDirectory(own)) {
      return 0;
    }
    try (Stream<Path> all = Files.list(own)) {
      // Not the files of classes and the like, which are opened at any time.
      return (int) all.filter(Net::isSocket).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isSocket(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
    } catch (IOException e) {
      return false;
    }
  }
}
