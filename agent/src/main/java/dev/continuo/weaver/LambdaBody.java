// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;

/** What javac makes of lambdas and method references. */
final class LambdaBody {
  private LambdaBody() {}

  /** The method that a lambda or method reference calls; null if this is none. */
  static @Nullable Handle of(AbstractInsnNode instruction) {
    return instruction instanceof InvokeDynamicInsnNode dynamic
            && dynamic.bsm.getOwner().equals(Names.LAMBDA_METAFACTORY)
        ? (Handle) dynamic.bsmArgs[1]
        : null;
  }

  /** Whether the functional type's method returns nothing, so that what the body gives is lost. */
  static boolean isVoid(AbstractInsnNode lambda) {
    Type method = (Type) ((InvokeDynamicInsnNode) lambda).bsmArgs[0];
    return method.getReturnType().equals(Type.VOID_TYPE);
  }
}
