// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver;

import org.objectweb.asm.Opcodes;

/** {@code @Async} on a {@code synchronized} method. */
final class SynchronizedAsync extends Check {
  SynchronizedAsync() {
    super(Severity.ERROR);
  }

  @Override
  boolean refuses() {
    return true;
  }

  @Override
  void inspect(Inspection method) {
    int both = Opcodes.ACC_SYNCHRONIZED | Opcodes.ACC_NATIVE;
    if (method.role() == Inspection.Role.ASYNC
        && (method.node().access & both) == Opcodes.ACC_SYNCHRONIZED) {
      method.report(
          this,
          "a synchronized method cannot be @Async, since it would leave its monitor at every await",
          "remove synchronized and use dev.continuo.sync.Lock");
    }
  }
}
