// SPDX-License-Identifier: Apache-2.0
package dev.continuo.traces;

import static dev.continuo.traces.Scenario.onTestLoop;
import static java.util.Map.entry;

import java.util.List;
import java.util.Map;

/** What became of each of the Python scenarios. */
final class Scenarios {

  /** The Java counterparts, by the names in {@code golden.txt}. */
  static final Map<String, Scenario> PORTED =
      Map.ofEntries(
          entry("sched_fifo", onTestLoop(SchedulingScenarios::schedFifo)),
          entry("sched_sleep0_round_robin", onTestLoop(SchedulingScenarios::schedSleep0RoundRobin)),
          entry(
              "sched_iteration_snapshot", onTestLoop(SchedulingScenarios::schedIterationSnapshot)),
          entry("sched_timers", onTestLoop(SchedulingScenarios::schedTimers)),
          entry(
              "sched_await_does_not_yield",
              onTestLoop(SchedulingScenarios::schedAwaitDoesNotYield)),
          entry("sched_done_callbacks", onTestLoop(SchedulingScenarios::schedDoneCallbacks)),
          entry("task_identity", onTestLoop(TaskScenarios::taskIdentity)),
          entry("task_errors", onTestLoop(TaskScenarios::taskErrors)),
          entry("eager_start", onTestLoop(TaskScenarios::eagerStart)),
          entry("future_states", onTestLoop(FutureScenarios::futureStates)),
          entry("cancel_before_start", onTestLoop(CancellationScenarios::cancelBeforeStart)),
          entry("cancel_cleanup", onTestLoop(CancellationScenarios::cancelCleanup)),
          entry(
              "cancel_swallow_and_uncancel",
              onTestLoop(CancellationScenarios::cancelSwallowAndUncancel)),
          entry("cancel_self", onTestLoop(CancellationScenarios::cancelSelf)),
          entry(
              "cancel_propagates_to_awaited_task",
              onTestLoop(CancellationScenarios::cancelPropagatesToAwaitedTask)),
          entry("shield_outer_cancel", onTestLoop(CancellationScenarios::shieldOuterCancel)),
          entry("gather_order", onTestLoop(GatherScenarios::gatherOrder)),
          entry("gather_first_exception", onTestLoop(GatherScenarios::gatherFirstException)),
          entry("gather_return_exceptions", onTestLoop(GatherScenarios::gatherReturnExceptions)),
          entry("wait_modes", onTestLoop(GatherScenarios::waitModes)),
          entry("lock_fifo_and_cancel", onTestLoop(SyncScenarios::lockFifoAndCancel)),
          entry("event_semantics", onTestLoop(SyncScenarios::eventSemantics)),
          entry("condition_notify", onTestLoop(SyncScenarios::conditionNotify)),
          entry("semaphore_fifo", onTestLoop(SyncScenarios::semaphoreFifo)),
          entry(
              "queue_getters_fifo_and_nowait",
              onTestLoop(QueueScenarios::queueGettersFifoAndNowait)),
          entry("queue_join", onTestLoop(QueueScenarios::queueJoin)),
          entry("queue_priority_lifo", onTestLoop(QueueScenarios::queuePriorityLifo)),
          entry("queue_shutdown", onTestLoop(QueueScenarios::queueShutdown)),
          entry("as_completed_order", onTestLoop(TimeoutScenarios::asCompletedOrder)),
          entry("timeout_nested", onTestLoop(TimeoutScenarios::timeoutNested)),
          entry("timeout_edges", onTestLoop(TimeoutScenarios::timeoutEdges)),
          entry("tg_ok", onTestLoop(TaskGroupScenarios::tgOk)),
          entry("tg_first_failure", onTestLoop(TaskGroupScenarios::tgFirstFailure)),
          entry(
              "tg_misuse_and_spawn_in_exit",
              onTestLoop(TaskGroupScenarios::tgMisuseAndSpawnInExit)),
          entry("context_task_copy", onTestLoop(ContextScenarios::contextTaskCopy)),
          entry("stream_reader_feed", onTestLoop(StreamScenarios::streamReaderFeed)),
          entry("runner_shutdown", RunnerScenarios::runnerShutdown));

  /** Lines of {@code golden.txt} whose cause the API cannot express. */
  static final List<LeftOut> LEFT_OUT =
      List.of(
          new LeftOut(
              "runner_shutdown",
              "not a coroutine",
              "Runner.run(3) does not compile: the argument is a Coroutine by its type"),
          new LeftOut(
              "timeout_edges",
              "4 RuntimeError re-enter",
              "a Timeout is given to the body of its scope and has no way to enter it"),
          new LeftOut(
              "tg_misuse_and_spawn_in_exit",
              "0 not entered",
              "a TaskGroup is given to the body of its scope: there is none before"),
          new LeftOut(
              "tg_misuse_and_spawn_in_exit",
              "2 entered twice",
              "a TaskGroup is given to the body of its scope and has no way to enter it"));

  record LeftOut(String scenario, String line, String reason) {}

  private Scenarios() {}
}
