// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** {@code @Async} on a method that returns what cannot be awaited. */
final class NotAwaitable extends Check {
  NotAwaitable() {
    super(Severity.ERROR);
  }

  @Override
  boolean refuses() {
    return true;
  }

  @Override
  void inspect(Inspection method) {
    int other = Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE | Opcodes.ACC_SYNCHRONIZED;
    if (method.role() == Inspection.Role.ASYNC
        && !method.node().name.startsWith("<")
        && (method.node().access & other) == 0
        && ReturnKind.of(method.node().desc) == null) {
      method.report(
          this,
          "an @Async method returns "
              + Type.getReturnType(method.node().desc).getClassName()
              + ", which is not awaitable",
          "return " + ReturnKind.ALLOWED);
    }
  }
}
