// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** A call whose coroutine is thrown away where it is made: nothing of it will ever run. */
final class DroppedCoroutine extends Check {
  /** How the descriptor of a method ends that makes a coroutine. */
  static final String RETURNS_COROUTINE = ")L" + Names.COROUTINE + ";";

  DroppedCoroutine() {
    super(Severity.ERROR);
  }

  @Override
  void inspect(Inspection method) {
    for (AbstractInsnNode instruction : method.instructions()) {
      String dropped = droppedBy(instruction);
      if (dropped != null && !MockCalls.contains(method, instruction)) {
        method.report(
            this,
            instruction,
            dropped,
            "the coroutine of " + dropped + "() is dropped, so it never runs",
            method.isCoroutine()
                ? "await it, or start it with createTask"
                : "run it with Asyncio.run, or start it on a running loop with createTask");
      }
    }
  }

  /** The name of the method called, null if the instruction makes no coroutine or keeps it. */
  private static @Nullable String droppedBy(AbstractInsnNode instruction) {
    if (makesCoroutine(instruction)) {
      AbstractInsnNode next = Inspection.nextReal(instruction);
      boolean dropped = next != null && next.getOpcode() == Opcodes.POP;
      return dropped ? ((MethodInsnNode) instruction).name : null;
    }
    Handle reference = LambdaBody.of(instruction);
    return reference != null && isCoroutine(reference.getDesc()) && LambdaBody.isVoid(instruction)
        ? reference.getName()
        : null;
  }

  static boolean makesCoroutine(AbstractInsnNode instruction) {
    return instruction instanceof MethodInsnNode call && isCoroutine(call.desc);
  }

  private static boolean isCoroutine(String descriptor) {
    return descriptor.endsWith(RETURNS_COROUTINE);
  }
}
