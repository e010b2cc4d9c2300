// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/** A coroutine that is assigned to a variable which nothing reads afterwards. */
final class UnusedCoroutine extends Check {
  UnusedCoroutine() {
    super(Severity.WARNING);
  }

  @Override
  void inspect(Inspection method) {
    List<MethodInsnNode> stored = new ArrayList<>();
    for (AbstractInsnNode instruction : method.instructions()) {
      if (DroppedCoroutine.makesCoroutine(instruction)
          && Inspection.nextReal(instruction) instanceof VarInsnNode next
          && next.getOpcode() == Opcodes.ASTORE) {
        stored.add((MethodInsnNode) instruction);
      }
    }
    if (stored.isEmpty()) {
      return; // as almost always: no analysis then
    }
    ControlFlow flow = new ControlFlow(method.node());
    Liveness liveness = new Liveness(flow);
    for (MethodInsnNode call : stored) {
      VarInsnNode store = (VarInsnNode) Inspection.nextReal(call);
      if (!liveness.liveAfter(flow.position(store)).get(store.var)) {
        method.report(
            this,
            call,
            call.name,
            "the coroutine of "
                + call.name
                + "() is assigned to "
                + variable(method, flow, store)
                + " and never used, so it never runs",
            "await it, start it with createTask, or drop it with close()");
      }
    }
  }

  private static String variable(Inspection method, ControlFlow flow, VarInsnNode store) {
    if (method.node().localVariables != null) {
      int after = flow.position(store) + 1;
      for (LocalVariableNode variable : method.node().localVariables) {
        if (variable.index == store.var
            && flow.position(variable.start) <= after
            && after < flow.position(variable.end)) {
          return "'" + variable.name + "'";
        }
      }
    }
    return "a variable";
  }
}
