// SPDX-License-Identifier: Apache-2.0
package dev.continuo.annotation.processor.checks;

import com.github.javaparser.Range;
import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.expr.AnnotationExpr;
import com.github.javaparser.ast.expr.StringLiteralExpr;
import java.util.ArrayList;
import java.util.List;

/** Where {@code @SuppressWarnings("continuo:Name")} stands in a file, and what it covers. */
final class Suppressions {

  private static final String PREFIX = "continuo:";

  private record Suppression(String check, Range declaration) {}

  private final List<Suppression> suppressions = new ArrayList<>();

  Suppressions(CompilationUnit unit) {
    for (AnnotationExpr annotation : unit.findAll(AnnotationExpr.class)) {
      if (annotation.getName().getIdentifier().equals("SuppressWarnings")) {
        annotation
            .getParentNode()
            .flatMap(declaration -> declaration.getRange())
            .ifPresent(range -> add(annotation, range));
      }
    }
  }

  private void add(AnnotationExpr annotation, Range declaration) {
    for (StringLiteralExpr key : annotation.findAll(StringLiteralExpr.class)) {
      if (key.asString().startsWith(PREFIX)) {
        String check = key.asString().substring(PREFIX.length());
        suppressions.add(new Suppression(check, declaration));
      }
    }
  }

  boolean cover(String check, int line) {
    return suppressions.stream()
        .filter(suppression -> suppression.check().equals(check))
        .map(Suppression::declaration)
        .anyMatch(range -> range.begin.line <= line && line <= range.end.line);
  }

  /** What is known of a file that cannot be parsed: one suppression covers all of it. */
  static boolean mentionedIn(String text, String check) {
    return text.contains('"' + PREFIX + check + '"');
  }
}
