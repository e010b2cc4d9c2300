// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Recognises the {@code close()} of a try-with-resources whose body has failed already: what it
 * throws is added to that failure and seen by nobody, so a cancellation would get lost there.
 *
 * <pre>
 *   javac: catch (Throwable x) { t.addSuppressed(x); }
 *   ECJ:   catch (any x) { if (t == null) t = x; else if (t != x) t.addSuppressed(x); throw t; }
 * </pre>
 *
 * ECJ's handler also covers the close after a body that ended well; there {@code throw t} does not
 * follow the close.
 */
final class SuppressedClose {
  private static final Set<String> CATCH_CANCELLATIONS =
      Set.of(Names.THROWABLE, Names.ERROR, Names.CANCELLED_ERROR);

  private SuppressedClose() {}

  static boolean is(MethodNode method, AbstractInsnNode close) {
    TryCatchBlockNode block = handlerOf(method, close);
    if (block == null) {
      return false;
    }
    AbstractInsnNode first = real(block.handler);
    if (!(first instanceof VarInsnNode caught) || caught.getOpcode() != Opcodes.ASTORE) {
      return false;
    }
    AbstractInsnNode second = real(caught.getNext());
    if (addsSuppressed(second, caught.var)) {
      return true;
    }
    return second instanceof VarInsnNode primary
        && addsSuppressed(afterEcjChecks(primary, caught.var), caught.var)
        && rethrows(close, primary.var);
  }

  private static @Nullable TryCatchBlockNode handlerOf(MethodNode method, AbstractInsnNode at) {
    InsnList code = method.instructions;
    int position = code.indexOf(at);
    for (TryCatchBlockNode block : method.tryCatchBlocks) {
      boolean covers = code.indexOf(block.start) < position && position < code.indexOf(block.end);
      if (covers && (block.type == null || CATCH_CANCELLATIONS.contains(block.type))) {
        return block;
      }
    }
    return null;
  }

  /** {@code t.addSuppressed(x)}. */
  private static boolean addsSuppressed(@Nullable AbstractInsnNode at, int caught) {
    return isAt(at, Opcodes.ALOAD)
        && real(at.getNext()) instanceof VarInsnNode argument
        && argument.getOpcode() == Opcodes.ALOAD
        && argument.var == caught
        && real(argument.getNext()) instanceof MethodInsnNode call
        && call.owner.equals(Names.THROWABLE)
        && call.name.equals("addSuppressed");
  }

  /** Behind {@code if (t == null) t = x; else if (t != x)}, which begins by loading t. */
  private static @Nullable AbstractInsnNode afterEcjChecks(VarInsnNode primary, int caught) {
    if (real(primary.getNext()) instanceof JumpInsnNode isSet
        && isSet.getOpcode() == Opcodes.IFNONNULL
        && isAt(real(isSet.label), Opcodes.ALOAD)
        && real(real(isSet.label).getNext()) instanceof VarInsnNode other
        && other.var == caught
        && real(other.getNext()) instanceof JumpInsnNode isSame
        && isSame.getOpcode() == Opcodes.IF_ACMPEQ) {
      return real(isSame.getNext());
    }
    return null;
  }

  private static boolean rethrows(AbstractInsnNode close, int primary) {
    return real(close.getNext()) instanceof VarInsnNode load
        && load.getOpcode() == Opcodes.ALOAD
        && load.var == primary
        && isAt(real(load.getNext()), Opcodes.ATHROW);
  }

  private static boolean isAt(@Nullable AbstractInsnNode at, int opcode) {
    return at != null && at.getOpcode() == opcode;
  }

  /** This instruction, or the next that is one. */
  private static @Nullable AbstractInsnNode real(@Nullable AbstractInsnNode at) {
    AbstractInsnNode next = at;
    while (next != null && !Code.isReal(next)) {
      next = next.getNext();
    }
    return next;
  }
}
