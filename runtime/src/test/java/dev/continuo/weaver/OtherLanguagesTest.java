// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver;

import static com.google.common.truth.Truth.assertWithMessage;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.continuo.Coroutine;
import dev.continuo.testing.TestLoop;
import dev.continuo.weaver.files.FileWeaver;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Classes of Kotlin and Groovy, woven after compilation. Their compilers are large, so they are
 * there in the profile {@code languages} only, and are called by reflection.
 */
final class OtherLanguagesTest {
  private static final Path SOURCES = Path.of("src/test/languages");

  @Test
  void kotlin() throws Exception {
    Path source = SOURCES.resolve("KotlinTarget.kt");
    Class<?> compiler = compiler("org.jetbrains.kotlin.cli.jvm.K2JVMCompiler");
    Path output = Files.createTempDirectory("kotlin");
    ByteArrayOutputStream messages = new ByteArrayOutputStream();
    String[] arguments = {
      "-d",
      output.toString(),
      "-cp",
      System.getProperty("java.class.path"),
      "-no-stdlib",
      "-no-reflect",
      "-jvm-target",
      "17",
      "-nowarn",
      source.toString()
    };
    Object code =
        compiler
            .getMethod("exec", PrintStream.class, String[].class)
            .invoke(
                compiler.getConstructor().newInstance(),
                new PrintStream(messages, true, StandardCharsets.UTF_8),
                arguments);
    assertWithMessage(messages.toString(StandardCharsets.UTF_8))
        .that(code.toString())
        .isEqualTo("OK");
    check(new Target(source, Files.readAllLines(source)), output);
  }

  @Test
  void groovy() throws Exception {
    Path source = SOURCES.resolve("GroovyTarget.groovy");
    Class<?> compiler = compiler("org.codehaus.groovy.tools.FileSystemCompiler");
    Path output = Files.createTempDirectory("groovy");
    String[] arguments = {
      "-d", output.toString(), "-cp", System.getProperty("java.class.path"), source.toString()
    };
    compiler.getMethod("commandLineCompile", String[].class).invoke(null, (Object) arguments);
    check(new Target(source, Files.readAllLines(source)), output);
  }

  private static Class<?> compiler(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      System.err.println("SKIPPED: " + name + " is not there; run with -Planguages");
      assumeTrue(false, "run with -Planguages");
      throw new AssertionError(e);
    }
  }

  private static void check(Target target, Path folder) throws Exception {
    List<ClassFile> compiled = Target.readClasses(folder);
    runsAsItsCommentsSay(target, compiled);
    WovenChecks.frames(compiled);
    WovenChecks.weavingTwiceChangesNothing(compiled);
    WovenChecks.structure(compiled);
    new FileWeaver().weave(folder); // as the goals of the Maven plugin do
    runsAsItsCommentsSay(target, Target.readClasses(folder));
  }

  private static void runsAsItsCommentsSay(Target target, List<ClassFile> compiled)
      throws Exception {
    for (Scenario.Mode mode : Scenario.Mode.values()) {
      String name = target.source().getFileName().toString();
      WovenLoader loader = WovenLoader.weaving(compiled);
      Scenario.begin(mode, name);
      Method run = loader.loadClass(name.replaceAll("\\..*", "")).getMethod("run");
      Object result = TestLoop.run(() -> (Coroutine<?>) run.invoke(null));
      Map<Integer, List<String>> logged = Scenario.logged();
      assertWithMessage("%s: logged by line", mode).that(logged).isEqualTo(target.expected("logs"));
      assertWithMessage("%s", mode)
          .that(target.expected("returns").values())
          .containsExactly(List.of(result.toString()));
    }
  }
}
