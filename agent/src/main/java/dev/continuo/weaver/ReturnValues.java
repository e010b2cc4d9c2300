// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver;

import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * {@code return Coroutine.of(x)} becomes {@code return x}: no object is made to carry the result
 * out of a body. Any other returned value is awaited where it is returned.
 */
final class ReturnValues {
  private static final Set<String> CARRIERS =
      Set.of(
          Names.COROUTINE + ".of",
          Names.TASK + ".of",
          Names.FUTURE + ".of",
          Names.COMPLETABLE_FUTURE + ".completedFuture",
          Names.COMPLETABLE_FUTURE + ".completedStage");

  private ReturnValues() {}

  /** Unwraps what can be unwrapped; the answer is the returns that now return the bare result. */
  static Set<AbstractInsnNode> unwrap(CoroutineMethod method) {
    Set<AbstractInsnNode> bare = new HashSet<>();
    Set<LabelNode> targets = Code.jumpTargets(method.node());
    for (AbstractInsnNode instruction : method.node().instructions.toArray()) {
      if (instruction.getOpcode() != Opcodes.ARETURN) {
        continue;
      }
      AbstractInsnNode before = Code.straightBefore(instruction, targets);
      if (method.kind() == ReturnKind.GENERATOR) {
        bare.add(instruction);
      } else if (before != null && Code.isCall(before, Names.COROUTINE, "done")) {
        method.node().instructions.set(before, new InsnNode(Opcodes.ACONST_NULL));
        bare.add(instruction);
      } else if (before instanceof MethodInsnNode call
          && CARRIERS.contains(call.owner + "." + call.name)) {
        method.node().instructions.remove(before);
        bare.add(instruction);
      }
    }
    return bare;
  }
}
