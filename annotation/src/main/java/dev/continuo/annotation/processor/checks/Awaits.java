// SPDX-License-Identifier: Apache-2.0
package dev.continuo.annotation.processor.checks;

import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.ImportDeclaration;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.MethodCallExpr;
import java.util.Set;

/** Knows an await of Continuo from other methods of that name, by the imports of a file. */
final class Awaits {

  private static final String ASYNCIO = "dev.continuo.Asyncio";
  private static final Set<String> NAMES = Set.of("await", "each");

  private final boolean imported;

  Awaits(CompilationUnit unit) {
    imported = unit.getImports().stream().anyMatch(Awaits::isOfAsyncio);
  }

  private static boolean isOfAsyncio(ImportDeclaration i) {
    String name = i.getNameAsString();
    return i.isStatic()
        && (i.isAsterisk()
            ? name.equals(ASYNCIO)
            : NAMES.stream().anyMatch(function -> name.equals(ASYNCIO + "." + function)));
  }

  /** Whether this code awaits, and not merely a lambda or a class in it. */
  boolean areIn(Node code) {
    return Code.contains(code, this::isAwait);
  }

  private boolean isAwait(Node node) {
    return node instanceof MethodCallExpr call
        && NAMES.contains(call.getNameAsString())
        && call.getScope()
            .map(scope -> scope.toString().equals("Asyncio") || scope.toString().equals(ASYNCIO))
            .orElse(imported);
  }
}
