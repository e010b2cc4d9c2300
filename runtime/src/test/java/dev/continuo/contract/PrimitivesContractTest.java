// SPDX-License-Identifier: Apache-2.0
package dev.continuo.contract;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.each;
import static dev.continuo.Asyncio.yieldNow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.continuo.Coroutine;
import dev.continuo.Task;
import dev.continuo.queue.LifoQueue;
import dev.continuo.queue.PriorityQueue;
import dev.continuo.queue.Queue;
import dev.continuo.queue.QueueEmptyException;
import dev.continuo.queue.QueueFullException;
import dev.continuo.queue.QueueShutDownException;
import dev.continuo.sync.Barrier;
import dev.continuo.sync.BoundedSemaphore;
import dev.continuo.sync.BrokenBarrierException;
import dev.continuo.sync.Condition;
import dev.continuo.sync.Event;
import dev.continuo.sync.Lock;
import dev.continuo.sync.Semaphore;
import dev.continuo.testing.TestLoop;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every name of {@code dev.continuo.sync} and {@code dev.continuo.queue}. */
@SuppressWarnings("try") // closing by hand is what is tested
class PrimitivesContractTest {

  @Test
  void locksSemaphoresAndEvents() {
    TestLoop.run(
        () -> {
          Lock lock = new Lock();
          try (Lock.Held held = await(lock.acquire())) {
            assertThat(lock.isLocked()).isTrue();
            assertThat(lock.tryAcquire()).isFalse();
            held.close();
            assertThat(lock.isLocked()).isFalse();
          }
          assertThat(lock.tryAcquire()).isTrue();
          lock.release();
          Semaphore semaphore = new Semaphore(1);
          try (Semaphore.Permit permit = await(semaphore.acquire())) {
            assertThat(semaphore.isLocked()).isTrue();
            permit.close();
          }
          assertThat(semaphore.isLocked()).isFalse();
          assertThat(semaphore.tryAcquire()).isTrue();
          semaphore.release();
          assertThat(new Semaphore(0).isLocked()).isTrue();
          assertThrows(IllegalStateException.class, new BoundedSemaphore(1)::release);
          Event event = new Event();
          event.set();
          Coroutine<Void> wait = event.await();
          await(wait);
          event.clear();
          assertThat(event.isSet()).isFalse();
          return Coroutine.done();
        });
  }

  @Test
  void conditionsAndBarriers() {
    TestLoop.run(
        () -> {
          Lock lock = new Lock();
          Condition condition = new Condition(lock);
          boolean[] ready = {false};
          try (var held = await(lock.acquire())) {
            Task<Void> signaller = createTask(signals(lock, condition, ready));
            await(condition.await());
            await(condition.awaitUntil(() -> ready[0]));
            await(signaller);
          }
          Barrier barrier = new Barrier(1);
          int index = await(barrier.await());
          assertThat(index + barrier.waiting()).isEqualTo(0);
          assertThat(barrier.parties()).isEqualTo(1);
          await(barrier.abort());
          assertThat(barrier.isBroken()).isTrue();
          Task<Integer> broken = createTask(barrier.await());
          await(yieldNow());
          assertThat(broken.exception()).isInstanceOf(BrokenBarrierException.class);
          await(barrier.reset());
          assertThat(barrier.isBroken()).isFalse();
          return Coroutine.done();
        });
  }

  @dev.continuo.annotation.Async
  private static Coroutine<Void> signals(Lock lock, Condition condition, boolean[] ready) {
    try (var held = await(lock.acquire())) {
      ready[0] = true;
      condition.signal(1);
      condition.signalAll();
    }
    return Coroutine.done();
  }

  @Test
  void queues() {
    List<Integer> seen = new ArrayList<>();
    TestLoop.run(
        () -> {
          Queue<Integer> queue = new Queue<>(1);
          await(queue.put(1));
          assertThat(queue.isFull() && queue.size() == 1 && queue.capacity() == 1).isTrue();
          assertThrows(QueueFullException.class, () -> queue.putNoWait(2));
          assertThat(await(queue.get())).isEqualTo(1);
          queue.taskDone();
          await(queue.join());
          assertThat(queue.isEmpty()).isTrue();
          assertThrows(QueueEmptyException.class, queue::getNoWait);
          assertThrows(IllegalStateException.class, queue::taskDone);
          queue.shutdownNow();
          assertThrows(QueueShutDownException.class, () -> queue.putNoWait(2));
          LifoQueue<Integer> lifo = new LifoQueue<>();
          assertThat(lifo.capacity()).isEqualTo(Integer.MAX_VALUE);
          lifo.putNoWait(1);
          lifo.putNoWait(2);
          lifo.shutdown();
          for (int item : each(lifo)) {
            seen.add(item);
          }
          PriorityQueue<Integer> priority = new PriorityQueue<>(2, Comparator.naturalOrder());
          priority.putNoWait(4);
          priority.putNoWait(3);
          seen.add(priority.getNoWait());
          assertThat(new Queue<Integer>().capacity()).isEqualTo(Integer.MAX_VALUE);
          assertThat(new LifoQueue<Integer>(3).capacity()).isEqualTo(3);
          return Coroutine.done();
        });
    assertThat(seen).containsExactly(2, 1, 3).inOrder();
  }

  @Test
  void sizesAreQuotedAndNullItemsAreNot() {
    assertThat(assertThrows(NullPointerException.class, () -> new Queue<String>().putNoWait(null)))
        .hasMessageThat()
        .isEqualTo("item");
    assertThat(
            assertThrows(NullPointerException.class, () -> new Queue<String>().put(null).close()))
        .hasMessageThat()
        .isEqualTo("item");
    for (Runnable make :
        List.<Runnable>of(
            () -> new Queue<>(-7),
            () -> new LifoQueue<>(-7),
            () -> new PriorityQueue<Integer>(-7, Comparator.naturalOrder()),
            () -> new Barrier(-7),
            () -> new Semaphore(-7),
            () -> new BoundedSemaphore(-7))) {
      assertThat(assertThrows(IllegalArgumentException.class, make::run))
          .hasMessageThat()
          .contains("-7");
    }
  }
}
