// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver.generator;

import com.github.javaparser.StaticJavaParser;
import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.ImportDeclaration;
import com.github.javaparser.ast.Modifier;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.NodeList;
import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.body.TypeDeclaration;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.LambdaExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.expr.VariableDeclarationExpr;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.ReturnStmt;
import com.github.javaparser.ast.stmt.Statement;
import com.github.javaparser.ast.type.Type;

/**
 * The program as plain Java, which needs no weaver: each coroutine, a method or a lambda, returns
 * its body as a lambda, which {@code await} runs.
 *
 * <pre>
 *   {@code @Async Coroutine<X> m(A a) {..}} becomes {@code m(A a) { return Coroutine.lazy(() -> m$1(a)); } m$1(A a) {..}}
 * </pre>
 */
final class PlainSource {
  private static final String SUPPORT = "dev.continuo.weaver.generator";
  private int bodies;

  private PlainSource() {}

  static CompilationUnit of(CompilationUnit woven) {
    CompilationUnit tree = woven.clone();
    tree.setPackageDeclaration(Program.PLAIN);
    tree.getImports().forEach(PlainSource::importPlain);
    PlainSource rewriting = new PlainSource();
    tree.findAll(MethodDeclaration.class).stream()
        .filter(method -> method.isAnnotationPresent("Async"))
        .forEach(rewriting::delayBody);
    tree.findAll(VariableDeclarator.class).forEach(PlainSource::delayLambda);
    return tree;
  }

  private static void importPlain(ImportDeclaration declaration) {
    String name = declaration.getNameAsString();
    String simple = name.substring(name.indexOf("continuo.") + "continuo.".length());
    if (name.startsWith("dev.continuo.annotation") || !simple.contains("weaver")) {
      declaration.setName(SUPPORT + ".plain." + simple.replace("annotation.", ""));
    } else if (name.endsWith("Awaits")) {
      declaration.setName(SUPPORT + ".plain.Awaits");
    }
  }

  private void delayBody(MethodDeclaration method) {
    MethodDeclaration body = method.clone();
    body.setName(method.getNameAsString() + "$" + ++bodies);
    body.getAnnotations().clear();
    body.setModifiers(
        method.isStatic()
            ? new NodeList<>(Modifier.privateModifier(), Modifier.staticModifier())
            : new NodeList<>(Modifier.privateModifier()));
    NodeList<Expression> arguments = new NodeList<>();
    method.getParameters().forEach(p -> arguments.add(p.getNameAsExpression()));
    MethodCallExpr call = new MethodCallExpr(null, body.getName(), arguments);
    method.setBody(
        new BlockStmt(
            new NodeList<>(new ReturnStmt(lazy(new LambdaExpr(new NodeList<>(), call))))));
    Node owner = method.getParentNode().orElseThrow();
    if (owner instanceof TypeDeclaration<?> type) {
      type.addMember(body);
    } else {
      ((ObjectCreationExpr) owner).addAnonymousClassBody(body);
    }
  }

  private static void delayLambda(VariableDeclarator variable) {
    if (variable.getTypeAsString().startsWith("Async")
        && variable.getInitializer().orElse(null) instanceof LambdaExpr lambda) {
      NodeList<Type> arguments =
          variable.getType().asClassOrInterfaceType().getTypeArguments().orElseThrow();
      Type value = arguments.get(arguments.size() - 1);
      Type type =
          StaticJavaParser.parseType("java.util.concurrent.Callable<Coroutine<" + value + ">>");
      // a variable of its own, since javac attributes a lambda that is an argument over and over
      VariableDeclarator body =
          new VariableDeclarator(
              type, "body" + variable.getName(), lambdaWith(lambda.getBody().clone()));
      BlockStmt block = new BlockStmt();
      block.addStatement(new VariableDeclarationExpr(body));
      block.addStatement(new ReturnStmt(lazy(body.getNameAsExpression())));
      lambda.setBody(block);
    }
  }

  private static MethodCallExpr lazy(Expression body) {
    return new MethodCallExpr(new NameExpr("Coroutine"), "lazy", new NodeList<>(body));
  }

  private static LambdaExpr lambdaWith(Statement body) {
    return new LambdaExpr(new NodeList<>(), body.asBlockStmt());
  }
}
