// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.sleep;
import static dev.continuo.io.ServerTest.HERE;
import static dev.continuo.io.ServerTest.connect;
import static dev.continuo.io.ServerTest.run;
import static dev.continuo.io.StreamsTest.bytes;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Failures;
import dev.continuo.testing.TestLoop;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules Q9 to Q11 of asyncio: where a server listens, and when it cannot. */
class ServerAddressesTest {

  @Test
  void severalHostsHaveOnePortAndOneThatFailsClosesAll() {
    run(
        () -> {
          Server both =
              await(
                  Streams.startServerAt(
                      StreamsTest::echo, List.of(HERE, "127.0.0.2"), 0, ServerOptions.defaults()));
          assertThat(both.addresses()).hasSize(2);
          for (Object address : both.addresses()) {
            assertThat(((InetSocketAddress) address).getPort()).isEqualTo(both.port());
          }
          both.stop();
          try (ServerSocket taken =
              new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 2}))) {
            int port = taken.getLocalPort();
            Throwable t =
                await(
                    Failures.thrownBy(
                        Streams.startServerAt(
                            StreamsTest::echo,
                            List.of(HERE, "127.0.0.2"),
                            port,
                            ServerOptions.defaults())));
            assertThat(t).isInstanceOf(BindException.class);
            assertThat(t)
                .hasMessageThat()
                .isEqualTo("cannot listen on /127.0.0.2:" + port + ": Address already in use");
            // The first one is free again.
            Server server = await(Streams.startServer(StreamsTest::echo, HERE, port));
            server.stop();
          }
          return Coroutine.done();
        });
  }

  @Test
  void noHostMeansAllAddresses() {
    run(
        () -> {
          try (Server server = await(Streams.startServer(StreamsTest::echo, null, 0));
              Connection c = await(connect(server))) {
            await(c.writer().write(bytes("x\n")));
            assertThat(await(c.reader().readLine())).isEqualTo("x");
          }
          return Coroutine.done();
        });
  }

  @Test
  void twoServersShareAPortIfBothSaySo() {
    assumeTrue(sharesPorts());
    run(
        () -> {
          ServerOptions shared = ServerOptions.defaults().reusePort(true);
          Server a = await(Streams.startServer(StreamsTest::echo, HERE, 0, shared));
          Server b = await(Streams.startServer(StreamsTest::echo, HERE, a.port(), shared));
          assertThat(b.port()).isEqualTo(a.port());
          a.stop();
          b.stop();
          return Coroutine.done();
        });
  }

  private static boolean sharesPorts() {
    try (ServerSocketChannel channel = ServerSocketChannel.open()) {
      return channel.supportedOptions().contains(java.net.StandardSocketOptions.SO_REUSEPORT);
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void outOfDescriptorsItWaitsASecondAndTriesAgain() {
    List<String> reports = new ArrayList<>();
    TestLoop.run(
        () -> {
          EventLoop.running().setExceptionHandler((loop, error) -> reports.add(error.message()));
          LoopIo io = LoopIo.running();
          List<InetAddress[]> here =
              List.<InetAddress[]>of(new InetAddress[] {InetAddress.getLoopbackAddress()});
          Bound bound = Bound.all(here, 0, ServerOptions.defaults()).get(0);
          List<SocketChannel> accepted = new ArrayList<>();
          int[] calls = new int[1];
          Listener listener =
              new Listener(
                  io,
                  bound,
                  () -> {
                    if (calls[0]++ == 0) {
                      throw new IOException("Too many open files");
                    }
                    return bound.channel.accept();
                  },
                  accepted::add,
                  10);
          listener.start();
          try (SocketChannel client = SocketChannel.open(bound.address)) {
            assertThat(client.isConnected()).isTrue();
            await(sleep(Duration.ofMillis(999)));
            assertThat(accepted).isEmpty();
            await(sleep(Duration.ofMillis(2)));
            assertThat(accepted).hasSize(1);
            accepted.get(0).close();
          }
          assertThat(reports)
              .containsExactly(
                  "cannot accept connections at " + bound.address + ", trying again in a second");
          listener.close();
          return Coroutine.done();
        });
  }

  @Test
  void aUnixSocketsFileIsDeletedUnlessItIsAnothers() {
    Path file = Net.socketFile();
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(file);
    run(
        () -> {
          Server first = await(Streams.startServer(StreamsTest::echo, address));
          assertThat(Files.exists(file)).isTrue();
          assertThat(assertThrows(IllegalStateException.class, first::port))
              .hasMessageThat()
              .isEqualTo("a server at a Unix socket has no port; see addresses()");
          Server second = await(Streams.startServer(StreamsTest::echo, address));
          first.stop();
          assertThat(Files.exists(file)).isTrue();
          Connection c = await(Streams.openConnection(address));
          await(c.closeAsync());
          await(second.closeAsync());
          assertThat(Files.exists(file)).isFalse();
          Throwable t = await(Failures.thrownBy(Streams.openConnection(address)));
          assertThat(t)
              .hasMessageThat()
              .isEqualTo("cannot connect to " + file + ": No such file or directory");
          return Coroutine.done();
        });
  }

  @Test
  void aFileThatIsNoSocketIsLeftAlone() throws IOException {
    Path file = Files.createTempFile("continuo", ".txt");
    run(
        () -> {
          Throwable t =
              await(
                  Failures.thrownBy(
                      Streams.startServer(StreamsTest::echo, UnixDomainSocketAddress.of(file))));
          assertThat(t)
              .hasMessageThat()
              .isEqualTo("cannot listen on " + file + ": Address already in use");
          return Coroutine.done();
        });
    assertThat(Files.exists(file)).isTrue();
    Files.delete(file);
  }

  @Test
  void badArgumentsAreNamed() {
    assertThat(
            assertThrows(
                IllegalArgumentException.class, () -> Streams.openConnection(HERE, 65_536).close()))
        .hasMessageThat()
        .isEqualTo("port must be between 0 and 65535, got 65536");
    assertThat(
            assertThrows(IllegalArgumentException.class, () -> ServerOptions.defaults().backlog(0)))
        .hasMessageThat()
        .isEqualTo("backlog must be >= 1, got 0");
  }
}
