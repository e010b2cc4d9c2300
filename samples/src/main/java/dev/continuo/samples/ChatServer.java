// SPDX-License-Identifier: Apache-2.0
package dev.continuo.samples;

import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.each;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.continuo.Asyncio;
import dev.continuo.Coroutine;
import dev.continuo.TaskGroup;
import dev.continuo.annotation.Async;
import dev.continuo.io.Connection;
import dev.continuo.io.Server;
import dev.continuo.io.StreamWriter;
import dev.continuo.io.Streams;
import dev.continuo.queue.Queue;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What one client says, all hear, until Ctrl-C: {@code [PORT]}. Each client has a task that listens
 * to it; one more task takes what was said from a queue and tells everybody. It waits for nobody: a
 * client that does not read what it is told is dropped.
 */
public final class ChatServer {
  private static final int PORT = 8008;

  /** How much may be waiting for a client that is slow, in bytes. */
  private static final int MOST_UNREAD = 1 << 18;

  private final Queue<String> said = new Queue<>(100);
  private final Set<StreamWriter> listeners = new LinkedHashSet<>();
  private int guests;

  @Async
  Coroutine<Void> chat(Connection client) {
    String name = "guest " + ++guests;
    listeners.add(client.writer());
    try {
      await(said.put(name + " is here"));
      String line = await(client.reader().readLine());
      while (line != null) {
        await(said.put(name + ": " + line));
        line = await(client.reader().readLine());
      }
    } catch (IOException | IllegalArgumentException e) {
      // It has gone without a farewell, or sent a line that is far too long.
    } finally {
      listeners.remove(client.writer());
      await(said.put(name + " has gone"));
    }
    return Coroutine.done();
  }

  @Async
  Coroutine<Void> tellEverybody() {
    for (String line : each(said)) {
      System.out.println(line);
      byte[] bytes = (line + "\n").getBytes(UTF_8);
      for (StreamWriter listener : listeners) {
        if (listener.bufferSize() > MOST_UNREAD) {
          listener.abort(); // its own task will see the end, and say so
        } else {
          listener.writeNoWait(bytes);
        }
      }
    }
    return Coroutine.done();
  }

  @Async
  Coroutine<Void> serve(int port) {
    try (Server server = await(Streams.startServer(this::chat, "127.0.0.1", port))) {
      System.out.println("Chatting at port " + server.port() + " of 127.0.0.1; Ctrl-C ends it.");
      System.out.println("Join in from other terminals: nc 127.0.0.1 " + server.port());
      return Coroutine.of(
          await(
              TaskGroup.run(
                  group -> {
                    group.createTask(tellEverybody());
                    return server.serveForever();
                  })));
    }
  }

  public static void main(String[] args) {
    int port = args.length > 0 ? Integer.parseInt(args[0]) : PORT;
    Asyncio.run(() -> new ChatServer().serve(port));
  }
}
