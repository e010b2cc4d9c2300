// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver;

import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Calls that only tell a mock which method is meant, as in {@code verify(shop).price(1)} or {@code
 * mocked.when(() -> Shop.price(1))}: what they return is rightly dropped.
 */
final class MockCalls {
  private MockCalls() {}

  /** Whether the call, or the method reference, is made for a mock. */
  static boolean contains(Inspection method, AbstractInsnNode call) {
    return isForMock(call)
        || followsMockCall(call)
        || method.role() == Inspection.Role.LAMBDA && isBodyForMock(method);
  }

  /** A method reference whose functional type is one of the mock framework's. */
  private static boolean isForMock(AbstractInsnNode instruction) {
    return instruction instanceof InvokeDynamicInsnNode lambda
        && Names.MOCKS.stream().anyMatch(mocks -> lambda.desc.contains(")L" + mocks));
  }

  /** In the same statement: nothing has been stored or dropped since. */
  private static boolean followsMockCall(AbstractInsnNode call) {
    for (AbstractInsnNode at = call.getPrevious(); at != null; at = at.getPrevious()) {
      int opcode = at.getOpcode();
      if (at instanceof MethodInsnNode earlier
          && Names.MOCKS.stream().anyMatch(earlier.owner::startsWith)) {
        return true;
      }
      boolean stores = opcode >= Opcodes.ISTORE && opcode <= Opcodes.SASTORE;
      if (stores || opcode == Opcodes.POP || opcode == Opcodes.POP2) {
        return false;
      }
    }
    return false;
  }

  private static boolean isBodyForMock(Inspection body) {
    for (MethodNode method : body.owner().methods) {
      for (AbstractInsnNode instruction : method.instructions) {
        Handle made = isForMock(instruction) ? LambdaBody.of(instruction) : null;
        if (made != null
            && made.getName().equals(body.node().name)
            && made.getDesc().equals(body.node().desc)) {
          return true;
        }
      }
    }
    return false;
  }
}
