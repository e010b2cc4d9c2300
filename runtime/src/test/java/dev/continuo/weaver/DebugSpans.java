// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * What a debugger shows at the instructions of a method that weaving leaves alone: the line, and
 * the variables by name, type and slot. For a body the slots are those of the method it came from.
 */
final class DebugSpans {
  private final MethodNode code;
  private final MethodNode original;
  private final String owner;
  private final int parameterSlots;
  private final int inserted;

  private DebugSpans(MethodNode code, MethodNode original, String owner) {
    this.code = code;
    this.original = original;
    this.owner = owner;
    boolean isStatic = (original.access & Opcodes.ACC_STATIC) != 0;
    parameterSlots = (Type.getArgumentsAndReturnSizes(original.desc) >> 2) - (isStatic ? 1 : 0);
    inserted = code.desc.equals(original.desc) ? 0 : 2;
  }

  static List<String> of(MethodNode code, MethodNode original, String owner) {
    return new DebugSpans(code, original, owner).read();
  }

  private List<String> read() {
    List<String> spans = new ArrayList<>();
    int line = 0;
    boolean suspending = false;
    for (AbstractInsnNode at : code.instructions) {
      if (at instanceof LineNumberNode number) {
        line = number.line;
      }
      suspending = suspending ? !isCrossing(at, Names.RESUMED) : leaves(at);
      String text = suspending ? null : textOf(at);
      if (text != null) {
        spans.add(text + " line " + line + " " + variablesAt(at));
      }
    }
    return spans;
  }

  /** Whether the code that spills, returns and comes back follows, up to {@code resumed}. */
  private static boolean leaves(AbstractInsnNode at) {
    return isCrossing(at, Names.EMIT)
        || at instanceof FieldInsnNode field && field.name.equals(Names.SUSPENDED);
  }

  private static boolean isCrossing(AbstractInsnNode at, String function) {
    return at instanceof MethodInsnNode call
        && call.owner.equals(Names.SUSPENSION)
        && call.name.equals(function);
  }

  /** Null for what weaving adds, replaces, or may take away. */
  private String textOf(AbstractInsnNode at) {
    if (at instanceof LdcInsnNode constant) {
      return "ldc " + constant.cst;
    } else if (at instanceof IntInsnNode number) {
      return number.getOpcode() + " " + number.operand;
    } else if (at instanceof FieldInsnNode field) {
      return isOurs(field.owner) ? null : field.getOpcode() + field.owner + "." + field.name;
    } else if (at instanceof IincInsnNode increment) {
      return "iinc " + slot(increment.var) + " " + increment.incr;
    } else if (at instanceof VarInsnNode access && access.getOpcode() >= Opcodes.ISTORE) {
      return slot(access.var) < original.maxLocals ? "store " + slot(access.var) : null;
    } else if (at instanceof MethodInsnNode call
        && !isOurs(call.owner)
        && !call.name.equals(Names.HAS_NEXT)
        && !call.name.equals("completedFuture")
        && !call.name.equals("booleanValue")) {
      return call.getOpcode() + call.owner + "." + call.name + call.desc;
    } else if (at instanceof InvokeDynamicInsnNode linked
        && linked.bsm.getOwner().equals(Names.DIRECT_CALL)
        && linked.bsmArgs[0] instanceof Handle called
        && !isOurs(called.getOwner())) {
      return opcode(called) + called.getOwner() + "." + called.getName() + called.getDesc();
    }
    return null;
  }

  /** Of the call that a linked call stands for. */
  private static int opcode(Handle called) {
    return switch (called.getTag()) {
      case Opcodes.H_INVOKESTATIC -> Opcodes.INVOKESTATIC;
      case Opcodes.H_INVOKEINTERFACE -> Opcodes.INVOKEINTERFACE;
      default -> Opcodes.INVOKEVIRTUAL;
    };
  }

  private boolean isOurs(String type) {
    return type.equals(owner)
        || type.startsWith(owner + "$")
        || type.startsWith("dev/continuo/") && !type.startsWith("dev/continuo/weaver/");
  }

  private int slot(int slot) {
    return slot < parameterSlots ? slot : slot - inserted;
  }

  private TreeSet<String> variablesAt(AbstractInsnNode at) {
    TreeSet<String> names = new TreeSet<>();
    int position = code.instructions.indexOf(at);
    if (code.localVariables != null) {
      for (LocalVariableNode variable : code.localVariables) {
        boolean before = code.instructions.indexOf(variable.start) <= position;
        if (before && position < code.instructions.indexOf(variable.end)) {
          names.add(variable.name + " " + variable.desc + "@" + slot(variable.index));
        }
      }
    }
    return names;
  }
}
