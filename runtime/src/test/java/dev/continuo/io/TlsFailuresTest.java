// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.gatherOutcomes;
import static dev.continuo.Asyncio.sleep;
import static dev.continuo.Failures.thrownBy;
import static dev.continuo.io.StreamsTest.bytes;
import static dev.continuo.io.TlsTest.connecting;
import static dev.continuo.io.TlsTest.serve;
import static dev.continuo.io.TlsTest.serving;

import dev.continuo.Asyncio;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.testing.TestLoop;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

/** Whom TLS refuses, and what its connections do when something goes wrong. */
class TlsFailuresTest {

  // ---- what is refused

  private static Coroutine<Throwable> refusal(String certificate, String host, SSLContext context) {
    return Asyncio.async(
        () -> {
          try (Server server = await(serve(certificate))) {
            ConnectOptions options = ConnectOptions.defaults().ssl(context);
            if (!host.isEmpty()) {
              options = options.serverHostname(host);
            }
            return Coroutine.of(await(thrownBy(openAndClose(server, options))));
          }
        });
  }

  @Async
  private static Coroutine<Void> openAndClose(Server server, ConnectOptions options) {
    return await(Streams.openConnection("127.0.0.1", server.port(), options)).closeAsync();
  }

  @Test
  void aCertificateForAnotherHostIsRefusedAndTheMessageSaysSo() {
    Throwable t = Asyncio.run(refusal(Certificates.OTHER, "wrong.test", Certificates.client()));
    assertThat(t).isInstanceOf(SSLHandshakeException.class);
    assertThat(t)
        .hasMessageThat()
        .matches(
            "the TLS handshake with /127.0.0.1:\\d+ failed: the certificate is not for wrong.test:"
                + " No subject alternative DNS name matching wrong.test found.; connect to a name"
                + " that it is for, or give that as serverHostname");
    Throwable address = Asyncio.run(refusal(Certificates.OTHER, "", Certificates.client()));
    assertThat(address).hasMessageThat().contains("the certificate is not for 127.0.0.1: ");
  }

  @Test
  void theNameThatIsAskedForMayBeAnotherThanTheHost() {
    assertThat(Asyncio.run(refusal(Certificates.OTHER, "other.test", Certificates.client())))
        .isNull();
    assertThat(Asyncio.run(refusal(Certificates.OTHER, "a.example.test", Certificates.client())))
        .isNull();
  }

  @Test
  void aCertificateWhoseTimeIsOverIsRefused() {
    Throwable t = Asyncio.run(refusal(Certificates.EXPIRED, "", Certificates.client()));
    assertThat(t).isInstanceOf(SSLHandshakeException.class);
    assertThat(t).hasMessageThat().contains("failed: NotAfter: ");
  }

  @Test
  void aCertificateOfAnUnknownAuthorityIsRefused() throws Exception {
    Throwable t = Asyncio.run(refusal(Certificates.GOOD, "", SSLContext.getDefault()));
    assertThat(t).isInstanceOf(SSLHandshakeException.class);
    assertThat(t)
        .hasMessageThat()
        .contains("unable to find valid certification path to requested target");
  }

  @Test
  void hostNamesAreNotVerifiedOnlyIfTheOptionsSaySo() {
    Asyncio.run(
        () -> {
          try (Server server = await(serve(Certificates.OTHER));
              Connection c =
                  await(
                      Streams.openConnection(
                          "127.0.0.1", server.port(), connecting().verifyHostname(false)))) {
            assertThat(c.sslSession().isValid()).isTrue();
          }
          return Coroutine.done();
        });
  }

  @Test
  void aUnixSocketNeedsAName() {
    Asyncio.run(
        () -> {
          try (Server server =
              await(Net.UNIX.serve(StreamsTest::echo, serving(Certificates.GOOD)))) {
            Throwable t = await(thrownBy(Net.UNIX.connect(server, connecting())));
            assertThat(t).isInstanceOf(IllegalArgumentException.class);
            assertThat(t)
                .hasMessageThat()
                .endsWith(
                    " needs a host name to verify the certificate for; give"
                        + " ConnectOptions.serverHostname(name), or verifyHostname(false)");
          }
          return Coroutine.done();
        });
  }

  // ---- what goes wrong

  @Test
  void aSilentPeerIsGivenUpAfterTheTimeLimit() {
    TestLoop.run(
        () -> {
          try (Server server =
              await(Streams.startServer(TlsFailuresTest::ignore, "127.0.0.1", 0))) {
            Throwable t =
                await(
                    thrownBy(
                        Streams.openConnection(
                            "127.0.0.1",
                            server.port(),
                            connecting().handshakeTimeout(Duration.ofSeconds(60)))));
            assertThat(t).isInstanceOf(SSLHandshakeException.class);
            assertThat(t).hasMessageThat().endsWith(" failed: it took longer than PT1M");
          }
          return Coroutine.done();
        });
  }

