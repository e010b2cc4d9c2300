// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver;

import org.objectweb.asm.tree.AbstractInsnNode;

/** {@code emit} in a coroutine that is no generator: nobody asks it for elements. */
final class EmitOutsideGenerator extends Check {
  EmitOutsideGenerator() {
    super(Severity.ERROR);
  }

  @Override
  void inspect(Inspection method) {
    if (method.kind() == null || method.kind() == ReturnKind.GENERATOR) {
      return;
    }
    for (AbstractInsnNode instruction : method.instructions()) {
      if (Code.isCall(instruction, Names.ASYNCIO, Names.EMIT)) {
        method.report(
            this,
            instruction,
            Names.EMIT,
            "emit stands in a coroutine that is no generator",
            method.role() == Inspection.Role.LAMBDA
                ? "let the lambda's functional type return AsyncIterator or AsyncIterable"
                : "let the method return AsyncIterator");
      }
    }
  }
}
