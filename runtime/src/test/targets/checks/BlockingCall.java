// SPDX-License-Identifier: Apache-2.0
import static dev.continuo.Asyncio.await;

import dev.continuo.Asyncio;
import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import java.io.*;
import java.net.*;
import java.net.http.*;
import java.nio.file.*;
import java.sql.Statement;
import java.util.concurrent.*;

class BlockingCall {
  @Async
  Coroutine<Void> time(Object monitor, Thread thread) throws Exception {
    Thread.sleep(10); // warning: Thread.sleep blocks the thread of the event loop, and every task on it; await(sleep(duration)) instead [BlockingCall]
    TimeUnit.SECONDS.sleep(1); // warning: TimeUnit.sleep blocks the thread of the event loop, and every task on it; await(sleep(duration)) instead [BlockingCall]
    thread.join(); // warning: Thread.join blocks the thread of the event loop, and every task on it; await(toThread(..)) of what the thread does [BlockingCall]
    monitor.wait(); // warning: Object.wait blocks the thread of the event loop, and every task on it; await a dev.continuo.sync.Condition or Event [BlockingCall]
    return Coroutine.done();
  }

  @Async
  Coroutine<String> futures(CompletableFuture<String> c, Future<String> f) throws Exception {
    c.join(); // warning: CompletableFuture.join blocks the thread of the event loop, and every task on it; await the future itself [BlockingCall]
    f.get(); // warning: Future.get blocks the thread of the event loop, and every task on it; await a CompletableFuture, or toThread(..) around the call [BlockingCall]
    return Coroutine.of(c.get()); // warning: CompletableFuture.get blocks the thread of the event loop, and every task on it; await the future itself [BlockingCall]
  }

  @Async
  Coroutine<Void> queues(BlockingQueue<String> q, CountDownLatch latch) throws Exception {
    q.put(q.take()); // warning: BlockingQueue.take blocks the thread of the event loop, and every task on it; use dev.continuo.queue.Queue [BlockingCall] | BlockingQueue.put blocks the thread of the event loop, and every task on it; use dev.continuo.queue.Queue [BlockingCall]
    latch.await(); // warning: CountDownLatch.await blocks the thread of the event loop, and every task on it; await a dev.continuo.sync.Event [BlockingCall]
    return Coroutine.done();
  }

  @Async
  Coroutine<Void> network(ServerSocket server, HttpClient client, HttpRequest request)
      throws Exception {
    InputStream in = server.accept().getInputStream(); // warning: ServerSocket.accept blocks the thread of the event loop, and every task on it; use the servers of dev.continuo.io [BlockingCall]
    int b = in.read(); // warning: InputStream.read blocks the thread of the event loop, and every task on it; await(toThread(..)) around the call, or use the streams of dev.continuo.io [BlockingCall]
    client.send(request, HttpResponse.BodyHandlers.ofString()); // warning: HttpClient.send blocks the thread of the event loop, and every task on it; await(client.sendAsync(..)) instead [BlockingCall]
    return Coroutine.done();
  }

  @Async
  Coroutine<String> files(Path path, Process process) throws Exception {
    process.waitFor(); // warning: Process.waitFor blocks the thread of the event loop, and every task on it; await(process.onExit()) instead [BlockingCall]
    try (FileInputStream file = new FileInputStream("f")) {
      file.read(); // warning: FileInputStream.read blocks the thread of the event loop, and every task on it; await(toThread(..)) around the call [BlockingCall]
    }
    return Coroutine.of(Files.readString(path)); // warning: Files.readString blocks the thread of the event loop, and every task on it; await(toThread(..)) around the call [BlockingCall]
  }

  @Async
  Coroutine<Void> jdbc(Statement statement) throws Exception {
    statement.executeUpdate("delete from t"); // warning: Statement.executeUpdate blocks the thread of the event loop, and every task on it; await(toThread(..)) around the call [BlockingCall]
    return Coroutine.done();
  }

  Coroutine<Void> lambda() {
    return Asyncio.async(
        () -> {
          await(Coroutine.done());
          Thread.sleep(1); // warning: Thread.sleep blocks the thread of the event loop, and every task on it; await(sleep(duration)) instead [BlockingCall]
          return Coroutine.done();
        });
  }

  @Async
  @SuppressWarnings("continuo:BlockingCall")
  Coroutine<Void> suppressed() throws Exception {
    Thread.sleep(10);
    return Coroutine.done();
  }

  static class Good {
    void plain() throws Exception {
      Thread.sleep(10);
    }

    @Async
    Coroutine<Integer> method(CompletableFuture<String> c, InputStream in) throws Exception {
      await(c);
      c.getNow(null);
      Runnable onAnotherThread =
          () -> {
            try {
              Thread.sleep(10);
            } catch (InterruptedException e) {
              return;
            }
          };
      new Thread(onAnotherThread).start();
      return Coroutine.of(in.read());
    }
  }
}
