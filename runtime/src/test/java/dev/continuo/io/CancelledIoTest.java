// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.gatherOutcomes;
import static dev.continuo.Asyncio.yieldNow;
import static dev.continuo.io.StreamsTest.bytes;

import dev.continuo.Asyncio;
import dev.continuo.BaseEventLoop;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever is cancelled, and whenever: no task hangs, no descriptor is left. */
class CancelledIoTest {

  /** More than a Unix socket takes at once. */
  private static final int LOTS = 700_000;

  /** A loop that cancels a task before the n-th pass after it was told to. */
  private static final class CancellingLoop extends BaseEventLoop {

    private static final long LONG = 10_000_000_000L;

    private List<Task<?>> victims = List.of();
    private int passesLeft = -1;
    private boolean hasCancelled;

    void cancelAfter(List<Task<?>> tasks, int passes) {
      victims = tasks;
      passesLeft = passes;
    }

    void run(Task<?> main) {
      enter();
      try {
        while (!main.isDone()) {
          if (passesLeft >= 0 && passesLeft-- == 0) {
            for (Task<?> victim : victims) {
              hasCancelled |= victim.cancel();
            }
          }
          runPass();
        }
      } finally {
        leave();
      }
    }

    @Override
    public long time() {
      return System.nanoTime();
    }

    @Override
    protected void poll(long timeoutNanos) {
      long begin = time();
      pollChannels(timeoutNanos < 0 ? LONG : timeoutNanos);
      if (timeoutNanos < 0 && isIdle() && time() - begin >= LONG) {
        throw new AssertionError("these wait for ever: " + tasks());
      }
    }

    @Override
    protected void wakeup() {
      wakeupChannels();
    }
  }

  /** The JDK itself opens a socket, for good, when it first closes one. */
  @BeforeAll
  static void warmUp() {
    Asyncio.run(() -> Net.TCP.pair(pair -> Coroutine.done()));
  }

  @ParameterizedTest
  @EnumSource
  void aClientThatIsCancelledLeavesNothing(Net net) {
    int before = Net.descriptors();
    boolean goesOn = true;
    for (int at = 0; goesOn; at++) {
      goesOn = run(net, at, false);
      assertThat(Net.descriptors()).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @EnumSource
  void handlersThatAreCancelledLeaveNothing(Net net) {
    int before = Net.descriptors();
    boolean goesOn = true;
    for (int at = 0; goesOn; at++) {
      goesOn = run(net, at, true);
      assertThat(Net.descriptors()).isEqualTo(before);
    }
  }

  /** Whether there was somebody to cancel still. */
  private static boolean run(Net net, int at, boolean handlers) {
    CancellingLoop loop = new CancellingLoop();
    Task<Void> main = loop.createTask(Asyncio.async(() -> exchange(net, loop, at, handlers)));
    loop.run(main);
    main.result();
    loop.close();
    return loop.hasCancelled;
  }

  @Async
  private static Coroutine<Void> exchange(
      Net net, CancellingLoop loop, int at, boolean cancelHandlers) {
    int before = Net.descriptors();
    EventLoop.running().setExceptionHandler((l, error) -> {});
    List<Task<?>> handlers = new ArrayList<>();
    Server server =
        await(
            net.serve(
                c -> {
                  handlers.add(Asyncio.currentTask());
                  return StreamsTest.echo(c);
                },
                ServerOptions.defaults()));
    int withServer = Net.descriptors();
    List<Task<Void>> clients =
        List.of(
            createTask(Asyncio.async(() -> client(net, server))),
            createTask(Asyncio.async(() -> client(net, server))));
    loop.cancelAfter(cancelHandlers ? handlers : List.of(clients.get(0)), at);
    await(gatherOutcomes(clients));
    while (!server.toString().endsWith(" 0 connections>")) {
      await(yieldNow());
    }
    await(yieldNow());
    assertThat(Net.descriptors()).isEqualTo(withServer);
    await(server.closeAsync());
    assertThat(LoopIo.running().open()).isEmpty();
    assertThat(Net.descriptors()).isEqualTo(before);
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Void> client(Net net, Server server) throws IOException {
    try (Connection c = await(net.connect(server, ConnectOptions.defaults()))) {
      await(c.writer().write(bytes("one\n")));
      await(c.reader().readLine());
      // More than fits: the writer has to wait.
      Task<Void> writing = createTask(c.writer().write(new byte[LOTS]));
      try {
        await(c.reader().readExactly(LOTS));
        await(writing);
      } finally {
        writing.cancel();
      }
    }
    return Coroutine.done();
  }
}
