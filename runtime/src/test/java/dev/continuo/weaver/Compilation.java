// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A target as one compiler compiles it for one release of Java. */
record Compilation(Target target, TargetCompiler compiler, int release) {
  private static final List<Integer> RELEASES = List.of(8, 11, 17, 21, 25);

  /** The targets with each compiler, for each release that they and this JDK know. */
  static List<Compilation> all() throws IOException {
    List<Compilation> all = new ArrayList<>();
    for (Target target : targets()) {
      List<Integer> releases =
          RELEASES.stream().filter(r -> target.since() <= r && r <= newest()).toList();
      for (int release : releases) {
        all.add(new Compilation(target, TargetCompiler.JAVAC, release));
      }
      if (target.isFor(TargetCompiler.ECJ)) {
        int newest = releases.get(releases.size() - 1);
        for (int release : new TreeSet<>(List.of(releases.get(0), newest))) {
          all.add(new Compilation(target, TargetCompiler.ECJ, release));
        }
      }
    }
    return all;
  }

  /** Those in {@code targets}, and in {@code targetsN} for the N that this JDK knows. */
  private static List<Target> targets() throws IOException {
    List<Target> targets = new ArrayList<>();
    try (Stream<Path> folders = Files.list(Target.FOLDER.getParent())) {
      for (Path folder : folders.sorted().toList()) {
        if (folder.getFileName().toString().matches("targets\\d*")) {
          Target.in(folder).stream().filter(t -> t.since() <= newest()).forEach(targets::add);
        }
      }
    }
    return targets;
  }

  static int newest() {
    return Runtime.version().feature();
  }

  List<ClassFile> compile(String... options) throws IOException {
    List<String> all = new ArrayList<>(List.of("--release", Integer.toString(release)));
    if (release == 8) {
      all.add("-Xlint:-options"); // javac says that it will drop 8 one day
    }
    all.addAll(List.of(options));
    return compiler.compile(together(), all).stream()
        .filter(file -> target.declares(file.internalName()))
        .toList();
  }

  /** All that this compiler can compile for this release: in one go, since that is quicker. */
  private List<Path> together() throws IOException {
    return targets().stream()
        .filter(t -> t.since() <= release && t.isFor(compiler))
        .map(Target::source)
        .toList();
  }

  @Override
  public String toString() {
    return target + " by " + compiler + " for " + release;
  }
}
