// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** {@code await}, {@code emit} or {@code each} where no coroutine can be made of the code. */
final class AwaitNotWoven extends Check {
  AwaitNotWoven() {
    super(Severity.ERROR);
  }

  @Override
  boolean refuses() {
    return true;
  }

  @Override
  void inspect(Inspection method) {
    method.instructions().forEach(instruction -> inspectReference(method, instruction));
    MethodInsnNode use = firstUse(method.instructions());
    if (use == null || method.isCoroutine() || method.role() == Inspection.Role.ASYNC) {
      return;
    }
    String name = method.node().name;
    if (method.role() == Inspection.Role.LAMBDA) {
      report(
          method,
          use,
          "stands in a lambda that returns nothing awaitable",
          "let the lambda's functional type return " + ReturnKind.ALLOWED);
    } else if (name.equals("<init>")) {
      report(
          method,
          use,
          "stands in a constructor or in the initializer of a field",
          "await in a static @Async factory method, and pass what it gave to the constructor");
    } else if (name.equals("<clinit>")) {
      report(
          method,
          use,
          "stands in a static initializer",
          "await in an @Async method that is called when the value is needed");
    } else {
      report(
          method,
          use,
          "stands in a method that is not @Async",
          "annotate the method with @Async and let it return " + ReturnKind.ALLOWED);
    }
  }

  private void inspectReference(Inspection method, AbstractInsnNode instruction) {
    Handle body = LambdaBody.of(instruction);
    if (body != null
        && body.getOwner().equals(Names.ASYNCIO)
        && Names.ONLY_IN_WOVEN_CODE.contains(body.getName())) {
      method.report(
          this,
          instruction,
          body.getName(),
          body.getName() + " is used as a method reference, which cannot suspend its caller",
          "call it in the body of an @Async method or of a lambda that returns a Coroutine");
    }
  }

  private void report(Inspection method, MethodInsnNode use, String where, String remedy) {
    method.report(this, use, use.name, use.name + " " + where, remedy);
  }

  static @Nullable MethodInsnNode firstUse(Iterable<AbstractInsnNode> instructions) {
    for (AbstractInsnNode instruction : instructions) {
      if (instruction instanceof MethodInsnNode call
          && call.owner.equals(Names.ASYNCIO)
          && Names.ONLY_IN_WOVEN_CODE.contains(call.name)) {
        return call;
      }
    }
    return null;
  }
}
