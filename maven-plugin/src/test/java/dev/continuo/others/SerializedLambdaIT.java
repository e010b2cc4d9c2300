// SPDX-License-Identifier: Apache-2.0
package dev.continuo.others;

import static com.google.common.truth.Truth.assertThat;

import dev.continuo.doors.Command;
import dev.continuo.doors.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An async lambda that is written to a stream by one JVM and awaited by another. */
final class SerializedLambdaIT {

  private static final String SOURCE =
      """
      package demo;

      import static dev.continuo.Asyncio.await;
      import static dev.continuo.Asyncio.run;
      import static dev.continuo.Asyncio.yieldNow;

      import dev.continuo.AsyncCallable;
      import dev.continuo.Coroutine;
      import java.io.*;
      import java.nio.file.*;

      class Stored {
        interface Job extends AsyncCallable<String>, Serializable {}

        public static void main(String[] arguments) throws Exception {
          Path file = Path.of("lambda");
          if (Files.exists(file)) {
            try (var in = new ObjectInputStream(Files.newInputStream(file))) {
              System.out.println(run(((Job) in.readObject()).call()));
            }
          } else {
            String captured = "captured";
            Job job =
                () -> {
                  await(yieldNow());
                  return Coroutine.of(captured);
                };
            try (var out = new ObjectOutputStream(Files.newOutputStream(file))) {
              out.writeObject(job);
            }
          }
        }
      }
      """;

  @TempDir Path folder;

  @Test
  void isReadBackAndAwaitedWhereTheAgentWeaves() throws IOException {
    Path classes = Files.createDirectory(folder.resolve("classes"));
    Path source = Files.writeString(folder.resolve("Stored.java"), SOURCE);
    Command javac =
        Command.jdk(
            folder,
            "javac",
            List.of(
                "-cp",
                Program.compileClassPath(),
                "-Xplugin:Continuo off",
                "-d",
                classes.toString(),
                source.toString()));
    assertThat(javac).isEqualTo(new Command(0, ""));

    assertThat(run(classes)).isEqualTo(new Command(0, ""));
    assertThat(run(classes)).isEqualTo(new Command(0, "captured\n"));
  }

  private Command run(Path classes) {
    String path = Command.path(classes, Program.runtime());
    return Command.java(folder, "-javaagent:" + Program.agent(), "-cp", path, "demo.Stored");
  }
}
