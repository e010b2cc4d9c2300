// SPDX-License-Identifier: Apache-2.0
package dev.continuo.process;

import static dev.continuo.Asyncio.await;

import dev.continuo.Coroutine;
import dev.continuo.ExceptionGroup;
import dev.continuo.Task;
import dev.continuo.TaskGroup;
import dev.continuo.annotation.Async;
import dev.continuo.io.StreamReader;
import dev.continuo.io.StreamWriter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** All of a process's input and output, at the same time: no pipe gets full because of another. */
final class Exchange {

  private Exchange() {}

  @Async
  static Coroutine<Output> run(Subprocess process, byte @Nullable [] input) {
    try {
      return Coroutine.of(await(TaskGroup.<Output>run(group -> run(group, process, input))));
    } catch (ExceptionGroup e) {
      throw Exchange.<RuntimeException>asIs(e.exceptions().get(0));
    }
  }

  @Async
  private static Coroutine<Output> run(TaskGroup group, Subprocess process, byte @Nullable [] input)
      throws IOException {
    Task<byte @Nullable []> out = group.createTask("read stdout", allOf(process.stdout()));
    Task<byte @Nullable []> err = group.createTask("read stderr", allOf(process.stderr()));
    await(feed(process.stdin(), input));
    byte[] outBytes = await(out);
    byte[] errBytes = await(err);
    return Coroutine.of(new Output(outBytes, errBytes, await(process.waitFor())));
  }

  @Async
  private static Coroutine<byte @Nullable []> allOf(@Nullable StreamReader reader)
      throws IOException {
    return reader == null ? Coroutine.of(null) : reader.read();
  }

  @Async
  private static Coroutine<Void> feed(@Nullable StreamWriter writer, byte @Nullable [] input) {
    if (writer != null) {
      try {
        if (input != null) {
          await(writer.write(input), IOException.class);
        }
        writer.close();
        await(writer.waitClosed(), IOException.class);
      } catch (IOException e) {
        // It has exited, or closed its input: it wants no more.
      }
    }
    return Coroutine.done();
  }

  /** Throws a checked exception where none is declared, as await does. */
  @SuppressWarnings("unchecked")
  private static <X extends Throwable> X asIs(Throwable t) throws X {
    throw (X) t;
  }
}
