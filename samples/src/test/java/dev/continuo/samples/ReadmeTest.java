// SPDX-License-Identifier: Apache-2.0
package dev.continuo.samples;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import dev.continuo.Coroutine;
import dev.continuo.testing.TestLoop;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
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
 * The program of the README compiles, is woven by the processor, and prints what the README says;
 * its other snippets compile.
 */
final class ReadmeTest {
  private static final String IMPORTS =
      """
      import static com.google.common.truth.Truth.assertThat;
      import static dev.continuo.Asyncio.*;
      import static java.nio.charset.StandardCharsets.UTF_8;

      import dev.continuo.*;
      import dev.continuo.annotation.Async;
      import dev.continuo.io.*;
      import dev.continuo.process.*;
      import dev.continuo.testing.*;
      import dev.continuo.testing.junit.*;
      import java.io.IOException;
      import java.time.Duration;
      import javax.net.ssl.SSLContext;
      import javax.swing.SwingUtilities;

      """;

  @TempDir Path folder;

  @Test
  void theFirstProgramPrintsWhatItSays() throws Exception {
    Matcher blocks =
        Pattern.compile("```java\n(.*?)```.*?```\n(.*?)```", Pattern.DOTALL).matcher(readme());
    assertThat(blocks.find()).isTrue();
    Class<?> program = compile("Greetings", blocks.group(1));
    assertThat(printed(program)).isEqualTo(blocks.group(2));
  }

  @Test
  void theOtherSnippetsCompile() throws Exception {
    List<String> snippets =
        Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
            .matcher(readme())
            .results()
            .map(block -> block.group(1).replace("{ .. }", "{}"))
            .toList();
    compile("Greetings", snippets.get(0));
    StringBuilder main = new StringBuilder(IMPORTS + "class Main {\n");
    for (String snippet : snippets.subList(1, snippets.size())) {
      if (snippet.startsWith("class GreetingsTest")) {
        compile("GreetingsTest", IMPORTS + snippet);
      } else if (snippet.startsWith("@Async")) {
        main.append(snippet);
      } else {
        main.append(inAMethod(snippet, "statements" + main.length()));
      }
    }
    compile("Main", main + "}\n");
  }

  private static String inAMethod(String statements, String name) {
    return """
    @Async
    static Coroutine<Void> %s(Connection connection, SSLContext context) throws Exception {
    %s
    return Coroutine.done();
    }
    """
        .formatted(name, statements);
  }

  private static String readme() throws IOException {
    return Files.readString(Path.of("../README.md"));
  }

  private Class<?> compile(String name, String source) throws Exception {
    Path file = Files.writeString(folder.resolve(name + ".java"), source);
    String classPath = System.getProperty("java.class.path");
    List<String> arguments =
        List.of(
            "-processorpath",
            classPath,
            "-cp",
            folder + File.pathSeparator + classPath,
            "-d",
            folder.toString(),
            file.toString());
    ByteArrayOutputStream messages = new ByteArrayOutputStream();
    int exit =
        ToolProvider.getSystemJavaCompiler()
            .run(null, messages, messages, arguments.toArray(String[]::new));
    assertWithMessage("%s\n%s", source, messages).that(exit).isEqualTo(0);
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
