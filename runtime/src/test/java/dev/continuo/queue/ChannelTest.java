// SPDX-License-Identifier: Apache-2.0
package dev.continuo.queue;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.each;
import static dev.continuo.Asyncio.gather;
import static dev.continuo.Asyncio.sleep;
import static dev.continuo.Asyncio.yieldNow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.continuo.AsyncCallable;
import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.testing.TestLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@SuppressWarnings("continuo:SwallowedCancellation") // they are watched, not lost
class ChannelTest {

  private final List<String> seen = new ArrayList<>();

  private static void run(AsyncCallable<Void> program) {
    TestLoop.run(program);
  }

  @Test
  void withoutCapacityASendReturnsWhenAReceiverHasItsItem() {
    run(
        () -> {
          Channel<String> channel = new Channel<>(0);
          var sender = channel.sender();
          var receiver = channel.receiver();
          createTask(sendAll(sender, "a", "b"));
          await(yieldNow());
          assertThat(seen).isEmpty();
          assertThat(channel.size()).isEqualTo(0);
          seen.add("got " + await(receiver.receive()));
          await(yieldNow());
          assertThat(seen).containsExactly("got a", "sent a").inOrder();
          assertThat(receiver.tryReceive()).isEqualTo(Optional.of("b"));
          return Coroutine.done();
        });
  }

  @Test
  void aSendWaitsOnlyWhileTheChannelIsFull() {
    run(
        () -> {
          Channel<String> channel = new Channel<>(2);
          var receiver = channel.receiver();
          createTask(sendAll(channel.sender(), "a", "b", "c"));
          await(yieldNow());
          assertThat(seen).containsExactly("sent a", "sent b").inOrder();
          for (String item : each(receiver)) {
            seen.add(item);
          }
          assertThat(seen).containsExactly("sent a", "sent b", "a", "b", "c", "sent c");
          return Coroutine.done();
        });
  }

  /** Sends them and closes the sender. */
  @Async
  private Coroutine<Void> sendAll(Channel.Sender<String> sender, String... items) {
    try (sender) {
      for (String item : items) {
        await(sender.send(item));
        seen.add("sent " + item);
      }
    }
    return Coroutine.done();
  }

  @Async
  private Coroutine<Void> receiveOne(String name, Channel.Receiver<String> receiver) {
    seen.add(name + " " + await(receiver.receive()));
    return Coroutine.done();
  }

  @Async
  private Coroutine<Void> receiveAll(String name, Channel.Receiver<String> receiver) {
    try (receiver) {
      for (String item : each(receiver)) {
        seen.add(name + " " + item);
      }
    }
    seen.add(name + " ends");
    return Coroutine.done();
  }

  @Test
  void whoWaitsIsServedInTheOrderTheyCameAndNobodyBarges() {
    run(
        () -> {
          Channel<String> channel = new Channel<>(1);
          var sender = channel.sender();
          var receiver = channel.receiver();
          var tasks =
              List.of(
                  createTask(receiveOne("r1", receiver)), createTask(receiveOne("r2", receiver)));
          await(yieldNow());
          assertThat(sender.trySend("a")).isTrue();
          // It was for r1, who has not run yet.
          assertThat(receiver.tryReceive()).isEmpty();
          assertThat(sender.trySend("b")).isTrue();
          assertThat(receiver.tryReceive()).isEmpty();
          await(gather(tasks));
          assertThat(seen).containsExactly("r1 a", "r2 b").inOrder();
          return Coroutine.done();
        });
  }

  @Test
  void severalSendersAndReceiversEndWhenTheLastSenderIsClosed() {
    run(
        () -> {
          Channel<String> channel = new Channel<>(0);
          var first = channel.sender();
          var receiver = channel.receiver();
          var tasks =
              List.of(
                  createTask(receiveAll("r1", receiver)),
                  createTask(receiveAll("r2", receiver.another())),
                  createTask(sendAll(first.another(), "a", "b")),
                  createTask(sendAll(first, "c")));
          await(gather(tasks));
          // Both waited, and had a and b handed to them; c waited when the first came back.
          assertThat(seen)
              .containsExactly(
                  "sent a", "sent b", "r1 a", "r1 c", "r2 b", "sent c", "r1 ends", "r2 ends")
              .inOrder();
          assertThat(assertThrows(ChannelClosedException.class, channel::sender))
              .hasMessageThat()
              .isEqualTo("all senders are closed; open another one before the last is closed");
          return Coroutine.done();
        });
  }

