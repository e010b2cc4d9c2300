// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.gather;
import static dev.continuo.Asyncio.gatherOutcomes;
import static dev.continuo.Asyncio.yieldNow;
import static dev.continuo.Failures.thrownBy;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.continuo.Asyncio;
import dev.continuo.Coroutine;
import dev.continuo.Task;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DatagramsTest {

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static String text(Datagram datagram) {
    return new String(datagram.data(), UTF_8);
  }

  @Test
  void datagramsGoBothWaysAndMayBeEmpty() {
    Asyncio.run(
        () -> {
          try (Datagrams server = await(Datagrams.bind("127.0.0.1", 0));
              Datagrams client =
                  await(Datagrams.connect("127.0.0.1", server.localAddress().getPort()))) {
            assertThat(client.remoteAddress()).isEqualTo(server.localAddress());
            await(client.send(bytes("ping")));
            Datagram ping = await(server.receive());
            assertThat(text(ping)).isEqualTo("ping");
            assertThat(ping.sender()).isEqualTo(client.localAddress());
            await(server.send(new byte[0], ping.sender()));
            assertThat(await(client.receive()).data()).isEmpty();
            await(server.send(new byte[65_507], ping.sender()));
            assertThat(await(client.receive()).data()).hasLength(65_507);
          }
          return Coroutine.done();
        });
  }

  @Test
  void receiversAreServedInTurnAndACancelledOneLosesNothing() {
    Asyncio.run(
        () -> {
          try (Datagrams server = await(Datagrams.bind("127.0.0.1", 0));
              Datagrams client =
                  await(Datagrams.connect("127.0.0.1", server.localAddress().getPort()))) {
            List<Task<Datagram>> receivers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
              receivers.add(createTask(server.receive()));
            }
            await(yieldNow());
            receivers.remove(1).cancel();
            for (String text : List.of("a", "b", "c")) {
              await(client.send(bytes(text)));
            }
            List<String> texts =
                await(gather(receivers)).stream().map(DatagramsTest::text).toList();
            assertThat(texts).containsExactly("a", "b", "c").inOrder();
          }
          return Coroutine.done();
        });
  }

  @Test
  void oneThatIsTooLargeIsRefusedWithItsSize() {
    Asyncio.run(
        () -> {
          try (Datagrams socket = await(Datagrams.bind("127.0.0.1", 0))) {
            InetSocketAddress to = socket.localAddress();
            Throwable t = await(thrownBy(socket.send(new byte[65_508], to)));
            assertThat(t).isInstanceOf(IOException.class);
            assertThat(t)
                .hasMessageThat()
                .isEqualTo(
                    "a datagram of 65508 bytes is too large to be sent to "
                        + to
                        + "; over IPv4 there is room for 65507 at most");
          }
          return Coroutine.done();
        });
  }

  @Test
  void manyMoreThanTheSystemHasRoomForCanBeSent() {
    Asyncio.run(
        () -> {
          try (Datagrams server = await(Datagrams.bind("127.0.0.1", 0));
              Datagrams client = await(Datagrams.bind("127.0.0.1", 0))) {
            List<Coroutine<Void>> sends = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
              sends.add(client.send(new byte[60_000], server.localAddress()));
              sends.add(client.send(new byte[0], server.localAddress()));
            }
            assertThat(await(gather(sends))).hasSize(600);
          }
          return Coroutine.done();
        });
  }

  @Test
  void aPeerThatIsNotThereFailsTheReceiver() {
    Asyncio.run(
        () -> {
          Datagrams gone = await(Datagrams.bind("127.0.0.1", 0));
          int port = gone.localAddress().getPort();
          await(gone.closeAsync());
          await(yieldNow());
          try (Datagrams client = await(Datagrams.connect("127.0.0.1", port))) {
            Task<Datagram> first = createTask(client.receive());
            Task<Datagram> second = createTask(client.receive());
            await(yieldNow());
            await(client.send(new byte[1]));
            await(gatherOutcomes(first));
            assertThat(first.exception()).isInstanceOf(PortUnreachableException.class);
            await(client.closeAsync());
            await(gatherOutcomes(second));
            assertThat(second.exception()).isInstanceOf(ClosedChannelException.class);
            assertThat(await(thrownBy(client.receive())))
                .isInstanceOf(ClosedChannelException.class);
          }
          return Coroutine.done();
        });
  }

  @Test
  void mistakesAreNamed() {
    Asyncio.run(
        () -> {
          try (Datagrams socket = await(Datagrams.bind("127.0.0.1", 0))) {
            assertThat(
                    assertThrows(
                        IllegalStateException.class, () -> socket.send(new byte[1]).close()))
                .hasMessageThat()
                .isEqualTo(socket + " is not connected; say to whom, in send(data, to)");
            InetSocketAddress unresolved = InetSocketAddress.createUnresolved("host", 5);
            assertThat(
                    assertThrows(
                        IllegalArgumentException.class,
                        () -> socket.send(new byte[1], unresolved).close()))
                .hasMessageThat()
                .isEqualTo(
                    "to must be resolved, got "
                        + unresolved
                        + "; look its address up off the loop");
            int port = socket.localAddress().getPort();
            Throwable t = await(thrownBy(Datagrams.bind("127.0.0.1", port)));
            assertThat(t)
                .hasMessageThat()
                .isEqualTo("cannot bind to /127.0.0.1:" + port + ": Address already in use");
          }
          return Coroutine.done();
        });
  }
}
