// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.sleep;
import static dev.continuo.io.StreamsTest.bytes;

import dev.continuo.AsyncCallable;
import dev.continuo.Asyncio;
import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.ErrorContext;
import dev.continuo.EventLoop;
import dev.continuo.Failures;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rules Q1 to Q8 of asyncio, and how we differ. */
class ServerTest {

  static final String HERE = "127.0.0.1";

  static void run(AsyncCallable<Void> body) {
    Asyncio.run(body);
  }

  static Coroutine<Connection> connect(Server server) {
    return Streams.openConnection(HERE, server.port());
  }

  @Test
  void itServesOnReturnOrWhenTold() {
    run(
        () -> {
          ServerOptions later = ServerOptions.defaults().startServing(false);
          try (Server server = await(Streams.startServer(StreamsTest::echo, HERE, 0, later))) {
            assertThat(server.isServing()).isFalse();
            try (Connection c = await(connect(server))) {
              await(c.writer().write(bytes("wait\n")));
              Task<String> answer = createTask(c.reader().readLine());
              await(server.startServing());
              assertThat(server.isServing()).isTrue();
              assertThat(await(answer)).isEqualTo("wait");
            }
          }
          return Coroutine.done();
        });
  }

  @ParameterizedTest
  @EnumSource
  void aHandlerThatFailsIsReportedAndItsPeerSeesTheEnd(Net net) {
    List<ErrorContext> reports = new ArrayList<>();
    IllegalStateException broken = new IllegalStateException("broken");
    run(
        () -> {
          EventLoop.running().setExceptionHandler((loop, error) -> reports.add(error));
          try (Server server =
              await(
                  net.serve(
                      c -> {
                        c.writer().writeNoWait(bytes("before"));
                        throw broken;
                      },
                      ServerOptions.defaults()))) {
            try (Connection c = await(net.connect(server, ConnectOptions.defaults()))) {
              assertThat(await(c.reader().read())).isEqualTo(bytes("before"));
            }
          }
          return Coroutine.done();
        });
    assertThat(reports).hasSize(1);
    assertThat(reports.get(0).exception()).isSameInstanceAs(broken);
    assertThat(reports.get(0).message()).startsWith("Unhandled exception in the handler of ");
    assertThat(reports.get(0).task()).isNotNull();
  }

  @Test
  void theConnectionIsClosedWhenItsHandlerEnds() {
    run(
        () -> {
          try (Server server = await(Streams.startServer(c -> Coroutine.done(), HERE, 0));
              Connection c = await(connect(server))) {
            assertThat(await(c.reader().read())).isEmpty();
          }
          return Coroutine.done();
        });
  }

  @Test
  void stopEndsListeningAtOnceAndConnectionsLiveOn() {
    run(
        () -> {
          Server server = await(Streams.startServer(StreamsTest::echo, HERE, 0));
          int port = server.port();
          Connection c = await(connect(server));
          await(c.writer().write(bytes("a\n")));
          assertThat(await(c.reader().readLine())).isEqualTo("a");
          server.stop();
          server.stop();
          assertThat(server.isServing()).isFalse();
          assertThat(server.addresses()).isEmpty();
          assertThat(server.port()).isEqualTo(port);
          // The port is free at once.
          Server next = await(Streams.startServer(StreamsTest::echo, HERE, port));
          next.stop();
          assertThat(await(Failures.thrownBy(connect(server)))).isInstanceOf(IOException.class);
          await(c.writer().write(bytes("b\n")));
          assertThat(await(c.reader().readLine())).isEqualTo("b");
          Task<Void> end = createTask(server.closeAsync());
          await(sleep(Duration.ofMillis(1)));
          assertThat(end.isDone()).isFalse();
          await(c.closeAsync());
          await(end);
          assertThat(await(Failures.thrownBy(server.startServing())))
              .isInstanceOf(IllegalStateException.class);
          return Coroutine.done();
        });
  }

  @Test
  void cancellingServeForeverClosesTheServer() {
    run(
        () -> {
          Server server = await(Streams.startServer(StreamsTest::echo, HERE, 0));
          Task<Void> forever = createTask(server.serveForever());
          Connection c = await(connect(server));
          Throwable second = await(Failures.thrownBy(server.serveForever()));
          assertThat(second).isInstanceOf(IllegalStateException.class);
          assertThat(second)
              .hasMessageThat()
              .startsWith("serveForever() is being awaited already: <Server at [/127.0.0.1:");
          forever.cancel();
          assertThat(await(Failures.thrownBy(forever.asCoroutine())))
              .isInstanceOf(CancelledError.class);
          assertThat(server.isServing()).isFalse();
          assertThat(await(c.reader().read())).isEmpty();
          await(c.closeAsync());
          Throwable after = await(Failures.thrownBy(server.serveForever()));
          assertThat(after).isInstanceOf(IllegalStateException.class);
          assertThat(after).hasMessageThat().startsWith("the server was stopped: <Server at ");
          return Coroutine.done();
        });
  }

  @Test
  void stopCancelsServeForever() {
    run(
        () -> {
          Server server = await(Streams.startServer(StreamsTest::echo, HERE, 0));
          Task<Void> forever = createTask(server.serveForever());
          await(Asyncio.yieldNow());
          server.stop();
          assertThat(await(Failures.thrownBy(forever.asCoroutine())))
              .isInstanceOf(CancelledError.class);
          return Coroutine.done();
        });
  }

  @Test
  void clientsAreClosedWithWhatIsBufferedOrAborted() {
    run(
        () -> {
          byte[] lots = new byte[8_000_000];
          Server server =
              await(
                  Streams.startServer(
                      c -> {
                        c.writer().writeNoWait(lots);
                        return Asyncio.sleep(Duration.ofDays(1));
                      },
                      HERE,
                      0));
          Connection first = await(connect(server));
          await(first.reader().readExactly(1));
          server.closeClients();
          assertThat(await(first.reader().read())).hasLength(lots.length - 1);
          Connection second = await(connect(server));
          await(second.reader().readExactly(1));
          server.abortClients();
          Throwable t = await(Failures.thrownBy(cutShort(second, lots.length)));
          assertThat(t).isNull();
          await(first.closeAsync());
          await(second.closeAsync());
          await(server.closeAsync());
          return Coroutine.done();
        });
  }

  @Async
  private static Coroutine<Void> cutShort(Connection c, int length) {
    try {
      assertThat(await(c.reader().read()).length).isLessThan(length - 1);
    } catch (IOException e) {
      // Or it saw a reset.
      assertThat(e).isNotNull();
    }
    return Coroutine.done();
  }
}
