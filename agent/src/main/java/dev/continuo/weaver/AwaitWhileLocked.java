// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;

/** An await inside of a {@code synchronized} statement. */
final class AwaitWhileLocked extends Check {
  AwaitWhileLocked() {
    super(Severity.ERROR);
  }

  @Override
  boolean refuses() {
    return true;
  }

  @Override
  void inspect(Inspection method) {
    if (!method.isCoroutine() || !locks(method)) {
      return;
    }
    ControlFlow flow = new ControlFlow(method.node());
    MonitorDepth monitors = new MonitorDepth(flow);
    for (int i = 0; i < flow.size(); i++) {
      boolean await = Code.isCall(flow.instructions[i], Names.ASYNCIO, Names.AWAIT);
      if ((await || Code.isCall(flow.instructions[i], Names.ASYNCIO, Names.EMIT))
          && monitors.isHeldAt(i)) {
        method.report(
            this,
            flow.instructions[i],
            await ? Names.AWAIT : Names.EMIT,
            "a coroutine cannot await while it holds a monitor (synchronized)",
            "use dev.continuo.sync.Lock, or end the synchronized block before the await");
      }
    }
  }

  private static boolean locks(Inspection method) {
    for (AbstractInsnNode instruction : method.instructions()) {
      if (instruction.getOpcode() == Opcodes.MONITORENTER) {
        return true;
      }
    }
    return false;
  }
}