  @Async
  private static Coroutine<Void> ignore(Connection c) throws IOException {
    await(c.reader().read());
    return Coroutine.done();
  }

  @Test
  void aPeerThatClosesInTheHandshakeFailsIt() {
    Asyncio.run(
        () -> {
          try (Server server = await(Streams.startServer(c -> Coroutine.done(), "127.0.0.1", 0))) {
            Throwable t =
                await(thrownBy(Streams.openConnection("127.0.0.1", server.port(), connecting())));
            assertThat(t).isInstanceOf(IOException.class);
          }
          return Coroutine.done();
        });
  }

  @Test
  void aPeerThatSpeaksNoTlsFailsTheHandshake() {
    Asyncio.run(
        () -> {
          try (Server server =
              await(
                  Streams.startServer(
                      c -> c.writer().write(bytes("220 ready\r\n")), "127.0.0.1", 0))) {
            Throwable t =
                await(thrownBy(Streams.openConnection("127.0.0.1", server.port(), connecting())));
            assertThat(t).isInstanceOf(SSLHandshakeException.class);
            assertThat(t).hasMessageThat().contains(" SSL message");
          }
          return Coroutine.done();
        });
  }

  @Test
  void aConnectionThatEndsWithoutAFarewellIsAFailureNotAnEnd() {
    Asyncio.run(
        () -> {
          try (Server server =
                  await(
                      Streams.startServer(
                          TlsFailuresTest::breakOff, "127.0.0.1", 0, serving(Certificates.GOOD)));
              Connection c =
                  await(Streams.openConnection("127.0.0.1", server.port(), connecting()))) {
            assertThat(await(c.reader().readLine())).isEqualTo("half");
            Throwable t = await(thrownBy(c.reader().readLine()));
            assertThat(t).isInstanceOf(SSLException.class);
            assertThat(t)
                .hasMessageThat()
                .isEqualTo(
                    "the peer ended the connection without TLS's close_notify: what it sent may be"
                        + " cut off");
          }
          return Coroutine.done();
        });
  }

  @Async
  private static Coroutine<Void> breakOff(Connection c) {
    await(c.writer().write(bytes("half\n")));
    c.writer().abort();
    return Coroutine.done();
  }

  @Test
  void aFarewellThatCannotBeSentIsGivenUpAfterTheTimeLimit() {
    Asyncio.run(
        () -> {
          List<WireTap> wires = new ArrayList<>();
          LoopIo.running().wires =
              channel -> {
                wires.add(new WireTap(new PlainWire(channel), () -> {}));
                return wires.get(wires.size() - 1);
              };
          ConnectOptions options = connecting().shutdownTimeout(Duration.ofMillis(20));
          try (Server server = await(serve(Certificates.GOOD))) {
            Connection c = await(Streams.openConnection("127.0.0.1", server.port(), options));
            wires.forEach(wire -> wire.isStuck = true);
            await(c.closeAsync());
            assertThat(c.transport.wire().channel().isOpen()).isFalse();
            server.abortClients();
          }
          return Coroutine.done();
        });
  }

  @Test
  void aHandshakeCancelledAtAnyStepLeavesNothingOpen() {
    Asyncio.run(
        () -> {
          try (Server server = await(serve(Certificates.GOOD))) {
            int before = Net.descriptors();
            boolean untouched = false;
            int runs = 0;
            for (; !untouched; runs++) {
              untouched = await(cancelledAt(server, runs));
              while (Net.descriptors() > before) {
                await(sleep(Duration.ofMillis(1)));
              }
            }
            assertThat(runs).isGreaterThan(5);
          }
          return Coroutine.done();
        });
  }

  /** Cancels a connect when either side uses its wire for the n-th time: whether it was over. */
  @Async
  private static Coroutine<Boolean> cancelledAt(Server server, int n) {
    int[] uses = {0};
    Task<?>[] victim = new Task<?>[1];
    Runnable use =
        () -> {
          if (uses[0]++ == n) {
            // Not within its own step, where it might end before it notices.
            EventLoop.running().callSoon(victim[0]::cancel);
          }
        };
    LoopIo.running().wires = channel -> new WireTap(new PlainWire(channel), use);
    Task<Connection> opening =
        createTask(Streams.openConnection("127.0.0.1", server.port(), connecting()));
    victim[0] = opening;
    await(gatherOutcomes(opening));
    boolean untouched = uses[0] <= n;
    if (!opening.isCancelled()) {
      await(opening.result().closeAsync());
    }
    return Coroutine.of(untouched);
  }
}
