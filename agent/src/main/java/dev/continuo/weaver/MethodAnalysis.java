// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * All that emission must know of one method: where it may suspend, and for each such point the
 * types, the spill and the variables that are lost. Reports what cannot be woven.
 */
final class MethodAnalysis {
  final CoroutineMethod method;
  final Map<String, CoroutineMethod> coroutines;
  final ControlFlow flow;
  final FrameLayout layout;
  final List<SuspensionPoint> points;
  final LostLocals lost;

  /** How many looks at instructions the analyses took. */
  final int steps;

  private final Map<SuspensionPoint, VerifierTypes.Snapshot> types = new LinkedHashMap<>();
  private final Map<SuspensionPoint, FrameLayout.Spill> spills = new HashMap<>();

  /**
   * @param coroutines the coroutines of the class by name and descriptor
   * @param problems what cannot be woven is added here
   */
  MethodAnalysis(
      CoroutineMethod method, Map<String, CoroutineMethod> coroutines, List<Problem> problems) {
    this.method = method;
    this.coroutines = coroutines;
    Set<AbstractInsnNode> bareReturns = ReturnValues.unwrap(method);
    List<SuspensionPoint> found = new SuspensionFinder(method, coroutines).find(bareReturns);
    UninitializedObjects.delay(method, found);

    flow = new ControlFlow(method.node());
    layout = new FrameLayout(method, flow);
    Liveness liveness = new Liveness(flow);
    points = weavable(found, problems);
    checkSlots(problems);

    Map<AbstractInsnNode, BitSet> lostAt = new HashMap<>();
    for (SuspensionPoint point : points) {
      VerifierTypes.Snapshot before = types(point);
      boolean ends = point.kind() == SuspensionPoint.Kind.RESULT;
      BitSet live = ends ? new BitSet() : liveness.liveAfter(position(point));
      spills.put(point, layout.keep(point, before, live));
      lostAt.put(point.instruction(), lostAt(before, live));
    }
    lost = new LostLocals(flow, lostAt);
    steps = liveness.steps + lost.steps;
  }

  int position(SuspensionPoint point) {
    return flow.position(point.instruction());
  }

  VerifierTypes.Snapshot types(SuspensionPoint point) {
    return types.get(point);
  }

  /** The verification types of the operands that stay on the stack at a point. */
  List<Object> operands(SuspensionPoint point) {
    return types(point).operandsBelow(point.consumedSlots());
  }

  FrameLayout.Spill spill(SuspensionPoint point) {
    return spills.get(point);
  }

  /** Leaves out what no code leads to, and what may stay as it is under a monitor. */
  private List<SuspensionPoint> weavable(List<SuspensionPoint> found, List<Problem> problems) {
    BitSet at = new BitSet();
    found.forEach(point -> at.set(position(point)));
    VerifierTypes simulation =
        new VerifierTypes(
            method.owner().name,
            method.node().access,
            method.node().name,
            method.node().desc,
            flow,
            at);
    MonitorDepth monitors = new MonitorDepth(flow);
    List<SuspensionPoint> weavable = new ArrayList<>();
    for (SuspensionPoint point : found) {
      VerifierTypes.Snapshot before = simulation.before(position(point));
      boolean held = monitors.isHeldAt(position(point));
      boolean plain =
          point.kind() == SuspensionPoint.Kind.CLOSE
              || point.kind() == SuspensionPoint.Kind.CLOSE_SUPPRESSING
              || point.kind() == SuspensionPoint.Kind.HAS_NEXT;
      if (before == null || held && plain) {
        continue; // if it is async after all, it throws as unwoven code does
      }
      if (held) {
        problems.add(
            ClassWeaver.problem(
                method.owner(),
                method.node(),
                point.line(),
                "the bytecode returns a coroutine while it holds a monitor",
                "weave before the tool that optimised this class"));
        continue;
      }
      SuspensionPoint numbered =
          new SuspensionPoint(
              weavable.size() + 1, point.kind(), point.instruction(), point.call(), point.line());
      weavable.add(numbered);
      types.put(numbered, before);
    }
    return weavable;
  }

  /**
   * The slots without a value after a resumption: all that are not live, but for parameters whose
   * variable still has the declared type, since resume passes some value for each.
   */
  private BitSet lostAt(VerifierTypes.Snapshot before, BitSet live) {
    BitSet lost = new BitSet();
    lost.set(0, method.node().maxLocals);
    lost.andNot(live);
    int slot = 0;
    if (!method.isStatic()) {
      lost.clear(slot++);
    }
    for (Type parameter : method.parameters()) {
      if (before.local(slot).equals(StackMaps.typeOf(parameter))) {
        lost.clear(slot, slot + parameter.getSize());
      }
      slot += parameter.getSize();
    }
    for (int i = live.nextSetBit(0); i >= 0; i = live.nextSetBit(i + 1)) {
      if (VerifierTypes.isWide(before.local(i))) {
        lost.clear(i + 1);
      }
    }
    return lost;
  }

  /** No Java compiler does these, but some optimiser might. */
  private void checkSlots(List<Problem> problems) {
    int last = method.parameterSlots() - 1;
    for (AbstractInsnNode instruction : flow.instructions) {
      if (instruction instanceof VarInsnNode access) {
        int opcode = access.getOpcode();
        boolean wide =
            opcode == Opcodes.LLOAD
                || opcode == Opcodes.LSTORE
                || opcode == Opcodes.DLOAD
                || opcode == Opcodes.DSTORE;
        boolean overlaps = wide && access.var == last;
        if (overlaps || access.var == 0 && !method.isStatic() && !Liveness.isLoad(opcode)) {
          problems.add(
              ClassWeaver.problem(
                  method.owner(),
                  method.node(),
                  0,
                  "the bytecode stores something else where the receiver or the last parameter is",
                  "weave before the tool that optimised this class"));
          return;
        }
      }
    }
  }
}
