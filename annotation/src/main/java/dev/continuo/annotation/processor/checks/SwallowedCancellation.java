// SPDX-License-Identifier: Apache-2.0
package dev.continuo.annotation.processor.checks;

import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.BodyDeclaration;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.stmt.CatchClause;
import com.github.javaparser.ast.stmt.ThrowStmt;
import com.github.javaparser.ast.stmt.TryStmt;
import com.github.javaparser.ast.type.ClassOrInterfaceType;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A catch around an await that also catches the cancellation of the task, and does not throw it on.
 *
 * <p>Judged by the names of the exceptions. A catch that throws anything at all is trusted, and so
 * is one that calls {@code uncancel}, or that ends the wait for something which the same method has
 * cancelled: {@code t.cancel(); try { await(t); } catch (CancelledError e) {}}.
 */
final class SwallowedCancellation extends SourceCheck {

  private static final Set<String> CATCH_CANCELLATION =
      Set.of("CancelledError", "Error", "Throwable");

  @Override
  void inspect(CompilationUnit unit, Consumer<Finding> findings) {
    Awaits awaits = new Awaits(unit);
    for (TryStmt attempt : unit.findAll(TryStmt.class)) {
      boolean waits =
          awaits.areIn(attempt.getTryBlock())
              || attempt.getResources().stream().anyMatch(awaits::areIn);
      if (waits) {
        inspect(attempt, findings);
      }
    }
  }

  /** Of several catches, the first that catches a cancellation gets it. */
  private void inspect(TryStmt attempt, Consumer<Finding> findings) {
    for (CatchClause clause : attempt.getCatchClauses()) {
      Optional<ClassOrInterfaceType> type =
          clause.getParameter().getType().findAll(ClassOrInterfaceType.class).stream()
              .filter(caught -> CATCH_CANCELLATION.contains(caught.getNameAsString()))
              .findFirst();
      if (type.isPresent()) {
        boolean expected =
            type.get().getNameAsString().equals("CancelledError") && awaitsWhatItCancelled(attempt);
        if (!expected && !Code.contains(clause.getBody(), this::passesOn)) {
          report(clause, type.get(), findings);
        }
        return;
      }
    }
  }

  private boolean passesOn(Node node) {
    return node instanceof ThrowStmt
        || node instanceof MethodCallExpr call && call.getNameAsString().equals("uncancel");
  }

  private static boolean awaitsWhatItCancelled(TryStmt attempt) {
    Node method = attempt;
    while (!(method instanceof BodyDeclaration) && method.getParentNode().isPresent()) {
      method = method.getParentNode().get();
    }
    Node around = method;
    return attempt.getTryBlock().findAll(MethodCallExpr.class).stream()
        .filter(call -> call.getNameAsString().equals("await"))
        .flatMap(await -> await.getArguments().stream())
        .anyMatch(awaited -> Code.contains(around, node -> cancels(node, awaited)));
  }

  private static boolean cancels(Node node, Expression awaited) {
    return node instanceof MethodCallExpr call
        && call.getNameAsString().equals("cancel")
        && call.getScope().filter(awaited::equals).isPresent();
  }

  private void report(CatchClause clause, Node type, Consumer<Finding> findings) {
    findings.accept(
        new Finding(
            name(),
            Code.placeOf(clause),
            Code.positionOf(type),
            "a catch of " + type + " around an await swallows the cancellation of the task",
            "end the catch with throw "
                + clause.getParameter().getNameAsString()
                + ", or catch Exception"));
  }
}
