// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A program for the weaver, with its expectations as comments on the lines they speak of:
 *
 * <pre>
 *   log(x); // logs: 1 | 2           what is logged here, in this order
 *   Coroutine{@code <String>} run() {  // returns: text      or  throws: java.io.IOException: text
 *   await(x); // problem: text       why the weaver refuses, and what to do
 *   abstract ..; // unplaced: text   the same, where the class file has no line
 *   f(); // error: text [Check]      what a check finds; or  warning: text [Check]
 * </pre>
 */
record Target(Path source, List<String> lines) {
  static final Path FOLDER = Path.of("src/test/targets");
  private static final Pattern EXPECTATION =
      Pattern.compile("// (logs|returns|throws|problem|unplaced|error|warning): (.*)$");

  static List<Target> in(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Target> targets = new ArrayList<>();
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
        targets.add(new Target(file, Files.readAllLines(file)));
      }
      return targets;
    }
  }

  String name() {
    return source.getFileName().toString().replace(".java", "");
  }

  /** The announced texts of one kind, by line. */
  Map<Integer, List<String>> expected(String kind) {
    Map<Integer, List<String>> expected = new TreeMap<>();
    for (int i = 0; i < lines.size(); i++) {
      Matcher matcher = EXPECTATION.matcher(lines.get(i));
      if (matcher.find() && matcher.group(1).equals(kind)) {
        expected.put(i + 1, Arrays.asList(matcher.group(2).split(" \\| ", -1)));
      }
    }
    return expected;
  }

  /** The oldest release whose syntax and library it is written for. */
  int since() {
    String folder = source.getParent().getFileName().toString();
    String ofFolder = folder.replaceAll("\\D", "");
    return lines.contains("// since: 8") ? 8 : ofFolder.isEmpty() ? 17 : Integer.parseInt(ofFolder);
  }

  boolean isFor(TargetCompiler compiler) {
    return lines.stream().noneMatch(line -> line.startsWith("// not by " + compiler + ":"));
  }

  /** Whether this source file, or one in the folder of its name, has given the class. */
  boolean declares(String internalName) {
    String outermost = internalName.replaceAll("\\$.*", "");
    Path inPackage = source.resolveSibling(name()).resolve(outermost + ".java");
    return outermost.equals(name()) || Files.exists(inPackage);
  }

  /** Compiles the target without weaving; the answer is its class files. */
  List<ClassFile> compile(String... options) throws IOException {
    return TargetCompiler.JAVAC.compile(List.of(source), List.of(options));
  }

  static List<ClassFile> readClasses(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      List<ClassFile> classes = new ArrayList<>();
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).sorted().toList()) {
        String name = folder.relativize(file).toString().replace('\\', '/');
        classes.add(new ClassFile(name.substring(0, name.length() - 6), Files.readAllBytes(file)));
      }
      return classes;
    }
  }

  @Override
  public String toString() {
    return name();
  }
}
