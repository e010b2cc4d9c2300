// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver;

import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Makes {@code new X(await(..))} weavable. An object whose constructor has not run can be kept in
 * no field (JVMS 4.10.2.4), so where one would be held over a suspension point it is made later:
 *
 * <pre>
 *   NEW X                NEW X; POP        class initialisation stays where it was (JVMS 5.5)
 *                        ACONST_NULL       stands for the object, wherever it is copied to
 *   DUP                  DUP
 *   arguments, await     arguments, await
 *   INVOKESPECIAL init   arguments to temporaries, stand-ins off the stack,
 *                        NEW X; DUP; arguments; INVOKESPECIAL init,
 *                        the object wherever a stand-in was
 * </pre>
 */
final class UninitializedObjects {
  private final MethodNode method;
  private final Map<Label, TypeInsnNode> creations = new HashMap<>();
  private final Set<Label> delayed = new HashSet<>();

  private UninitializedObjects(MethodNode method) {
    this.method = method;
  }

  static void delay(CoroutineMethod coroutine, List<SuspensionPoint> points) {
    MethodNode method = coroutine.node();
    UninitializedObjects objects = new UninitializedObjects(method);
    if (!objects.findCreations()) {
      return;
    }
    ControlFlow flow = new ControlFlow(method);
    BitSet interesting = new BitSet();
    for (SuspensionPoint point : points) {
      interesting.set(flow.position(point.instruction()));
    }
    for (int i = 0; i < flow.size(); i++) {
      interesting.set(i, interesting.get(i) || isInitCall(flow.instructions[i]));
    }
    VerifierTypes types =
        new VerifierTypes(
            coroutine.owner().name, method.access, method.name, method.desc, flow, interesting);
    for (SuspensionPoint point : points) {
      objects.collectHeld(types.before(flow.position(point.instruction())));
    }
    if (!objects.delayed.isEmpty()) {
      objects.rewrite(flow, types);
    }
  }

  /** Finds each NEW and the labels by which the verifier may call its object. */
  private boolean findCreations() {
    for (AbstractInsnNode instruction : method.instructions.toArray()) {
      if (instruction.getOpcode() != Opcodes.NEW) {
        continue;
      }
      if (!(instruction.getPrevious() instanceof LabelNode)) {
        method.instructions.insertBefore(instruction, new LabelNode());
      }
      AbstractInsnNode before = instruction.getPrevious();
      while (before != null && !Code.isReal(before)) {
        if (before instanceof LabelNode label) {
          creations.put(label.getLabel(), (TypeInsnNode) instruction);
        }
        before = before.getPrevious();
      }
    }
    return !creations.isEmpty();
  }

  private void collectHeld(VerifierTypes.@Nullable Snapshot types) {
    if (types == null) {
      return;
    }
    for (List<Object> values : List.of(types.stack(), types.locals())) {
      for (Object type : values) {
        if (type instanceof Label label) {
          delayed.add(label);
        }
      }
    }
  }

  private void rewrite(ControlFlow flow, VerifierTypes types) {
    int firstTemporary = method.maxLocals;
    for (int i = 0; i < flow.size(); i++) {
      AbstractInsnNode instruction = flow.instructions[i];
      VerifierTypes.Snapshot before = types.before(i);
      if (isInitCall(instruction) && before != null) {
        rewriteInit((MethodInsnNode) instruction, before, firstTemporary);
      } else if (instruction instanceof FrameNode frame) {
        frame.local = frame.local.stream().map(this::standIn).toList();
        frame.stack = frame.stack.stream().map(this::standIn).toList();
      }
    }
    Set<TypeInsnNode> rewritten = new HashSet<>();
    for (Label label : delayed) {
      TypeInsnNode creation = creations.get(label);
      if (creation != null && rewritten.add(creation)) {
        InsnList standIn = new InsnList();
        Code.add(standIn, Opcodes.POP, Opcodes.ACONST_NULL);
        method.instructions.insert(creation, standIn);
      }
    }
  }

