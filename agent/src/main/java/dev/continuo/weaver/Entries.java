// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * How a body is entered again: by the state, to code that restores variables and operands, and from
 * there to the point. Points that restore the same share that code where it makes the body smaller;
 * a second switch then leads on.
 */
final class Entries {
  /** What the code for one point takes: a jump; and a shared one: the state and a switch. */
  private static final int JUMP_BYTES = 3;

  private static final int SWITCH_BYTES = 5 + 14;

  /** What is restored: parameters are not, resume passes them. */
  private record Restored(List<FrameLayout.Kept> locals, List<FrameLayout.Kept> operands) {
    static Restored of(FrameLayout.Spill spill) {
      return new Restored(
          spill.locals().stream().filter(local -> !local.passed()).toList(), spill.operands());
    }

    int bytes() {
      return 7 * locals.size() + 5 * operands.size() + (references().isEmpty() ? 0 : 5);
    }

    List<FrameLayout.Field> references() {
      return Stream.concat(locals.stream(), operands.stream())
          .map(FrameLayout.Kept::field)
          .filter(field -> field != null && field.isReference())
          .toList();
    }
  }

  /** Where a point goes on, with what awaited it on the stack not yet. */
  private record Resumption(int state, LabelNode label) {}

  private final MethodAnalysis analysis;
  private final CoroutineMethod method;
  private final FrameClass frameClass;
  private final StackMaps stackMaps;
  private final int frame;
  private final Map<Restored, List<Resumption>> resumptions = new LinkedHashMap<>();
  private final InsnList restores = new InsnList();
  private LabelNode[] labels = {};

  Entries(MethodAnalysis analysis, FrameClass frameClass, StackMaps stackMaps) {
    this.analysis = analysis;
    this.frameClass = frameClass;
    this.stackMaps = stackMaps;
    method = analysis.method;
    frame = method.parameterSlots() + 1;
  }

  /** Notes where a point goes on. */
  void add(SuspensionPoint point, LabelNode resume) {
    resumptions
        .computeIfAbsent(Restored.of(analysis.spill(point)), r -> new ArrayList<>())
        .add(new Resumption(point.number(), resume));
  }

  /** Writes the code that restores; the answer stands after the code of the method. */
  InsnList restores() {
    labels = new LabelNode[resumptions.values().stream().mapToInt(List::size).sum()];
    resumptions.forEach(this::restore);
    return restores;
  }

  /**
   * The switch at the beginning of the body; call it last.
   *
   * @param start of the code of the method
   */
  InsnList dispatch(LabelNode start) {
    InsnList code = new InsnList();
    code.add(new VarInsnNode(Opcodes.ALOAD, frame));
    code.add(new JumpInsnNode(Opcodes.IFNULL, start));
    addState(code);
    code.add(new TableSwitchInsnNode(1, labels.length, start, labels));
    return code;
  }

  private void addState(InsnList code) {
    code.add(new VarInsnNode(Opcodes.ALOAD, frame));
    code.add(new MethodInsnNode(Opcodes.INVOKEVIRTUAL, method.frameName(), Names.STATE, "()I"));
  }

  private void restore(Restored restored, List<Resumption> points) {
    boolean nothing = restored.bytes() == 0;
    int apart = points.size() * (restored.bytes() + JUMP_BYTES);
    if (nothing || apart <= restored.bytes() + SWITCH_BYTES + switchBytes(points)) {
      for (Resumption point : points) {
        LabelNode entry = nothing ? point.label : write(restored);
        labels[point.state - 1] = entry;
        if (!nothing) {
          restores.add(new JumpInsnNode(Opcodes.GOTO, point.label));
        }
      }
      return;
    }
    LabelNode entry = write(restored);
    points.forEach(point -> labels[point.state - 1] = entry);
    addState(restores);
    restores.add(switchTo(points));
  }

  private static int first(List<Resumption> points) {
    return points.get(0).state;
  }

  private static int last(List<Resumption> points) {
    return points.get(points.size() - 1).state;
  }

  private static int tableBytes(List<Resumption> points) {
    return 4 * (last(points) - first(points) + 1) + 4;
  }

  private static int switchBytes(List<Resumption> points) {
    return Math.min(tableBytes(points), 8 * points.size());
  }

  /** One of these states; the last needs no case of its own. */
  private static AbstractInsnNode switchTo(List<Resumption> points) {
    LabelNode other = points.get(points.size() - 1).label;
    if (tableBytes(points) <= 8 * points.size()) {
      LabelNode[] table = new LabelNode[last(points) - first(points)];
      java.util.Arrays.fill(table, other);
      points.stream()
          .limit(points.size() - 1)
          .forEach(point -> table[point.state - first(points)] = point.label);
      return new TableSwitchInsnNode(first(points), last(points) - 1, other, table);
    }
    List<Resumption> cases = points.subList(0, points.size() - 1);
    return new LookupSwitchInsnNode(
        other,
        cases.stream().mapToInt(Resumption::state).toArray(),
        cases.stream().map(Resumption::label).toArray(LabelNode[]::new));
  }

  private LabelNode write(Restored restored) {
    LabelNode entry = new LabelNode();
    restores.add(entry);
    restores.add(stackMaps.entry());
    for (FrameLayout.Kept local : restored.locals) {
      load(local);
      int store = Type.getType(VerifierTypes.descriptor(local.type())).getOpcode(Opcodes.ISTORE);
      restores.add(new VarInsnNode(store, stackMaps.bodySlot(local.slot())));
    }
    restored.operands.forEach(this::load);
    List<FrameLayout.Field> references = restored.references();
    if (!references.isEmpty()) {
      FrameClass.Helper clearer = frameClass.clearer(references);
      restores.add(new VarInsnNode(Opcodes.ALOAD, frame));
      restores.add(
          new MethodInsnNode(
              Opcodes.INVOKEVIRTUAL, method.frameName(), clearer.name(), clearer.descriptor()));
    }
    return entry;
  }

  private void load(FrameLayout.Kept value) {
    FrameLayout.Field field = value.field();
    if (field == null) {
      restores.add(new InsnNode(Opcodes.ACONST_NULL));
      return;
    }
    restores.add(new VarInsnNode(Opcodes.ALOAD, frame));
    restores.add(
        new FieldInsnNode(Opcodes.GETFIELD, method.frameName(), field.name(), field.descriptor()));
  }
}
