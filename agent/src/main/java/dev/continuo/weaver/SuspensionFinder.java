// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Finds where a body may suspend, in the order of its instructions. */
final class SuspensionFinder {
  private final CoroutineMethod method;
  private final Map<String, CoroutineMethod> ownCoroutines;
  private final Set<LabelNode> targets;
  private final boolean usesEach;

  /**
   * @param ownCoroutines the coroutines of the same class, by name and descriptor
   */
  SuspensionFinder(CoroutineMethod method, Map<String, CoroutineMethod> ownCoroutines) {
    this.method = method;
    this.ownCoroutines = ownCoroutines;
    targets = Code.jumpTargets(method.node());
    usesEach = mentions(method.node(), Names.EACH);
  }

  static boolean mentions(MethodNode method, String function) {
    for (AbstractInsnNode instruction : method.instructions) {
      if (Code.isCall(instruction, Names.ASYNCIO, function)) {
        return true;
      }
    }
    return false;
  }

  /** The answer numbers the points from 1, skipping the returns that need no await. */
  List<SuspensionPoint> find(Set<AbstractInsnNode> bareReturns) {
    List<SuspensionPoint> points = new ArrayList<>();
    int line = 0;
    for (AbstractInsnNode instruction : method.node().instructions) {
      if (instruction instanceof LineNumberNode lineNumber) {
        line = lineNumber.line;
      }
      SuspensionPoint.Kind kind = bareReturns.contains(instruction) ? null : kindOf(instruction);
      if (kind != null) {
        boolean calls =
            kind == SuspensionPoint.Kind.DIRECT_CALL || kind == SuspensionPoint.Kind.LINKED_CALL;
        MethodInsnNode call = calls ? callBefore(instruction) : null;
        points.add(new SuspensionPoint(points.size() + 1, kind, instruction, call, line));
      }
    }
    return points;
  }

  private SuspensionPoint.@Nullable Kind kindOf(AbstractInsnNode instruction) {
    if (instruction.getOpcode() == Opcodes.ARETURN) {
      return SuspensionPoint.Kind.RESULT;
    }
    if (Code.isCall(instruction, Names.ASYNCIO, Names.AWAIT)) {
      return kindOfAwait(callBefore(instruction));
    }
    if (Code.isCall(instruction, Names.ASYNCIO, Names.EMIT)) {
      return SuspensionPoint.Kind.EMIT;
    }
    if (usesEach && Code.isCall(instruction, Names.ITERATOR, Names.HAS_NEXT)) {
      return SuspensionPoint.Kind.HAS_NEXT;
    }
    if (!isClose(instruction)) {
      return null;
    }
    return SuppressedClose.is(method.node(), instruction)
        ? SuspensionPoint.Kind.CLOSE_SUPPRESSING
        : SuspensionPoint.Kind.CLOSE;
  }

  static boolean isClose(AbstractInsnNode instruction) {
    return instruction instanceof MethodInsnNode call
        && call.name.equals(Names.CLOSE)
        && call.desc.equals("()V")
        && (call.getOpcode() == Opcodes.INVOKEVIRTUAL
            || call.getOpcode() == Opcodes.INVOKEINTERFACE);
  }

  /** The call right before an await, whose result alone it awaits; null if there is none. */
  private @Nullable MethodInsnNode callBefore(AbstractInsnNode await) {
    return ((MethodInsnNode) await).desc.equals(Names.AWAIT_DESC)
            && Code.straightBefore(await, targets) instanceof MethodInsnNode call
        ? call
        : null;
  }

  private SuspensionPoint.Kind kindOfAwait(@Nullable MethodInsnNode call) {
    if (call == null || !DirectCalls.isCandidate(call)) {
      return SuspensionPoint.Kind.AWAIT;
    }
    if (call.owner.equals(method.owner().name)) {
      CoroutineMethod target = ownCoroutines.get(call.name + call.desc);
      if (target != null && target.isCertainTarget()) {
        return SuspensionPoint.Kind.DIRECT_CALL;
      }
    }
    return SuspensionPoint.Kind.LINKED_CALL;
  }
}
