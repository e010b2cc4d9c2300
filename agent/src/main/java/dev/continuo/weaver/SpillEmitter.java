// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Writes how a body leaves: the operands are on the stack already, the variables are loaded, and
 * the frame class does the rest.
 */
final class SpillEmitter {
  /** JVMS 4.3.3: a method has at most 255 argument slots. */
  private static final int MOST_SLOTS = 255;

  private final CoroutineMethod method;
  private final FrameClass frameClass;
  private final StackMaps stackMaps;

  SpillEmitter(CoroutineMethod method, FrameClass frameClass, StackMaps stackMaps) {
    this.method = method;
    this.frameClass = frameClass;
    this.stackMaps = stackMaps;
  }

  /** Whether a spill has more values than a method can take. */
  boolean isLarge(FrameLayout.Spill spill) {
    return 4 + values(spill).stream().mapToInt(value -> typeOf(value).getSize()).sum() > MOST_SLOTS;
  }

  private static List<FrameLayout.Kept> values(FrameLayout.Spill spill) {
    List<FrameLayout.Kept> values = new ArrayList<>(spill.operands());
    values.addAll(spill.locals().stream().filter(local -> local.field() != null).toList());
    return values;
  }

  /** With the operands on the stack; all that differs between points that keep the same. */
  void pushState(FrameLayout.Spill spill, int state, InsnList code) {
    if (!isLarge(spill)) {
      code.add(Code.pushInt(state));
    }
  }

  /** With the operands and the state on the stack. */
  void emit(FrameLayout.Spill spill, int state, boolean emits, InsnList code) {
    List<FrameLayout.Kept> values = values(spill);
    if (isLarge(spill)) {
      emitOneByOne(spill, values, state, emits, code);
      return;
    }
    for (FrameLayout.Kept value : values) {
      if (value.slot() >= 0) {
        load(value, code);
      }
    }
    call(frameClass.spiller(values, emits), code);
  }

  /**
   * More values than a method can take: those of an empty spill are none, so its spiller makes the
   * frame; the values then go into the frame one by one.
   */
  private void emitOneByOne(
      FrameLayout.Spill spill,
      List<FrameLayout.Kept> values,
      int state,
      boolean emits,
      InsnList code) {
    int frame = method.parameterSlots() + 1;
    FrameClass.Helper maker = frameClass.maker();
    if (!method.isStatic()) {
      code.add(new VarInsnNode(Opcodes.ALOAD, 0));
    }
    code.add(new VarInsnNode(Opcodes.ALOAD, frame));
    code.add(
        new MethodInsnNode(
            Opcodes.INVOKESTATIC, method.frameName(), maker.name(), maker.descriptor()));
    code.add(new VarInsnNode(Opcodes.ASTORE, frame));
    for (int i = spill.operands().size() - 1; i >= 0; i--) {
      FrameLayout.Kept operand = spill.operands().get(i);
      code.add(new VarInsnNode(Opcodes.ALOAD, frame));
      if (typeOf(operand).getSize() == 2) {
        Code.add(code, Opcodes.DUP_X2, Opcodes.POP);
      } else {
        code.add(new InsnNode(Opcodes.SWAP));
      }
      put(operand, code);
    }
    for (FrameLayout.Kept value : values) {
      if (value.slot() >= 0) {
        code.add(new VarInsnNode(Opcodes.ALOAD, frame));
        load(value, code);
        put(value, code);
      }
    }
    code.add(Code.pushInt(state));
    call(frameClass.spiller(List.of(), emits), code);
  }

  /** With the operands, the state and the variables on the stack. */
  private void call(FrameClass.Helper spiller, InsnList code) {
    if (!method.isStatic()) {
      code.add(new VarInsnNode(Opcodes.ALOAD, 0));
    }
    code.add(new VarInsnNode(Opcodes.ALOAD, method.parameterSlots()));
    code.add(new VarInsnNode(Opcodes.ALOAD, method.parameterSlots() + 1));
    code.add(
        new MethodInsnNode(
            Opcodes.INVOKESTATIC, method.frameName(), spiller.name(), spiller.descriptor()));
  }

  private void load(FrameLayout.Kept value, InsnList code) {
    int opcode = typeOf(value).getOpcode(Opcodes.ILOAD);
    code.add(new VarInsnNode(opcode, stackMaps.bodySlot(value.slot())));
  }

  /** With the frame and the value on the stack. */
  private void put(FrameLayout.Kept value, InsnList code) {
    FrameLayout.Field field = value.field();
    if (field == null) {
      code.add(new InsnNode(Opcodes.POP2));
    } else {
      code.add(
          new FieldInsnNode(
              Opcodes.PUTFIELD, method.frameName(), field.name(), field.descriptor()));
    }
  }

  private static Type typeOf(FrameLayout.Kept value) {
    return Type.getType(value.field() == null ? Names.OBJECT_DESC : value.field().descriptor());
  }
}
