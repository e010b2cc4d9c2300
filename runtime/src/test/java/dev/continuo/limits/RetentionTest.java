// SPDX-License-Identifier: Apache-2.0
package dev.continuo.limits;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.await;

import dev.continuo.Awaitable;
import dev.continuo.Coroutine;
import dev.continuo.Future;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.testing.TestLoop;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a suspended coroutine keeps alive: nothing that its code will not touch again. */
class RetentionTest {

  private final TestLoop loop = new TestLoop();
  private final Future<String> gate = loop.createFuture();
  private final List<WeakReference<Object>> dead = new ArrayList<>();
  private final List<WeakReference<Object>> live = new ArrayList<>();

  private Object dying() {
    return tracked(dead);
  }

  private Object living() {
    return tracked(live);
  }

  private static Object tracked(List<WeakReference<Object>> references) {
    Object object = new Object();
    references.add(new WeakReference<>(object));
    return object;
  }

  private static boolean use(Object... objects) {
    for (Object object : objects) {
      Reference.reachabilityFence(object);
    }
    return true;
  }

  /** Suspends the coroutine at the gate, and looks what the collector leaves. */
  private void assertKeepsOnlyWhatLives(Coroutine<?> coroutine) {
    Task<?> task = loop.createTask(coroutine);
    loop.runCurrent();
    assertThat(task.isDone()).isFalse();
    assertThat(dead).isNotEmpty();
    for (WeakReference<Object> reference : dead) {
      assertThat(isCollected(reference)).isTrue();
    }
    for (WeakReference<Object> reference : live) {
      assertThat(reference.get()).isNotNull();
    }
    gate.setResult("open");
    loop.runCurrent();
    assertThat(task.result()).isEqualTo("open");
  }

  private static boolean isCollected(WeakReference<?> reference) {
    for (int i = 0; i < 50 && reference.get() != null; i++) {
      System.gc();
    }
    return reference.get() == null;
  }

  /** Hard case 65. */
  @Test
  void aLocalVariableThatIsNotReadAgainIsCollectable() {
    assertKeepsOnlyWhatLives(localVariable());
  }

  @Async
  private Coroutine<String> localVariable() {
    Object big = dying();
    Object needed = living();
    use(big);
    String opened = await(gate);
    use(needed);
    return Coroutine.of(opened);
  }

  @Test
  void aVariableThatAnEarlierAwaitKeptIsCollectableAfterItsLastUse() {
    assertKeepsOnlyWhatLives(keptOnce());
  }

  @Async
  private Coroutine<String> keptOnce() {
    Object big = dying();
    Object needed = living();
    await(pending(null));
    use(big);
    String opened = await(gate);
    use(needed);
    return Coroutine.of(opened);
  }

  @Test
  void anArgumentIsCollectableAfterItsLastUse() {
    assertKeepsOnlyWhatLives(argument(dying(), living(), dying()));
  }

  @Async
  private Coroutine<String> argument(Object big, Object needed, Object never) {
    use(big);
    String opened = await(gate);
    use(needed);
    return Coroutine.of(opened);
  }

  @Test
  void anArgumentOfAnAwaitedCallIsCollectableAfterItsLastUse() {
    assertKeepsOnlyWhatLives(callsWithArgument());
  }

  @Async
  private Coroutine<String> callsWithArgument() {
    Object needed = living();
    String direct = await(argument(dying(), living(), dying()));
    Coroutine<String> made = argument(dying(), living(), dying());
    use(needed);
    return Coroutine.of(direct.equals(await(made)) ? direct : "different");
  }

  @Test
  void anArgumentThatWasAssignedAnotherValueIsCollectable() {
    assertKeepsOnlyWhatLives(reassigned(dying()));
  }

  @Async
  private Coroutine<String> reassigned(Object argument) {
    use(argument);
    argument = living();
    String opened = await(gate);
    use(argument);
    return Coroutine.of(opened);
  }

  @Test
  void anOperandIsCollectableWhenItIsConsumed() {
    assertKeepsOnlyWhatLives(operands());
  }

  @Async
  private Coroutine<String> operands() {
    use(dying(), dying(), await(pending("argument")));
    return Coroutine.of(use(living(), await(gate)) ? gate.result() : "");
  }

  @Test
  void theValueOfAnEarlierAwaitIsCollectable() {
    assertKeepsOnlyWhatLives(earlierValues());
  }

  @Async
  private Coroutine<String> earlierValues() {
    use(await(pending(dying())));
    use(await(loop.createTask(Coroutine.of(dying()))));
    await(Future.of(dying()));
    try {
      await(Coroutine.failed(new Tracked(dying())));
    } catch (Tracked e) {
      use(e);
    }
    return Coroutine.of(await(gate));
  }

  @Test
  void aCaughtExceptionIsCollectableAfterItsHandler() {
    assertKeepsOnlyWhatLives(caught());
  }

  @Async
  private Coroutine<String> caught() {
    for (int i = 0; i < 2; i++) {
      try {
        await(pending(null));
        throw new Tracked(dying());
      } catch (Tracked e) {
        await(pending(use(e)));
      }
    }
    return Coroutine.of(await(gate));
  }

  @Test
  void aTailAwaitKeepsNothingOfItsMethod() {
    assertKeepsOnlyWhatLives(tail(dying()));
  }

  @Async
  private Coroutine<String> tail(Object argument) {
    Object big = dying();
    await(pending(null));
    use(big, argument);
    return argument(dying(), living(), dying());
  }

  @Test
  void aCoroutineThatHasEndedKeepsNothing() {
    Coroutine<String> coroutine = argument(dying(), dying(), dying());
    Task<String> task = loop.createTask(coroutine);
    gate.setResult("open");
    loop.runCurrent();
    assertThat(task.result()).isEqualTo("open");
    for (WeakReference<Object> reference : dead) {
      assertThat(isCollected(reference)).isTrue();
    }
    use(coroutine, task);
  }

  private <T> Awaitable<T> pending(T value) {
    Future<T> future = loop.createFuture();
    loop.callSoon(() -> future.setResult(value));
    return future;
  }

  private static final class Tracked extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Object object;

    Tracked(Object object) {
      this.object = object;
    }

    @Override
    public String getMessage() {
      return "with " + object;
    }
  }
}
