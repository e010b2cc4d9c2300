// SPDX-License-Identifier: Apache-2.0
package dev.continuo.samples;

import static com.google.common.truth.Truth.assertThat;

import dev.continuo.Coroutine;
import dev.continuo.testing.TestLoop;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program of the README compiles, is woven by the processor, and prints what the README says.
 */
final class ReadmeTest {
  @TempDir Path folder;

  @Test
  void theFirstProgramPrintsWhatItSays() throws Exception {
    String readme = Files.readString(Path.of("../README.md"));
    Matcher blocks =
        Pattern.compile("```java\n(.*?)```.*?```\n(.*?)```", Pattern.DOTALL).matcher(readme);
    assertThat(blocks.find()).isTrue();
    Class<?> program = compile("Greetings", blocks.group(1));
    assertThat(printed(program)).isEqualTo(blocks.group(2));
  }

  private Class<?> compile(String name, String source) throws Exception {
    Path file = Files.writeString(folder.resolve(name + ".java"), source);
    List<String> arguments =
        List.of(
            "-processorpath",
            System.getProperty("java.class.path"),
            "-cp",
            System.getProperty("java.class.path"),
            "-d",
            folder.toString(),
            file.toString());
    int exit =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    assertThat(exit).isEqualTo(0);
    URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()});
    return loader.loadClass(name);
  }

  /** In virtual time, or the test would take the two seconds that the program takes. */
  private static String printed(Class<?> program) throws Exception {
    Method greet = program.getDeclaredMethod("greet");
    greet.setAccessible(true);
    PrintStream console = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true));
    try {
      TestLoop.run(() -> (Coroutine<?>) greet.invoke(null));
    } finally {
      System.setOut(console);
    }
    return out.toString().replace(System.lineSeparator(), "\n");
  }
}
