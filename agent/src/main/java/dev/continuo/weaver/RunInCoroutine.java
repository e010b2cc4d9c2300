// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver;

import org.objectweb.asm.tree.AbstractInsnNode;

/** {@code Asyncio.run} or {@code Runner.run} on a thread whose loop is running already. */
final class RunInCoroutine extends Check {
  RunInCoroutine() {
    super(Severity.WARNING);
  }

  @Override
  void inspect(Inspection method) {
    if (!method.isCoroutine()) {
      return;
    }
    for (AbstractInsnNode instruction : method.instructions()) {
      boolean asyncio = Code.isCall(instruction, Names.ASYNCIO, Names.RUN);
      if (asyncio || Code.isCall(instruction, Names.RUNNER, Names.RUN)) {
        method.report(
            this,
            instruction,
            Names.RUN,
            (asyncio ? "Asyncio" : "Runner")
                + ".run is called in a coroutine, where a loop is running already, and will throw",
            "await the coroutine instead");
      }
    }
  }
}
