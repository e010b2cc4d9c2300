// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.currentTask;
import static dev.continuo.Asyncio.sleep;
import static dev.continuo.Asyncio.yieldNow;
import static dev.continuo.Failures.thrownBy;

import dev.continuo.annotation.Async;
import dev.continuo.testing.TestLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskGroupTest {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration HOUR = Duration.ofHours(1);

  private final List<Object> seen = new ArrayList<>();

  private static void run(AsyncCallable<Void> main) {
    TestLoop.run(main);
  }

  @Async
  private static Coroutine<Void> fails(Duration after, String message) {
    await(sleep(after));
    throw new IllegalArgumentException(message);
  }

  @Async
  private static Coroutine<Void> failsWhenCancelled(String message) {
    try {
      await(sleep(HOUR));
    } catch (CancelledError e) {
      throw new IllegalArgumentException(message);
    }
    return Coroutine.done();
  }

  private static List<String> messages(Throwable group) {
    return ((ExceptionGroup) group).exceptions().stream().map(Throwable::getMessage).toList();
  }

  @Test
  void oneErrorIsAGroupTooAndGroupsNest() {
    run(
        () -> {
          Throwable t =
              await(
                  thrownBy(
                      TaskGroup.run(
                          outer -> {
                            outer.createTask(
                                TaskGroup.run(
                                    inner -> {
                                      inner.createTask(fails(SECOND, "x"));
                                      return Coroutine.done();
                                    }));
                            return Coroutine.done();
                          })));
          assertThat(t)
              .hasMessageThat()
              .isEqualTo("unhandled errors in a TaskGroup (1 sub-exception)");
          assertThat(messages(((ExceptionGroup) t).exceptions().get(0))).containsExactly("x");
          return Coroutine.done();
        });
  }

  @Test
  void theBodysExceptionAbortsTheTasksAndIsTheLast() {
    run(
        () -> {
          Throwable t =
              await(
                  thrownBy(
                      TaskGroup.run(
                          group -> {
                            group.createTask(failsWhenCancelled("child"));
                            await(sleep(SECOND));
                            throw new IllegalStateException("body");
                          })));
          assertThat(messages(t)).containsExactly("child", "body").inOrder();
          return Coroutine.done();
        });
  }

  @Test
  void aTaskThatIsCancelledAloneIsNoFailure() {
    run(
        () -> {
          String result =
              await(
                  TaskGroup.run(
                      group -> {
                        Task<Void> t = group.createTask(sleep(HOUR));
                        group.createTask(sleep(SECOND));
                        await(yieldNow());
                        t.cancel();
                        return Coroutine.of("goes on");
                      }));
          assertThat(result).isEqualTo("goes on");
          assertThat(EventLoop.running().time()).isEqualTo(SECOND.toNanos());
          return Coroutine.done();
        });
  }

  @Test
  void aCancellationFromOutsideCancelsTheTasksAndLeavesBare() {
    run(
        () -> {
          Task<Void> child = createTask(yieldNow());
          Task<?>[] inner = new Task<?>[1];
          Task<Void> parent =
              createTask(
                  TaskGroup.run(
                      group -> {
                        inner[0] = group.createTask(sleep(HOUR));
                        return Coroutine.done();
                      }));
          await(child);
          await(yieldNow());
          parent.cancel("bye");
          assertThat(await(thrownBy(parent.asCoroutine()))).hasMessageThat().isEqualTo("bye");
          assertThat(inner[0].isCancelled()).isTrue();
          return Coroutine.done();
        });
  }

  @Test
  void aCancellationFromOutsideIsStillPendingAfterAnError() {
    run(
        () -> {
          Task<Void> parent = createTask(groupThenAwait());
          await(yieldNow());
          await(yieldNow());
          parent.cancel();
          await(thrownBy(parent.asCoroutine()));
          assertThat(parent.isCancelled()).isTrue();
          assertThat(seen).containsExactly("group", 1, "cancelled").inOrder();
          return Coroutine.done();
        });
  }

  @Async
  private Coroutine<Void> groupThenAwait() {
    try {
      await(
          TaskGroup.run(
              group -> {
                group.createTask(failsWhenCancelled("cleanup"));
                return Coroutine.done();
              }));
    } catch (ExceptionGroup e) {
      seen.add("group");
      seen.add(currentTask().cancelling());
    }
    try {
      await(yieldNow());
    } catch (CancelledError e) {
      seen.add("cancelled");
      throw e;
    }
    return Coroutine.done();
  }

  @Test
  void awaitingAFailedTaskInTheBodyThrowsTheCancellation() {
    run(
        () -> {
          Throwable t =
              await(
                  thrownBy(
                      TaskGroup.run(
                          group -> {
                            Task<Void> child = group.createTask(fails(SECOND, "once"));
                            seen.add(await(thrownBy(child.asCoroutine())).getClass());
                            return Coroutine.done();
                          })));
          assertThat(seen).containsExactly(CancelledError.class);
          assertThat(messages(t)).containsExactly("once");
          return Coroutine.done();
        });
  }

  @Test
  void afterAGroupErrorTheParentIsUsable() {
    run(
        () -> {
          await(
              thrownBy(
                  TaskGroup.run(
                      group -> {
                        group.createTask(fails(SECOND, "x"));
                        return Coroutine.done();
                      })));
          assertThat(currentTask().cancelling()).isEqualTo(0);
          await(sleep(SECOND));
          return Coroutine.done();
        });
  }

  @Test
  void aCancelledGroupEndsWithoutAnException() {
    run(
        () -> {
          String none =
              await(
                  TaskGroup.run(
                      group -> {
                        group.createTask(sleep(HOUR));
                        group.cancel();
                        group.cancel();
                        await(sleep(HOUR));
                        return Coroutine.of("never");
                      }));
          assertThat(none).isNull();
          assertThat(currentTask().cancelling()).isEqualTo(0);
          assertThat(EventLoop.running().time()).isEqualTo(0);
          return Coroutine.done();
        });
  }

  @Test
  void anEagerTaskMayFailOrCancelItsGroupWhileItIsCreated() {
    run(
        () -> {
          EventLoop.running().setEagerTasks(true);
          Throwable t =
              await(
                  thrownBy(
                      TaskGroup.run(
                          group -> {
                            group.createTask(
                                Asyncio.async(() -> Coroutine.failed(new Exception("e"))));
                            seen.add("body goes on");
                            await(sleep(HOUR));
                            return Coroutine.done();
                          })));
          assertThat(messages(t)).containsExactly("e");
          await(
              TaskGroup.run(
                  group -> {
                    group.createTask(cancelsGroup(group));
                    return Coroutine.done();
                  }));
          assertThat(EventLoop.running().time()).isEqualTo(0);
          return Coroutine.done();
        });
  }

  @Async
  private static Coroutine<Void> cancelsGroup(TaskGroup group) {
    group.cancel();
    await(sleep(HOUR));
    return Coroutine.done();
  }

  @Test
  void inASupervisedGroupAFailureCancelsNobody() {
    run(
        () -> {
          Throwable t =
              await(
                  thrownBy(
                      TaskGroup.supervised(
                          group -> {
                            Task<Void> awaited = group.createTask(fails(SECOND, "awaited"));
                            group.createTask(fails(SECOND, "nobody awaits"));
                            Task<String> other =
                                group.createTask(sleep(SECOND.multipliedBy(2), "ok"));
                            seen.add(await(thrownBy(awaited.asCoroutine())).getMessage());
                            seen.add(await(other));
                            return Coroutine.done();
                          })));
          assertThat(seen).containsExactly("awaited", "ok").inOrder();
          assertThat(messages(t)).containsExactly("nobody awaits");
          return Coroutine.done();
        });
  }

  @Test
  void aSupervisedGroupWithoutOpenFailuresGivesItsValue() {
    run(
        () -> {
          String value =
              await(
                  TaskGroup.supervised(
                      group -> {
                        Task<Void> t = group.createTask(fails(SECOND, "seen"));
                        await(sleep(SECOND.multipliedBy(2)));
                        return Coroutine.of(t.exception().getMessage());
                      }));
          assertThat(value).isEqualTo("seen");
          return Coroutine.done();
        });
  }
}
