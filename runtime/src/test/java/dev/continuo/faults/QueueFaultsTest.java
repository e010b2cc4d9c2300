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
import dev.continuo.queue.BaseQueue;
import dev.continuo.queue.LifoQueue;
import dev.continuo.queue.PriorityQueue;
import dev.continuo.queue.Queue;
import dev.continuo.queue.QueueShutDownException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** No item and no room in a queue is lost, whoever is cancelled, and whenever. */
@SuppressWarnings("continuo:SwallowedCancellation") // they are watched, not lost
class QueueFaultsTest {

  private static final List<Supplier<BaseQueue<Integer>>> KINDS =
      List.of(
          () -> new Queue<>(1),
          Queue::new,
          () -> new LifoQueue<>(2),
          () -> new PriorityQueue<>(1, Comparator.<Integer>naturalOrder()));

  @Test
  void whatWasPutIsGotOrStillThere() {
    for (Supplier<BaseQueue<Integer>> kind : KINDS) {
      CancelEveryStep.run(() -> program(kind.get()));
    }
  }

  private static Program program(BaseQueue<Integer> queue) {
    List<Integer> put = new ArrayList<>();
    List<Integer> got = new ArrayList<>();
    int[] putters = {2};
    return new Program()
        .essential(() -> putSome(queue, 10, put, putters))
        .essential(() -> putSome(queue, 20, put, putters))
        .essential(() -> getAll(queue, got))
        .essential(() -> getAll(queue, got))
        .essential(() -> getAll(queue, got))
        .invariant(
            () -> {
              while (!queue.isEmpty()) {
                got.add(queue.getNoWait());
              }
              assertThat(got).containsExactlyElementsIn(put);
            });
  }

  /** The last one to end shuts the queue down. */
  @Async
  private static Coroutine<Void> putSome(
      BaseQueue<Integer> queue, int first, List<Integer> put, int[] putters) {
    try {
      for (int i = first; i < first + 3; i++) {
        await(queue.put(i));
        put.add(i);
        point();
      }
    } catch (QueueShutDownException e) {
      throw new AssertionError("shut down too early", e);
    } finally {
      if (--putters[0] == 0) {
        queue.shutdown();
      }
    }
    return Coroutine.done();
  }

  /** Of those who get, the first is not cancelled in the middle of an item: it may end, though. */
  @Async
  private static Coroutine<Void> getAll(BaseQueue<Integer> queue, List<Integer> got) {
    boolean goesOn = true;
    while (goesOn) {
      try {
        for (int item : each(queue)) {
          got.add(item);
          point();
          await(yieldNow());
        }
        goesOn = false;
      } catch (CancelledError e) {
        // Swallowed, so that somebody is there to get what is put.
        point();
      }
    }
    return Coroutine.done();
  }

  @Test
  void aGetterThatIsCancelledLeavesItsItemToTheNext() {
    CancelEveryStep.run(
        () -> {
          Queue<Integer> queue = new Queue<>();
          List<Integer> got = new ArrayList<>();
          return new Program()
              .task(() -> getOne(queue, got))
              .task(() -> getOne(queue, got))
              .essential(() -> putThree(queue))
              .invariant(
                  () -> {
                    while (!queue.isEmpty()) {
                      got.add(queue.getNoWait());
                    }
                    assertThat(got).containsExactly(1, 2, 3);
                  });
        });
  }

  @Async
  private static Coroutine<Void> getOne(Queue<Integer> queue, List<Integer> got) {
    got.add(await(queue.get()));
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Void> putThree(Queue<Integer> queue) {
    try {
      await(yieldNow());
      point();
    } finally {
      queue.putNoWait(1);
      point();
      queue.putNoWait(2);
      queue.putNoWait(3);
      point();
    }
    return Coroutine.done();
  }

  @Test
  void joinEndsWhenAllIsDoneWhoeverIsCancelled() {
    CancelEveryStep.run(
        () -> {
          Queue<Integer> queue = new Queue<>();
          for (int i = 0; i < 3; i++) {
            queue.putNoWait(i);
          }
          return new Program()
              .task(queue::join)
              .task(queue::join)
              .essential(() -> workOff(queue))
              .invariant(() -> assertThat(queue.isEmpty()).isTrue());
        });
  }

  @Async
  private static Coroutine<Void> workOff(Queue<Integer> queue) {
    while (!queue.isEmpty()) {
      queue.getNoWait();
      try {
        point();
        await(yieldNow());
      } catch (CancelledError e) {
        // Swallowed: the others count on this one.
      }
      queue.taskDone();
      point();
    }
    return Coroutine.done();
  }
}
