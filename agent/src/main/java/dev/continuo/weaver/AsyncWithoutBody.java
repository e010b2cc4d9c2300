// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver;

import org.objectweb.asm.Opcodes;

/** {@code @Async} on what has no body that could suspend: abstract and native methods. */
final class AsyncWithoutBody extends Check {
  AsyncWithoutBody() {
    super(Severity.ERROR);
  }

  @Override
  boolean refuses() {
    return true;
  }

  @Override
  void inspect(Inspection method) {
    if (method.role() != Inspection.Role.ASYNC) {
      return;
    }
    if (method.node().name.startsWith("<")) {
      method.report(this, "a constructor cannot be @Async", "use a static @Async factory method");
    } else if ((method.node().access & Opcodes.ACC_ABSTRACT) != 0) {
      method.report(this, "an abstract method cannot be @Async", "annotate its implementations");
    } else if ((method.node().access & Opcodes.ACC_NATIVE) != 0) {
      method.report(this, "a native method cannot be @Async", "call it from an @Async method");
    }
  }
}
