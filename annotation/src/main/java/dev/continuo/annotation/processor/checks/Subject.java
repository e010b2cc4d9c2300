// SPDX-License-Identifier: Apache-2.0
package dev.continuo.annotation.processor.checks;

import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.expr.LambdaExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.MethodReferenceExpr;
import com.github.javaparser.ast.stmt.ExpressionStmt;
import java.util.Optional;

/** The code that a finding in bytecode speaks of, which has a line and no column. */
record Subject(CompilationUnit unit, String name, int line) {

  Optional<Node> of(String check) {
    boolean statement = check.equals("DroppedCoroutine"); // of two calls on a line, that one
    return call(statement).or(this::reference).or(this::declaration);
  }

  private Optional<Node> call(boolean statement) {
    return unit.findFirst(
            MethodCallExpr.class,
            call ->
                call.getNameAsString().equals(name)
                    && isOnLine(call.getName())
                    && (!statement || isStatement(call)))
        .map(MethodCallExpr::getName);
  }

  private Optional<Node> reference() {
    return unit.findFirst(
            MethodReferenceExpr.class,
            reference -> reference.getIdentifier().equals(name) && isOnLine(reference))
        .map(reference -> reference);
  }

  private Optional<Node> declaration() {
    return unit.findFirst(
            MethodDeclaration.class,
            method ->
                method.getNameAsString().equals(name)
                    && method.isAnnotationPresent("Async")
                    && (line == 0 || isAround(method)))
        .map(MethodDeclaration::getName);
  }

  /** Also the body of a lambda is one, if it is nothing but an expression. */
  private static boolean isStatement(Node call) {
    Node parent = call.getParentNode().orElse(null);
    return parent instanceof ExpressionStmt || parent instanceof LambdaExpr;
  }

  private boolean isOnLine(Node node) {
    return node.getBegin().filter(begin -> begin.line == line).isPresent();
  }

  private boolean isAround(Node node) {
    return node.getRange().filter(r -> r.begin.line <= line && line <= r.end.line).isPresent();
  }
}
