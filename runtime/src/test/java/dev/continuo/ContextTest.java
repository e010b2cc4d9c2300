// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.yieldNow;
import static dev.continuo.Script.give;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.NoSuchElementException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class ContextTest {

  private final Trace trace = new Trace();
  private final ContextVar<String> v = ContextVar.named("v");

  @Test
  void contextTaskCopy() {
    Context[] shared = new Context[1];
    Script<Object> child =
        Script.first(
                u -> {
                  trace.print("in task", v.get());
                  v.set("task");
                  return yieldNow();
                })
            .then(
                u -> {
                  trace.print("still", v.get());
                  return null;
                });
    assertThat(
            trace.of(
                Script.first(
                        u -> {
                          v.set("main");
                          Task<?> k = createTask(child);
                          v.set("changed after create");
                          return k;
                        })
                    .then(
                        u -> {
                          trace.print("main", v.get());
                          return Script.first(w -> give(v.set("direct")));
                        })
                    .then(
                        u -> {
                          trace.print("direct await shares", v.get());
                          shared[0] = Context.copyCurrent();
                          return createTask(
                              shared[0], Script.<Object>first(w -> give(v.set("shared"))));
                        })
                    .then(
                        u -> {
                          trace.print(shared[0].call(v::get), v.get());
                          Future<Object> f = new Future<>();
                          f.addDoneCallback(done -> trace.print("cb ctx", v.get()));
                          v.set("later");
                          f.setResult(1);
                          return yieldNow();
                        })
                    .then(
                        u -> {
                          EventLoop.running().callSoon(() -> trace.print("soon ctx", v.get()));
                          v.set("even later");
                          return yieldNow();
                        })))
        .containsExactly(
            "0 in task main",
            "0 still task",
            "0 main changed after create",
            "0 direct await shares direct",
            "0 shared direct",
            "0 cb ctx direct",
            "0 soon ctx later")
        .inOrder();
  }

  @Test
  void aJobInAnExecutorSeesACopy() {
    var executor = Executors.newSingleThreadExecutor();
    try {
      assertThat(
              trace.of(
                  Script.first(
                          u -> {
                            v.set("mine");
                            return EventLoop.running()
                                .runInExecutor(executor, () -> v.set("its own") + v.get());
                          })
                      .then(
                          u -> {
                            trace.print(((String) u).endsWith("its own"), v.get());
                            return null;
                          })))
          .containsExactly("0 true mine");
    } finally {
      executor.shutdown();
    }
  }

  @Test
  void aTokenUndoesOneSetOnce() {
    new Context(null)
        .run(
            () -> {
              Token<String> first = v.set("a");
              Token<String> second = v.set("b");
              v.reset(second);
              assertThat(v.get()).isEqualTo("a");
              assertThrows(IllegalStateException.class, () -> v.reset(second));
              v.reset(first);
              assertThrows(NoSuchElementException.class, v::get);
              assertThat(v.get("fallback")).isEqualTo("fallback");
              ContextVar<String> other = ContextVar.named("other");
              assertThrows(IllegalArgumentException.class, () -> other.reset(first));
            });
  }

  @Test
  void theContextOfATaskShowsWhatItsStepsSet() {
    trace.of(
        Script.first(
                u -> {
                  Task<?> t = createTask(Script.<Object>first(w -> give(v.set("inside"))));
                  return Script.first(w -> t).then(w -> give(t));
                })
            .then(
                t -> {
                  trace.print(((Task<?>) t).context().call(v::get), v.get("outside"));
                  return null;
                }));
    assertThat(trace.lines).containsExactly("0 inside outside");
  }
}
