// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver.files;

import dev.continuo.weaver.Problem;
import dev.continuo.weaver.Weaver;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A folder of class files. */
final class ClassFolder {

  private final Path root;
  private final Predicate<String> included;

  ClassFolder(Path root, Predicate<String> included) {
    this.root = root;
    this.included = included;
  }

  Summary weave() throws IOException {
    Summary summary = Summary.NOTHING;
    for (Path file : classFiles()) {
      summary = summary.plus(weave(file));
    }
    return summary;
  }

  List<Problem> check() throws IOException {
    List<Problem> found = new ArrayList<>();
    for (Path file : classFiles()) {
      found.addAll(new Weaver().check(Files.readAllBytes(file)));
    }
    return found;
  }

  private Summary weave(Path file) throws IOException {
    Attempt attempt = Attempt.weave(FileWeaver.nameOf(pathOf(file)), Files.readAllBytes(file));
    if (attempt instanceof Attempt.Woven woven) {
      WholeFile.replaceClass(file, woven);
    }
    return Summary.of(attempt);
  }

  /** Sorted, so that problems come in the same order on every machine. */
  private List<Path> classFiles() throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> included.test(pathOf(file)))
          .sorted()
          .toList();
    }
  }

  private String pathOf(Path file) {
    return root.relativize(file).toString().replace(File.separatorChar, '/');
  }
}