  private Object standIn(Object type) {
    return type instanceof LabelNode label && delayed.contains(label.getLabel())
        ? Opcodes.NULL
        : type;
  }

  private void rewriteInit(MethodInsnNode init, VerifierTypes.Snapshot before, int temporary) {
    Type[] arguments = Type.getArgumentTypes(init.desc);
    int argumentSlots = (Type.getArgumentsAndReturnSizes(init.desc) >> 2) - 1;
    List<Object> stack = before.stack();
    int receiver = stack.size() - argumentSlots - 1;
    Object object = stack.get(receiver);
    if (!(object instanceof Label label) || !delayed.contains(label)) {
      return;
    }
    Temporaries temporaries = new Temporaries(temporary);
    InsnList code = new InsnList();
    InsnList reload = new InsnList();
    for (int i = arguments.length - 1; i >= 0; i--) {
      temporaries.move(arguments[i], code, reload);
    }
    code.add(new InsnNode(Opcodes.POP));
    int deepest = stack.subList(0, receiver).indexOf(object);
    boolean inLocals = before.locals().contains(object);
    InsnList after = new InsnList();
    if (deepest == receiver - 1 && deepest >= 0 && !inLocals) {
      code.add(new InsnNode(Opcodes.POP)); // the usual NEW, DUP: no need of a variable for it
      make(code, init.owner, true);
    } else if (deepest >= 0 || inLocals) {
      int result = temporaries.take(1);
      if (deepest >= 0) {
        unstack(stack.subList(deepest, receiver), object, result, temporaries, code, after);
      }
      make(code, init.owner, true);
      after.insert(new VarInsnNode(Opcodes.ASTORE, result));
      for (int slot = 0; slot < before.locals().size(); slot++) {
        if (before.locals().get(slot) == object) {
          after.add(new VarInsnNode(Opcodes.ALOAD, result));
          after.add(new VarInsnNode(Opcodes.ASTORE, slot));
        }
      }
    } else {
      make(code, init.owner, false);
    }
    code.add(reload);
    method.instructions.insertBefore(init, code);
    method.instructions.insert(init, after);
    method.maxLocals = Math.max(method.maxLocals, temporaries.next);
  }

  /** Takes the operands above the deepest stand-in off, and puts them back with the object in. */
  private static void unstack(
      List<Object> operands,
      Object object,
      int result,
      Temporaries temporaries,
      InsnList code,
      InsnList after) {
    for (int i = operands.size() - 1; i >= 0; i--) {
      boolean wide = i > 0 && VerifierTypes.isWide(operands.get(i - 1));
      Object operand = operands.get(wide ? --i : i);
      if (operand == object) {
        code.add(new InsnNode(Opcodes.POP));
        after.insert(new VarInsnNode(Opcodes.ALOAD, result));
      } else {
        boolean initialized = !(operand instanceof Label);
        String descriptor = initialized ? VerifierTypes.descriptor(operand) : Names.OBJECT_DESC;
        temporaries.move(Type.getType(descriptor), code, after);
      }
    }
  }

  private static void make(InsnList code, String type, boolean kept) {
    code.add(new TypeInsnNode(Opcodes.NEW, type));
    if (kept) {
      code.add(new InsnNode(Opcodes.DUP));
    }
  }

  private static boolean isInitCall(AbstractInsnNode instruction) {
    return instruction.getOpcode() == Opcodes.INVOKESPECIAL
        && ((MethodInsnNode) instruction).name.equals("<init>");
  }

  /** Local variables that are free between two instructions of ours. */
  private static final class Temporaries {
    int next;

    Temporaries(int first) {
      next = first;
    }

    int take(int size) {
      int slot = next;
      next += size;
      return slot;
    }

    /** Moves the top operand to a variable at the end of {@code off}; back first in {@code on}. */
    void move(Type type, InsnList off, InsnList on) {
      int slot = take(type.getSize());
      off.add(new VarInsnNode(type.getOpcode(Opcodes.ISTORE), slot));
      on.insert(new VarInsnNode(type.getOpcode(Opcodes.ILOAD), slot));
    }
  }
}
