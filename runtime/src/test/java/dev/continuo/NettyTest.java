// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.runCoroutineThreadsafe;
import static dev.continuo.Asyncio.sleep;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.continuo.annotation.Async;
import io.netty.channel.DefaultEventLoopGroup;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Coroutines on the thread of a Netty event loop. */
@Timeout(60)
class NettyTest {

  private final EventLoopGroup group = new DefaultEventLoopGroup(1);
  private final EventExecutor netty = group.next();
  private final EventLoop loop = EventLoop.on(netty);
  private final List<String> seen = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void shutDown() {
    group.shutdownGracefully(0, 0, TimeUnit.SECONDS).syncUninterruptibly();
  }

  /** As users would write it: a future of Netty's as one of ours. */
  private static <T> Future<T> from(io.netty.util.concurrent.Future<T> theirs) {
    Future<T> ours = new Future<>();
    theirs.addListener(
        done -> {
          if (done.isSuccess()) {
            ours.setResult(theirs.getNow());
          } else {
            ours.setException(done.cause());
          }
        });
    return ours;
  }

  @Async
  private Coroutine<String> awaitsAll(Promise<String> promise, CompletableFuture<String> stage)
      throws Exception {
    assertThat(netty.inEventLoop()).isTrue();
    String a = await(from(promise));
    assertThat(netty.inEventLoop()).isTrue();
    String b = await(stage);
    await(sleep(Duration.ofMillis(1)));
    assertThat(netty.inEventLoop()).isTrue();
    try {
      await(from(netty.<String>newFailedFuture(new IOException("reset"))), IOException.class);
    } catch (IOException e) {
      seen.add(e.getMessage());
    }
    return Coroutine.of(a + b);
  }

  @Test
  void aCoroutineAwaitsFuturesOfNettyOnItsThread() throws Exception {
    Promise<String> promise = netty.newPromise();
    CompletableFuture<String> stage = new CompletableFuture<>();
    CompletableFuture<String> result = runCoroutineThreadsafe(awaitsAll(promise, stage), loop);
    netty.execute(() -> promise.setSuccess("from netty, "));
    stage.complete("from elsewhere");
    assertThat(result.get()).isEqualTo("from netty, from elsewhere");
    assertThat(seen).containsExactly("reset");
  }

  @Test
  void itIsCancelledAndCleansUpOnNettysThread() throws Exception {
    CompletableFuture<Void> cleanedUp = new CompletableFuture<>();
    CompletableFuture<Void> result = runCoroutineThreadsafe(waits(cleanedUp), loop);
    netty.submit(() -> {}).sync();
    result.cancel(false);
    cleanedUp.get();
    assertThat(seen).containsExactly("cancelled on netty: true");
  }

  @Async
  private Coroutine<Void> waits(CompletableFuture<Void> cleanedUp) {
    try {
      await(sleep(Duration.ofHours(1)));
    } catch (CancelledError e) {
      await(sleep(Duration.ofMillis(1)));
      seen.add("cancelled on netty: " + netty.inEventLoop());
      cleanedUp.complete(null);
      throw e;
    }
    return Coroutine.done();
  }

  @Test
  void afterItsShutdownCallsSaySo() {
    group.shutdownGracefully(0, 0, TimeUnit.SECONDS).syncUninterruptibly();
    assertThat(assertThrows(IllegalStateException.class, () -> loop.execute(() -> {})))
        .hasMessageThat()
        .startsWith("the executor of the event loop takes no more jobs");
  }
}
