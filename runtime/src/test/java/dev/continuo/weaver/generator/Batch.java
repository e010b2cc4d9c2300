// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver.generator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** Programs that are compiled together, since a call of javac costs more than a program. */
final class Batch {
  final List<Program> programs = new ArrayList<>();
  final Map<String, byte[]> classes = new LinkedHashMap<>();

  /** Programs over which javac itself crashes: they say nothing about us. */
  final List<Program> crashing = new ArrayList<>();

  Batch(long from, long to) throws MemoryCompiler.Refusal {
    compile(LongStream.rangeClosed(from, to).mapToObj(ProgramGenerator::generate).toList());
  }

  /** Halves what crashes, down to the program that does. */
  private void compile(List<Program> together) throws MemoryCompiler.Refusal {
    List<SourceFile> sources = new ArrayList<>();
    together.forEach(program -> sources.addAll(program.sources()));
    try {
      classes.putAll(MemoryCompiler.compile(sources));
      programs.addAll(together);
    } catch (MemoryCompiler.Refusal e) {
      if (!e.isCrash()) {
        throw e;
      } else if (together.size() == 1) {
        crashing.addAll(together);
        return;
      }
      int half = together.size() / 2;
      compile(together.subList(0, half));
      compile(together.subList(half, together.size()));
    }
  }
}
