// SPDX-License-Identifier: Apache-2.0
package dev.continuo.contract;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.each;
import static dev.continuo.Asyncio.run;
import static dev.continuo.Asyncio.yieldNow;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.io.ConnectOptions;
import dev.continuo.io.Connection;
import dev.continuo.io.Datagrams;
import dev.continuo.io.Files;
import dev.continuo.io.IncompleteReadException;
import dev.continuo.io.LimitOverrunException;
import dev.continuo.io.Server;
import dev.continuo.io.ServerOptions;
import dev.continuo.io.StreamReader;
import dev.continuo.io.StreamWriter;
import dev.continuo.io.Streams;
import dev.continuo.testing.TestLoop;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every name of {@code dev.continuo.io}, used as programs use it. */
class IoContractTest {

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  @Async
  private static Coroutine<Void> readsByHand() throws IOException {
    StreamReader reader = new StreamReader(10);
    reader.feed(bytes("first\r\nsecond\nab;cdexyz"));
    assertThat(await(reader.readLine())).isEqualTo("first");
    assertThat(await(reader.readLine(UTF_8))).isEqualTo("second");
    assertThat(await(reader.readUntil(bytes(";")))).isEqualTo(bytes("ab;"));
    assertThat(await(reader.readExactly(2))).isEqualTo(bytes("cd"));
    assertThat(await(reader.read(1))).isEqualTo(bytes("e"));
    reader.feedEof();
    assertThat(reader.atEof()).isFalse();
    assertThat(await(reader.read())).isEqualTo(bytes("xyz"));
    assertThat(reader.atEof()).isTrue();
    assertThat(await(reader.readLine())).isNull();
    assertThat(await(reader.read(1))).isEmpty();

    StreamReader lines = new StreamReader(10);
    lines.feed(bytes("a\n\nb"));
    lines.feedEof();
    List<String> all = new ArrayList<>();
    for (String line : each(lines.lines())) {
      all.add(line);
    }
    assertThat(all).containsExactly("a", "", "b").inOrder();
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Void> readsTooMuch() throws IOException {
    StreamReader reader = new StreamReader(4);
    reader.feed(bytes("too long\nab"));
    try {
      await(reader.readUntil(bytes("\n")));
      throw new AssertionError("within the limit");
    } catch (LimitOverrunException e) {
      assertThat(e.consumed()).isEqualTo(8);
    }
    assertThat(await(reader.readExactly(9))).isEqualTo(bytes("too long\n"));
    reader.feedEof();
    try {
      await(reader.readExactly(3));
      throw new AssertionError("not incomplete");
    } catch (IncompleteReadException e) {
      assertThat(e).isInstanceOf(EOFException.class);
      assertThat(e.partial()).isEqualTo(bytes("ab"));
      assertThat(e.expected()).isEqualTo(3);
    }
    IOException boom = new IOException("boom");
    reader.fail(boom);
    try {
      await(reader.readLine());
      throw new AssertionError("not failed");
    } catch (IOException e) {
      assertThat(e).isSameInstanceAs(boom);
    }
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Void> echo(Connection c) throws IOException {
    for (String line : each(c.reader().lines())) {
      await(c.writer().write(bytes(line + "\n")));
    }
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Void> talks(Connection connection) throws IOException {
    try (connection) {
      assertThat(connection.sslSession()).isNull();
      assertThat(connection.localAddress()).isNotNull();
      assertThat(connection.remoteAddress()).isNotNull();
      StreamWriter writer = connection.writer();
      writer.setWaterMarks(10, 20);
      await(writer.write(ByteBuffer.wrap(bytes("one\n"))));
      writer.writeNoWait(bytes("two\n"));
      await(writer.drain());
      assertThat(await(connection.reader().readLine())).isEqualTo("one");
      assertThat(await(connection.reader().readLine())).isEqualTo("two");
      writer.writeEof();
      assertThat(await(connection.reader().readLine())).isNull();
      assertThat(writer.isClosing()).isFalse();
      writer.close();
      assertThat(writer.isClosing()).isTrue();
      await(writer.waitClosed());
      writer.abort();
    }
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Void> servesTcp() throws IOException {
    ServerOptions options = ServerOptions.defaults().startServing(false).reusePort(true);
    Server deferred = await(Streams.startServer(IoContractTest::echo, "127.0.0.1", 0, options));
    assertThat(deferred.isServing()).isFalse();
    await(deferred.startServing());
    assertThat(deferred.isServing()).isTrue();
    await(deferred.closeAsync());

    try (Server server = await(Streams.startServer(c -> echo(c), "127.0.0.1", 0))) {
      InetSocketAddress address = (InetSocketAddress) server.addresses().get(0);
      assertThat(server.port()).isEqualTo(address.getPort());
      ConnectOptions plain = ConnectOptions.defaults();
      await(talks(await(Streams.openConnection("127.0.0.1", server.port()))));
      await(talks(await(Streams.openConnection("127.0.0.1", server.port(), plain))));
      Task<Void> serving = createTask(server.serveForever());
      await(yieldNow());
      serving.cancel();
      try {
        await(serving);
        throw new AssertionError("not cancelled");
      } catch (CancelledError e) {
        assertThat(server.isServing()).isFalse();
      }
      server.stop();
      server.closeClients();
      server.abortClients();
      assertThat(server.addresses()).isEmpty();
    }
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Void> servesUnix(UnixDomainSocketAddress at) throws IOException {
    try (Server server = await(Streams.startServer(IoContractTest::echo, at))) {
      assertThat(server.addresses()).containsExactly(at);
      await(talks(await(Streams.openConnection(at))));
    }
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Void> sends() {
    try (Datagrams bound = await(Datagrams.bind("127.0.0.1", 0));
        Datagrams peer = await(Datagrams.connect("127.0.0.1", bound.localAddress().getPort()))) {
      await(peer.send(bytes("ping")));
      var ping = await(bound.receive());
      assertThat(ping.data()).isEqualTo(bytes("ping"));
      await(bound.send(bytes("pong"), ping.sender()));
      assertThat(await(peer.receive()).data()).isEqualTo(bytes("pong"));
    }
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Void> copies(Path from, Path to) {
    await(Files.write(from, bytes("a\nb\n")));
    await(Files.copy(from, to));
    assertThat(await(Files.read(to))).isEqualTo(bytes("a\nb\n"));
    List<String> lines = new ArrayList<>();
    for (String line : each(Files.lines(to))) {
      lines.add(line);
    }
    assertThat(lines).containsExactly("a", "b").inOrder();
    return Coroutine.done();
  }

  @Test
  void aReaderIsDrivenByHand() {
    TestLoop.run(IoContractTest::readsByHand);
    TestLoop.run(IoContractTest::readsTooMuch);
  }

  @Test
  void connectionsAreServed(@TempDir Path folder) {
    run(IoContractTest::servesTcp);
    run(() -> servesUnix(UnixDomainSocketAddress.of(folder.resolve("socket"))));
  }

  @Test
  void datagramsAreExchanged() {
    run(IoContractTest::sends);
  }

  @Test
  void filesAreReadWrittenAndCopied(@TempDir Path folder) {
    run(() -> copies(folder.resolve("from"), folder.resolve("to")));
  }

  @Test
  void aLimitBelowOneIsQuoted() {
    var e = assertThrows(IllegalArgumentException.class, () -> new StreamReader(0));
    assertThat(e).hasMessageThat().contains("0");
  }
}
