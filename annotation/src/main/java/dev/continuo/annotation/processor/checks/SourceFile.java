// SPDX-License-Identifier: Apache-2.0
package dev.continuo.annotation.processor.checks;

import com.github.javaparser.JavaParser;
import com.github.javaparser.ParseResult;
import com.github.javaparser.ParserConfiguration;
import com.github.javaparser.ast.CompilationUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A source file, put to the checks.
 *
 * <p>It is parsed only if it mentions Continuo, which most files do not. A file that the parser
 * does not understand, since it is written in a newer Java or is wrong, has no findings: it is for
 * the compiler to speak about it.
 */
public final class SourceFile {

  private final String text;
  private final Optional<CompilationUnit> unit;

  public SourceFile(String text) {
    this.text = text;
    unit = text.contains("continuo") ? parse(text) : Optional.empty();
  }

  private static Optional<CompilationUnit> parse(String text) {
    ParserConfiguration configuration =
        new ParserConfiguration()
            .setLanguageLevel(ParserConfiguration.LanguageLevel.RAW)
            .setAttributeComments(false)
            .setTabSize(1);
    try {
      ParseResult<CompilationUnit> result = new JavaParser(configuration).parse(text);
      return result.isSuccessful() ? result.getResult() : Optional.empty();
    } catch (RuntimeException | StackOverflowError | AssertionError e) {
      return Optional.empty(); // a build does not end because of a check
    }
  }

  /** What the checks of sources find and no annotation suppresses, from top to bottom. */
  public List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    unit.ifPresent(u -> SourceChecks.ALL.forEach(check -> check.inspect(u, findings::add)));
    findings.removeIf(f -> isSuppressed(f.check(), f.position().line()));
    return findings;
  }

  /** Whether the warnings of a check are not wanted at a line. */
  public boolean isSuppressed(String check, int line) {
    return Suppressions.mentionedIn(text, check)
        && unit.map(u -> new Suppressions(u).cover(check, line)).orElse(true);
  }

  /**
   * Finds the code that a finding in bytecode speaks of: the call on the line, or else the
   * declaration of the method around it.
   *
   * @param check the name of the check that found it
   * @param name the name of the method that is called, or declared
   * @param line 0 if unknown
   */
  public Optional<Finding.Place> find(String check, String name, int line) {
    return unit.flatMap(u -> new Subject(u, name, line).of(check)).map(Code::positionOf);
  }
}
