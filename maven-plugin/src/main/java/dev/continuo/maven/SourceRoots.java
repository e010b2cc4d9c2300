// SPDX-License-Identifier: Apache-2.0
package dev.continuo.maven;

import dev.continuo.annotation.processor.checks.Finding;
import dev.continuo.annotation.processor.checks.SourceFile;
import dev.continuo.weaver.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The sources of a project: what their checks find, and what they suppress of other findings. */
final class SourceRoots {

  private final List<Path> roots;
  private final Map<Path, SourceFile> files = new HashMap<>();

  SourceRoots(List<String> roots) {
    this.roots = roots.stream().map(Path::of).filter(Files::isDirectory).toList();
  }

  /** What the checks of sources find, file by file. */
  List<String> findings() throws IOException {
    List<String> messages = new ArrayList<>();
    for (Path root : roots) {
      try (Stream<Path> all = Files.walk(root)) {
        for (Path file : all.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
          for (Finding finding : parsed(file).findings()) {
            messages.add(finding.message(file.getFileName().toString()));
          }
        }
      }
    }
    return messages;
  }

  /** Whether the source of a class is here and suppresses a warning in it. */
  boolean suppress(Problem warning) {
    if (warning.sourceFile() == null || warning.check() == null) {
      return false;
    }
    String inPackage = warning.className().replaceFirst("[^.]*$", "").replace('.', '/');
    return roots.stream()
        .map(root -> root.resolve(inPackage + warning.sourceFile()))
        .filter(Files::isRegularFile)
        .anyMatch(file -> parsed(file).isSuppressed(warning.check(), warning.line()));
  }

  private SourceFile parsed(Path path) {
    return files.computeIfAbsent(
        path,
        file -> {
          try {
            return new SourceFile(Files.readString(file));
          } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
          }
        });
  }
}
