// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.gather;
import static dev.continuo.Asyncio.gatherOutcomes;
import static dev.continuo.Asyncio.sleep;
import static dev.continuo.Asyncio.waitUntil;
import static dev.continuo.Trace.seconds;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Recorded traces of CPython about gather and wait. */
class GatherTraceTest {

  private final Trace trace = new Trace();
  private final List<Task<Object>> t = new ArrayList<>();

  private Task<Object> spawn(Coroutine<Object> c) {
    Task<Object> task = createTask(c);
    t.add(task);
    return task;
  }

  @Test
  void gatherFirstException() {
    IllegalArgumentException failure = new IllegalArgumentException("b");
    assertThat(
            trace.of(
                Script.first(
                        v -> {
                          spawn(trace.work("a", 3, "A"));
                          spawn(trace.work("b", 1, failure));
                          spawn(trace.work("c", 2, new IllegalStateException("c")));
                          return gather(t);
                        })
                    .handle(
                        (v, e) -> {
                          trace.print(e == failure, t.get(0).isDone(), t.get(2).isDone());
                          return t.get(0);
                        })
                    .then(
                        v -> {
                          trace.print(v);
                          return null;
                        })))
        .containsExactly(
            "0 a start",
            "0 b start",
            "0 c start",
            "1 b raise",
            "1 b finally",
            "1 true false false",
            "2 c raise",
            "2 c finally",
            "3 a end",
            "3 a finally",
            "3 A")
        .inOrder();
  }

  @Test
  void gatherReturnExceptions() {
    assertThat(
            trace.of(
                Script.first(
                        v -> {
                          Task<Object> b = spawn(trace.work("b", 5, null));
                          EventLoop.running().callLater(seconds(1), b::cancel);
                          Coroutine<Object> c = trace.work("c", 3, new IllegalStateException());
                          return gatherOutcomes(trace.work("a", 2, "A"), b, c);
                        })
                    .then(
                        v -> {
                          for (Object outcome : (List<?>) v) {
                            trace.print(
                                outcome instanceof Outcome.Failure<?> f
                                    ? f.exception().getClass().getSimpleName()
                                    : ((Outcome.Success<?>) outcome).value());
                          }
                          return null;
                        })))
        .containsExactly(
            "0 b start",
            "0 a start",
            "0 c start",
            "1 b cancelled",
            "1 b finally",
            "2 a end",
            "2 a finally",
            "3 c raise",
            "3 c finally",
            "3 A",
            "3 CancelledError",
            "3 IllegalStateException")
        .inOrder();
  }

  @Test
  void cancellingTheAwaiterCancelsAllThatIsGathered() {
    assertThat(
            trace.of(
                Script.first(
                        v -> {
                          spawn(
                              Script.first(
                                  u ->
                                      gatherOutcomes(
                                          trace.work("a", 5, "A"), trace.work("b", 5, "B"))));
                          return sleep(seconds(1));
                        })
                    .then(
                        v -> {
                          t.get(0).cancel("enough");
                          return t.get(0);
                        })
                    .handle(
                        (v, e) -> {
                          trace.print(e.getMessage(), t.get(0).isCancelled());
                          return null;
                        })))
        .containsExactly(
            "0 a start",
            "0 b start",
            "1 a cancelled",
            "1 a finally",
            "1 b cancelled",
            "1 b finally",
            "1 enough true")
        .inOrder();
  }

  @Test
  void waitWithATimeLimitCancelsNothing() {
    assertThat(
            trace.of(
                Script.first(
                        v -> {
                          spawn(trace.work("a", 1, "A"));
                          spawn(trace.work("b", 2, "B"));
                          return waitUntil(t, ReturnWhen.ALL_COMPLETED, seconds(1.5));
                        })
                    .then(
                        v -> {
                          Waited<?> waited = (Waited<?>) v;
                          trace.print(waited.done().size(), waited.pending().size());
                          return waitUntil(t, ReturnWhen.FIRST_EXCEPTION);
                        })
                    .then(v -> waitUntil(List.<Future<?>>of(), ReturnWhen.ALL_COMPLETED))
                    .handle(
                        (v, e) -> {
                          trace.print(e.getMessage());
                          return null;
                        })))
        .containsExactly(
            "0 a start",
            "0 b start",
            "1 a end",
            "1 a finally",
            "1.5 1 1",
            "2 b end",
            "2 b finally",
            "2 Set of Tasks/Futures is empty.")
        .inOrder();
  }
}