  @Test
  void whenTheLastReceiverIsClosedSendsFailAtOnceAndThoseThatWait() {
    run(
        () -> {
          Channel<String> channel = new Channel<>(1);
          var sender = channel.sender();
          var receiver = channel.receiver();
          await(sender.send("dropped"));
          Task<Void> waiting = createTask(sendAll(sender.another(), "never"));
          await(yieldNow());
          receiver.close();
          receiver.close();
          String reason = "all receivers are closed, nobody would get the item";
          assertThat(assertThrows(ChannelClosedException.class, () -> sender.trySend("x")))
              .hasMessageThat()
              .isEqualTo(reason);
          try {
            await(waiting);
            throw new AssertionError("it was sent");
          } catch (ChannelClosedException e) {
            assertThat(e).hasMessageThat().isEqualTo(reason);
          }
          assertThat(channel.size()).isEqualTo(0);
          assertThat(seen).isEmpty();
          assertThat(assertThrows(ChannelClosedException.class, channel::receiver))
              .hasMessageThat()
              .isEqualTo("all receivers are closed; open another one before the last is closed");
          return Coroutine.done();
        });
  }

  @Test
  void whoUsesAnEndThatIsClosedIsTold() {
    run(
        () -> {
          Channel<String> channel = new Channel<>(0);
          var sender = channel.sender();
          var receiver = channel.receiver();
          Task<Void> waiting = createTask(receiveOne("r", receiver));
          await(yieldNow());
          var other = receiver.another();
          receiver.close();
          try {
            await(waiting);
            throw new AssertionError("it was received");
          } catch (ChannelClosedException e) {
            assertThat(e).hasMessageThat().isEqualTo("this receiver is closed");
          }
          assertThat(assertThrows(ChannelClosedException.class, receiver::another))
              .hasMessageThat()
              .isEqualTo("this receiver is closed");
          sender.close();
          assertThat(assertThrows(ChannelClosedException.class, () -> sender.trySend("x")))
              .hasMessageThat()
              .isEqualTo("this sender is closed");
          assertThat(assertThrows(ChannelClosedException.class, other::tryReceive))
              .hasMessageThat()
              .isEqualTo("all senders are closed and no item is left");
          return Coroutine.done();
        });
  }

  @Test
  void aCancelledReceiveLeavesTheItemToOthers() {
    run(
        () -> {
          Channel<String> channel = new Channel<>(0);
          var sender = channel.sender();
          var receiver = channel.receiver();
          Task<Void> cancelled = createTask(receiveOne("r1", receiver));
          createTask(receiveOne("r2", receiver));
          await(yieldNow());
          cancelled.cancel();
          await(sender.send("a"));
          await(yieldNow());
          assertThat(seen).containsExactly("r2 a");
          assertThat(cancelled.isCancelled()).isTrue();
          return Coroutine.done();
        });
  }

  @Test
  void aCancellationAfterTheHandOverComesAtTheNextAwait() {
    run(
        () -> {
          Channel<String> channel = new Channel<>(0);
          var sender = channel.sender();
          var receiver = channel.receiver();
          Task<Void> receiving = createTask(receiveAll("r", receiver));
          await(yieldNow());
          await(sender.send("a"));
          receiving.cancel("why");
          try {
            await(receiving);
            throw new AssertionError("it was not cancelled");
          } catch (CancelledError e) {
            assertThat(e).hasMessageThat().isEqualTo("why");
          }
          assertThat(seen).containsExactly("r a");
          assertThat(receiving.cancelling()).isEqualTo(1);
          return Coroutine.done();
        });
  }

  @Test
  void aLimitThatComesAfterTheHandOverLosesNothing() {
    run(
        () -> {
          Channel<String> channel = new Channel<>(0);
          var sender = channel.sender();
          var receiver = channel.receiver();
          createTask(sleepAndSend(sender, Duration.ofSeconds(1)));
          Optional<String> item =
              await(dev.continuo.Asyncio.moveOnAfter(Duration.ofSeconds(1), receiver::receive));
          if (item.isEmpty()) {
            item = Optional.of(await(receiver.receive()));
          }
          assertThat(item).isEqualTo(Optional.of("late"));
          await(sleep(Duration.ofSeconds(1)));
          return Coroutine.done();
        });
  }

  @Async
  private static Coroutine<Void> sleepAndSend(Channel.Sender<String> sender, Duration delay) {
    await(sleep(delay));
    return sender.send("late");
  }

  @Test
  void sizesAndItemsAreChecked() {
    assertThat(assertThrows(IllegalArgumentException.class, () -> new Channel<>(-1)))
        .hasMessageThat()
        .isEqualTo("capacity must be >= 0, got -1");
    Channel<String> channel = new Channel<>(Integer.MAX_VALUE);
    var sender = channel.sender();
    assertThat(assertThrows(NullPointerException.class, () -> sender.send(null).close()))
        .hasMessageThat()
        .isEqualTo("item");
    assertThat(sender.trySend("a")).isTrue();
    assertThat(channel.toString()).isEqualTo("<Channel 1, 1 senders, 0 receivers>");
  }
}
