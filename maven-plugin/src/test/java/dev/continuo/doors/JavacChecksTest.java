// SPDX-License-Identifier: Apache-2.0
package dev.continuo.doors;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What javac says of the fixtures: each announced error and warning at its line, and no other. */
final class JavacChecksTest {

  private static final Path FIXTURES = Path.of("../runtime/src/test/targets/checks");
  private static final Pattern ANNOUNCED = Pattern.compile("// (error|warning): (.*)$");
  private static final Pattern MESSAGE =
      Pattern.compile("[\\w.$<>]+\\((\\w+\\.java:\\d+)\\): (.*)");

  @TempDir Path folder;

  static List<Path> fixtures() throws IOException {
    try (Stream<Path> files = Files.list(FIXTURES)) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void everyFindingIsAnnounced(Path fixture) throws IOException {
    List<String> found = new ArrayList<>();
    for (Diagnostic<?> diagnostic : compile(fixture)) {
      Matcher message = MESSAGE.matcher(diagnostic.getMessage(Locale.ROOT));
      assertWithMessage(diagnostic.toString()).that(message.matches()).isTrue();
      long line = diagnostic.getLineNumber();
      assertThat(message.group(1)).isEqualTo(fixture.getFileName() + ":" + line);
      found.add(line + " " + kind(diagnostic) + ": " + message.group(2));
    }
    assertThat(found).containsExactlyElementsIn(announced(fixture)).inOrder();
  }

  /** The columns are those of the code shown by the caret, counted from 1. */
  @ParameterizedTest
  @CsvSource({
    "AsyncWithoutBody, 7:28 10:26 14:21",
    "DroppedCoroutine, 19:21 24:5 28:18 32:12 38:7",
    "SwallowedCancellation, 16:14 23:38 32:14",
    "UnusedCoroutine, 17:33 23:32 36:29 41:33",
  })
  void everyFindingHasItsColumn(String fixture, String places) throws IOException {
    List<String> found = new ArrayList<>();
    for (Diagnostic<?> diagnostic : compile(FIXTURES.resolve(fixture + ".java"))) {
      found.add(diagnostic.getLineNumber() + ":" + diagnostic.getColumnNumber());
    }
    assertThat(String.join(" ", found)).isEqualTo(places);
  }

  @Test
  void aWarningIsSilencedByNowarnAndCountedByWerrorAsThoseOfJavac() throws IOException {
    Path warned = Program.WARNED.resolve("Warned.java");
    assertThat(compile(warned)).hasSize(2);
    assertThat(Program.unwoven(folder)).isEmpty();
    assertThat(compile(warned, "-nowarn")).isEmpty();
    assertThat(javac(warned).status()).isEqualTo(0);
    assertThat(javac(warned, "-Werror").status()).isNotEqualTo(0);
    assertThat(javac(warned, "-Werror", "-nowarn").status()).isEqualTo(0);
  }

  @Test
  void switchedOffItFindsNothing() throws IOException {
    assertThat(compile(FIXTURES.resolve("BlockingCall.java"), "-Xplugin:Continuo off")).isEmpty();
    Path swallowed = FIXTURES.resolve("SwallowedCancellation.java");
    assertThat(compile(swallowed, "-Xplugin:Continuo off")).isEmpty();
  }

  private List<Diagnostic<? extends JavaFileObject>> compile(Path source, String... more)
      throws IOException {
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, null)) {
      javac
          .getTask(null, files, diagnostics, options(more), null, files.getJavaFileObjects(source))
          .call();
    }
    return diagnostics.getDiagnostics().stream()
        .filter(diagnostic -> diagnostic.getMessage(Locale.ROOT).endsWith("]"))
        .toList();
  }

  private Command javac(Path source, String... more) {
    List<String> arguments = options(more);
    arguments.add(source.toString());
    return Command.jdk(folder, "javac", arguments);
  }

  private List<String> options(String... more) {
    List<String> options = new ArrayList<>(List.of(more));
    options.addAll(List.of("-g", "-d", folder.toString(), "-cp", Program.compileClassPath()));
    options.addAll(List.of("-processorpath", Program.processorPath()));
    return options;
  }

  private static List<String> announced(Path fixture) throws IOException {
    List<String> announced = new ArrayList<>();
    List<String> lines = Files.readAllLines(fixture);
    for (int i = 0; i < lines.size(); i++) {
      Matcher comment = ANNOUNCED.matcher(lines.get(i));
      if (comment.find()) {
        for (String text : comment.group(2).split(" \\| ")) {
          announced.add((i + 1) + " " + comment.group(1) + ": " + text);
        }
      }
    }
    return announced;
  }

  private static String kind(Diagnostic<?> diagnostic) {
    return diagnostic.getKind().toString().toLowerCase(Locale.ROOT);
  }
}
