// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.await;
import static java.nio.channels.SelectionKey.OP_ACCEPT;
import static java.nio.channels.SelectionKey.OP_READ;
import static java.nio.channels.SelectionKey.OP_WRITE;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.continuo.annotation.Async;
import dev.continuo.testing.TestLoop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class ChannelsTest {

  /** Runs the body on a loop of each kind. */
  private static void onEachLoop(AsyncCallable<Void> body) throws Exception {
    Asyncio.run(body);
    TestLoop.run(body);
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try {
      EventLoop loop = EventLoop.on(executor);
      Asyncio.runCoroutineThreadsafe(Asyncio.async(body), loop).get();
    } finally {
      executor.shutdown();
    }
  }

  private static Pipe pipe() throws IOException {
    Pipe pipe = Pipe.open();
    pipe.source().configureBlocking(false);
    return pipe;
  }

  @Test
  void aCallbackIsCalledWhileItsChannelIsReadyAndNoMoreWhenCancelled() throws Exception {
    onEachLoop(ChannelsTest::readByteByByte);
  }

  @Async
  private static Coroutine<Void> readByteByByte() throws IOException {
    Pipe pipe = pipe();
    List<Integer> seen = new ArrayList<>();
    Future<Void> third = new Future<>();
    Handle handle =
        EventLoop.running()
            .register(
                pipe.source(),
                OP_READ,
                () -> {
                  seen.add((int) readOne(pipe.source()));
                  if (seen.size() == 3) {
                    third.setResult(null);
                  }
                });
    pipe.sink().write(ByteBuffer.wrap(new byte[] {1, 2, 3}));
    await(third);
    handle.cancel();
    assertThat(handle.isCancelled()).isTrue();
    pipe.sink().write(ByteBuffer.wrap(new byte[] {4}));
    await(Asyncio.sleep(Duration.ofMillis(1)));
    assertThat(seen).containsExactly(1, 2, 3).inOrder();
    // Nothing holds the channel any more.
    pipe.source().configureBlocking(true);
    pipe.source().configureBlocking(false);
    Future<Void> fourth = new Future<>();
    Handle again =
        EventLoop.running().register(pipe.source(), OP_READ, () -> fourth.setResult(null));
    await(fourth);
    again.cancel();
    pipe.source().close();
    pipe.sink().close();
    return Coroutine.done();
  }

  private static byte readOne(Pipe.SourceChannel source) {
    ByteBuffer one = ByteBuffer.allocate(1);
    try {
      assertThat(source.read(one)).isEqualTo(1);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return one.get(0);
  }

  @Test
  void aChannelMayHaveSeveralRegistrations() throws Exception {
    onEachLoop(ChannelsTest::severalRegistrations);
  }

  @Async
  private static Coroutine<Void> severalRegistrations() throws IOException {
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      try (SocketChannel client = SocketChannel.open(server.getLocalAddress());
          SocketChannel accepted = server.accept()) {
        client.configureBlocking(false);
        EventLoop loop = EventLoop.running();
        Future<Void> writable = new Future<>();
        Future<Void> readable = new Future<>();
        Handle[] handles = new Handle[2];
        handles[0] = loop.register(client, OP_WRITE, () -> once(handles[0], writable));
        handles[1] = loop.register(client, OP_READ, () -> once(handles[1], readable));
        await(writable);
        assertThat(readable.isDone()).isFalse();
        accepted.write(ByteBuffer.wrap(new byte[1]));
        await(readable);
      }
    }
    return Coroutine.done();
  }

  private static void once(Handle handle, Future<Void> future) {
    handle.cancel();
    future.setResult(null);
  }

  @Test
  void whatCannotBeRegisteredIsNamed() throws Exception {
    Asyncio.run(ChannelsTest::refusals);
  }

  @Async
  private static Coroutine<Void> refusals() throws IOException {
    EventLoop loop = EventLoop.running();
    Pipe pipe = Pipe.open();
    assertThat(refused(loop, pipe, OP_READ | OP_ACCEPT))
        .isEqualTo("ops must be some of the channel's validOps 1, got 17");
    assertThat(refused(loop, pipe, 0))
        .isEqualTo("ops must be some of the channel's validOps 1, got 0");
    assertThat(refused(loop, pipe, OP_READ))
        .isEqualTo(
            "the channel is in blocking mode: "
                + pipe.source()
                + "; call configureBlocking(false) before");
    pipe.source().close();
    pipe.sink().close();
    assertThat(refused(loop, pipe, OP_READ)).isEqualTo("the channel is closed: " + pipe.source());
    return Coroutine.done();
  }

  private static String refused(EventLoop loop, Pipe pipe, int ops) {
    return assertThrows(
            IllegalArgumentException.class, () -> loop.register(pipe.source(), ops, () -> {}))
        .getMessage();
  }

  @Test
  void virtualTimePassesWhileAChannelIsSilent() {
    TestLoop.run(
        () -> {
          Pipe pipe = pipe();
          long begin = EventLoop.running().time();
          Handle handle = EventLoop.running().register(pipe.source(), OP_READ, () -> {});
          await(Asyncio.sleep(Duration.ofHours(1)));
          assertThat(EventLoop.running().time() - begin).isEqualTo(Duration.ofHours(1).toNanos());
          handle.cancel();
          pipe.source().close();
          pipe.sink().close();
          return Coroutine.done();
        });
  }
}
