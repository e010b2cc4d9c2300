// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver.generator;

import com.github.javaparser.JavaParser;
import com.github.javaparser.ParseResult;
import com.github.javaparser.ParserConfiguration;
import com.github.javaparser.ast.CompilationUnit;
import java.util.List;

/** A generated program: class {@code P<seed>} with a coroutine method {@code run()}. */
record Program(long seed, CompilationUnit tree) {
  static final String WOVEN = "woven";
  static final String PLAIN = "plain";

  static Program parse(long seed, String source) {
    ParserConfiguration configuration =
        new ParserConfiguration()
            .setLanguageLevel(ParserConfiguration.LanguageLevel.JAVA_17)
            .setAttributeComments(false)
            .setStoreTokens(false);
    ParseResult<CompilationUnit> result = new JavaParser(configuration).parse(source);
    if (!result.isSuccessful()) {
      throw new AssertionError("seed " + seed + ": " + result.getProblems() + "\n" + source);
    }
    return new Program(seed, result.getResult().get());
  }

  String name() {
    return "P" + seed;
  }

  /** Both classes, which one call of javac compiles. */
  List<SourceFile> sources() {
    return List.of(
        new SourceFile(WOVEN + "." + name(), tree.toString()),
        new SourceFile(PLAIN + "." + name(), PlainSource.of(tree).toString()));
  }
}
