// SPDX-License-Identifier: Apache-2.0
package dev.continuo.annotation.processor.checks;

import com.github.javaparser.Position;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.PackageDeclaration;
import com.github.javaparser.ast.body.BodyDeclaration;
import com.github.javaparser.ast.body.CallableDeclaration;
import com.github.javaparser.ast.body.TypeDeclaration;
import com.github.javaparser.ast.expr.LambdaExpr;
import java.util.function.Predicate;

/** A small vocabulary for reading sources. */
final class Code {

  private Code() {}

  /** Whether a node, or one below it that runs when it runs, is such. */
  static boolean contains(Node code, Predicate<Node> such) {
    if (such.test(code)) {
      return true;
    }
    return code.getChildNodes().stream()
        .filter(child -> !(child instanceof LambdaExpr || child instanceof BodyDeclaration))
        .anyMatch(child -> contains(child, such));
  }

  static Finding.Place positionOf(Node node) {
    Position begin = node.getBegin().orElse(new Position(1, 1));
    return new Finding.Place(begin.line, begin.column);
  }

  /** {@code demo.Outer$Inner.method}; anonymous classes, which have no name here, are left out. */
  static String placeOf(Node node) {
    StringBuilder types = new StringBuilder();
    String method = "";
    for (Node at = node; at != null; at = at.getParentNode().orElse(null)) {
      if (at instanceof CallableDeclaration<?> callable && method.isEmpty()) {
        method =
            "." + (callable.isConstructorDeclaration() ? "<init>" : callable.getNameAsString());
      } else if (at instanceof TypeDeclaration<?> type) {
        types.insert(0, types.length() > 0 ? "$" : "").insert(0, type.getNameAsString());
      }
    }
    String inPackage =
        node.findCompilationUnit()
            .flatMap(unit -> unit.getPackageDeclaration())
            .map(PackageDeclaration::getNameAsString)
            .map(name -> name + ".")
            .orElse("");
    return inPackage + types + method;
  }
}
