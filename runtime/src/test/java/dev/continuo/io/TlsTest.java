// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.timeout;
import static dev.continuo.Asyncio.yieldNow;
import static dev.continuo.Failures.thrownBy;
import static dev.continuo.io.StreamsTest.bytes;

import dev.continuo.Asyncio;
import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import java.io.IOException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlsTest {

  static ServerOptions serving(String certificate) {
    return ServerOptions.defaults().ssl(Certificates.server(certificate));
  }

  static ConnectOptions connecting() {
    return ConnectOptions.defaults().ssl(Certificates.client());
  }

  static Coroutine<Server> serve(String certificate) {
    return Streams.startServer(StreamsTest::echo, "127.0.0.1", 0, serving(certificate));
  }

  // ---- what is agreed

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void aClientAndAServerTalkAndEachSideEndsItsOutput(String protocol) {
    Asyncio.run(
        () -> {
          ConnectOptions options = ConnectOptions.defaults().ssl(only(protocol));
          try (Server server = await(serve(Certificates.GOOD));
              Connection c = await(Streams.openConnection("127.0.0.1", server.port(), options))) {
            await(c.writer().write(bytes("hello\n")));
            assertThat(await(c.reader().readLine())).isEqualTo("hello");
            assertThat(c.sslSession().getProtocol()).isEqualTo(protocol);
            assertThat(c.sslSession().getPeerPrincipal().getName()).isEqualTo("CN=good");
            assertThat(c.applicationProtocol()).isNull();
            c.writer().writeEof();
            assertThat(await(c.reader().readLine())).isNull();
          }
          return Coroutine.done();
        });
  }

  private static SSLContext only(String protocol) {
    return Certificates.client(protocol);
  }

  @Test
  void theApplicationProtocolIsAgreedOn() {
    Asyncio.run(
        () -> {
          ServerOptions serving = serving(Certificates.GOOD).alpn("h2", "http/1.1");
          try (Server server =
              await(
                  Streams.startServer(
                      c -> c.writer().write(bytes(c.applicationProtocol())),
                      "127.0.0.1",
                      0,
                      serving))) {
            ConnectOptions options = connecting().alpn("http/1.1");
            try (Connection c =
                await(Streams.openConnection("127.0.0.1", server.port(), options))) {
              assertThat(c.applicationProtocol()).isEqualTo("http/1.1");
              assertThat(await(c.reader().readLine())).isEqualTo("http/1.1");
            }
          }
          return Coroutine.done();
        });
  }

  @Test
  void aLiveConnectionGoesOverToTls() {
    Asyncio.run(
        () -> {
          try (Server server = await(Streams.startServer(TlsTest::upgrading, "127.0.0.1", 0));
              Connection c = await(Streams.openConnection("127.0.0.1", server.port()))) {
            await(c.writer().write(bytes("STARTTLS\n")));
            assertThat(await(c.reader().readLine())).isEqualTo("go ahead");
            await(c.startTls(Certificates.client()));
            assertThat(c.sslSession()).isNotNull();
            await(c.writer().write(bytes("secret\n")));
            assertThat(await(c.reader().readLine())).isEqualTo("secret");
            assertThat(await(thrownBy(c.startTls(Certificates.client()))))
                .isInstanceOf(IllegalStateException.class);
          }
          return Coroutine.done();
        });
  }

  @Async
  private static Coroutine<Void> upgrading(Connection c) throws IOException {
    assertThat(await(c.reader().readLine())).isEqualTo("STARTTLS");
    await(c.writer().write(bytes("go ahead\n")));
    await(c.startTls(Certificates.server(Certificates.GOOD)));
    return StreamsTest.echo(c);
  }

  @Test
  void aClientThatBeginsTlsWithoutWaitingForTheAnswerIsUnderstood() {
    Asyncio.run(
        () -> {
          try (Server server =
                  await(
                      Streams.startServer(
                          c -> Asyncio.async(() -> upgradingLate(c)), "127.0.0.1", 0));
              Connection c = await(Streams.openConnection("127.0.0.1", server.port()))) {
            await(c.writer().write(bytes("STARTTLS\n")));
            await(c.startTls(Certificates.client()));
            await(c.writer().write(bytes("secret\n")));
            assertThat(await(c.reader().readLine())).isEqualTo("secret");
          }
          return Coroutine.done();
        });
  }

  @Async
  private static Coroutine<Void> upgradingLate(Connection c) throws IOException {
    // The line and the beginning of the handshake are both there before anything is read.
    while (c.reader().toString().contains(" 0 bytes")
        || c.reader().toString().contains(" 9 bytes")) {
      await(yieldNow());
    }
    assertThat(await(c.reader().readLine())).isEqualTo("STARTTLS");
    await(c.startTls(Certificates.server(Certificates.GOOD)));
    return StreamsTest.echo(c);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsSentComesBackWhateverTheChunks(Net net) {
    ConnectOptions connecting = connecting().serverHostname("localhost");
    for (int size : FaultyNetworkTest.SIZES) {
      for (int most : new int[] {Math.max(100, size / 50), 100_000}) {
        long seed = 31L * size + most;
        Asyncio.run(
            () ->
                timeout(
                    Duration.ofSeconds(20),
                    () ->
                        FaultyNetworkTest.thereAndBack(
                            net, serving(Certificates.GOOD), connecting, size, most, seed)));
      }
    }
  }
}
