// SPDX-License-Identifier: Apache-2.0
package dev.continuo.faults;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.each;
import static dev.continuo.Asyncio.yieldNow;
import static dev.continuo.faults.CancelEveryStep.point;

import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.faults.CancelEveryStep.Program;
import dev.continuo.queue.Channel;
import dev.continuo.queue.ChannelClosedException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** No item of a channel is lost or comes twice, whoever is cancelled, and whenever. */
@SuppressWarnings("continuo:SwallowedCancellation") // they are watched, not lost
class ChannelFaultsTest {

  private static final int[] CAPACITIES = {0, 1, 4};

  @Test
  void whatASendHasSentIsReceivedOnceAndWhatWasCancelledIsNot() {
    for (int capacity : CAPACITIES) {
      int runs = CancelEveryStep.run(() -> program(capacity));
      assertThat(runs).isGreaterThan(300);
    }
  }

  private static Program program(int capacity) {
    Channel<Integer> channel = new Channel<>(capacity);
    Channel.Sender<Integer> keeper = channel.sender();
    Channel.Receiver<Integer> receiver = channel.receiver();
    List<Integer> sent = new ArrayList<>();
    List<Integer> received = new ArrayList<>();
    return new Program()
        .task(() -> sendThree(keeper.another(), 10, sent))
        .task(() -> sendThree(keeper.another(), 20, sent))
        .task(() -> receiveAll(receiver.another(), received))
        .task(() -> receiveAll(receiver.another(), received))
        .task(() -> receiveAll(receiver.another(), received))
        .essential(() -> closeInTheEnd(keeper))
        .invariant(
            () -> {
              assertThat(channel.size()).isEqualTo(0);
              assertThat(received).containsExactlyElementsIn(sent);
            });
  }

  @Async
  private static Coroutine<Void> sendThree(
      Channel.Sender<Integer> sender, int first, List<Integer> sent) {
    try (sender) {
      for (int i = first; i < first + 3; i++) {
        await(sender.send(i));
        sent.add(i);
        point();
      }
    }
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Void> receiveAll(
      Channel.Receiver<Integer> receiver, List<Integer> received) {
    try (receiver) {
      for (int item : each(receiver)) {
        received.add(item);
        point();
        await(yieldNow());
      }
    }
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Void> closeInTheEnd(Channel.Sender<Integer> keeper) {
    for (int i = 0; i < 4; i++) {
      try {
        await(yieldNow());
      } catch (CancelledError e) {
        // Swallowed: the others count on this one.
      }
    }
    keeper.close();
    return Coroutine.done();
  }

  @Test
  void aReceiverThatGoesReleasesAllWhoSend() {
    for (int capacity : CAPACITIES) {
      CancelEveryStep.run(() -> leaving(capacity));
    }
  }

  private static Program leaving(int capacity) {
    Channel<Integer> channel = new Channel<>(capacity);
    List<Integer> sent = new ArrayList<>();
    List<Integer> received = new ArrayList<>();
    Channel.Receiver<Integer> receiver = channel.receiver();
    Channel.Sender<Integer> keeper = channel.sender();
    return new Program()
        .task(() -> sendUntilClosed(keeper.another(), 10, sent))
        .task(() -> sendUntilClosed(keeper.another(), 20, sent))
        .essential(() -> receiveTwo(receiver, received))
        .essential(() -> closeInTheEnd(keeper))
        .invariant(
            () -> {
              assertThat(sent).containsAtLeastElementsIn(received);
              assertThat(sent.size() - received.size()).isAtMost(capacity);
            });
  }

  @Async
  private static Coroutine<Void> sendUntilClosed(
      Channel.Sender<Integer> sender, int first, List<Integer> sent) {
    try {
      await(sendThree(sender, first, sent));
    } catch (ChannelClosedException e) {
      point();
    }
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Void> receiveTwo(
      Channel.Receiver<Integer> receiver, List<Integer> received) {
    try (receiver) {
      received.add(await(receiver.receive()));
      point();
      await(yieldNow());
      received.add(await(receiver.receive()));
      point();
    } catch (ChannelClosedException e) {
      // All who send were cancelled.
    }
    return Coroutine.done();
  }
}
