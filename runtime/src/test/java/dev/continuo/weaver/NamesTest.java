// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import dev.continuo.Asyncio;
import dev.continuo.spi.DirectBody;
import dev.continuo.spi.DirectCall;
import dev.continuo.spi.Frame;
import dev.continuo.spi.Suspension;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each name that the weaver writes into classes exists, with the descriptor that it writes. */
final class NamesTest {
  @Test
  void everyClassNameResolves() throws Exception {
    for (Field field : Names.class.getDeclaredFields()) {
      if (Modifier.isStatic(field.getModifiers()) && field.get(null) instanceof String name) {
        boolean descriptor = name.startsWith("L") && name.endsWith(";");
        if (descriptor || name.contains("/") && !name.startsWith("(")) {
          String plain = descriptor ? name.substring(1, name.length() - 1) : name;
          assertThat(Class.forName(plain.replace('/', '.'))).isNotNull();
        }
      }
    }
  }

  @Test
  void everyAwaitOfAsyncioHasItsTwinThatTakesTheTask() {
    assertThat(signatures(Suspension.class, Names.AWAIT))
        .containsExactlyElementsIn(
            signatures(Asyncio.class, Names.AWAIT).stream()
                .map(signature -> signature.replace(")", ",dev.continuo.Task)"))
                .toList());
  }

  @Test
  void suspensionHasWhatBodiesCall() throws Exception {
    assertThat(Suspension.class.getField(Names.SUSPENDED).getType()).isEqualTo(Object.class);
    assertThat(signatures(Suspension.class, Names.RESUMED))
        .containsExactly("(dev.continuo.Task)java.lang.Object");
    assertThat(signatures(Suspension.class, Names.RESULT))
        .containsExactly("(java.lang.Object,dev.continuo.Task)java.lang.Object");
    assertThat(signatures(Suspension.class, Names.HAS_NEXT))
        .containsExactly("(java.util.Iterator,dev.continuo.Task)java.lang.Object");
    assertThat(signatures(Suspension.class, Names.CLOSE))
        .containsExactly("(dev.continuo.AsyncCloseable,dev.continuo.Task)java.lang.Object");
    assertThat(signatures(Suspension.class, Names.CLOSE_SUPPRESSING))
        .containsExactly("(dev.continuo.AsyncCloseable,dev.continuo.Task)java.lang.Object");
    assertThat(signatures(Suspension.class, Names.EMIT))
        .containsExactly("(java.lang.Object,dev.continuo.Task)java.lang.Object");
  }

  @Test
  void suspensionHasAStarterForEachReturnKind() {
    for (ReturnKind kind : ReturnKind.values()) {
      if (kind.starter != null) {
        assertWithMessage(kind.name())
            .that(signatures(Suspension.class, kind.starter))
            .containsExactly("(dev.continuo.spi.Frame)" + kind.startedType().replace('/', '.'));
      }
    }
  }

  @Test
  void frameHasWhatFrameClassesCallAndOverride() {
    assertThat(signatures(Frame.class, Names.STATE)).containsExactly("()int");
    assertThat(signatures(Frame.class, Names.SUSPEND))
        .containsExactly("(int,dev.continuo.Task)java.lang.Object");
    assertThat(signatures(Frame.class, Names.EMIT)).containsExactly("(int)java.lang.Object");
    assertThat(signatures(Frame.class, Names.RESUME))
        .containsExactly("(dev.continuo.Task)java.lang.Object");
    assertThat(signatures(Frame.class, Names.WHERE)).containsExactly("()java.lang.String");
  }

  @Test
  void directCallsHaveTheirBootstrapsAndWhatFrameClassesTellThem() throws Exception {
    String caller =
        "(java.lang.invoke.MethodHandles$Lookup,java.lang.String,java.lang.invoke.MethodType";
    String callSite = ")java.lang.invoke.CallSite";
    for (String link : List.of(Names.LINK, Names.LINK_STATIC)) {
      assertThat(signatures(DirectCall.class, link))
          .containsExactly(caller + ",java.lang.invoke.MethodHandle" + callSite);
    }
    assertThat(signatures(DirectCall.class, Names.UNCHANGED)).containsExactly(caller + callSite);
    assertThat(signatures(Frame.class, Names.DIRECT))
        .containsExactly("()" + DirectBody.class.getName());
    assertThat(DirectBody.class.getConstructor(MethodHandle.class, MethodHandle.class)).isNotNull();
  }

  private static List<String> signatures(Class<?> owner, String name) {
    return Stream.of(owner.getDeclaredMethods())
        .filter(method -> method.getName().equals(name) && !method.isSynthetic())
        .map(NamesTest::signature)
        .toList();
  }

  private static String signature(Method method) {
    String parameters =
        String.join(",", Arrays.stream(method.getParameterTypes()).map(Class::getName).toList());
    return "(" + parameters + ")" + method.getReturnType().getName();
  }
}
