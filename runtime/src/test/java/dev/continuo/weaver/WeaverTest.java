// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** What the weaver promises of any class. */
final class WeaverTest {
  private static byte[] unwoven(String target) throws Exception {
    Path source = Target.FOLDER.resolve(target + ".java");
    return new Target(source, List.of())
        .compile().stream()
            .filter(file -> file.internalName().equals(target))
            .findFirst()
            .orElseThrow()
            .bytes();
  }

  private static ClassNode node(byte[] classFile) {
    ClassNode node = new ClassNode();
    new ClassReader(classFile).accept(node, 0);
    return node;
  }

  @Test
  void theSameClassFileGivesTheSameBytes() throws Exception {
    byte[] classFile = unwoven("Operands");
    List<ClassFile> first = new Weaver().weave(classFile).classes();
    List<ClassFile> second = new Weaver().weave(classFile.clone()).classes();
    assertThat(first).hasSize(second.size());
    for (int i = 0; i < first.size(); i++) {
      assertThat(first.get(i).bytes()).isEqualTo(second.get(i).bytes());
    }
  }

  @Test
  void aClassThatMentionsNothingAsyncIsNotEvenRead() throws Exception {
    byte[] classFile =
        WeaverTest.class.getResourceAsStream("/java/lang/String.class").readAllBytes();
    assertThat(Weaver.mayNeedWeaving(classFile)).isFalse();
    assertThat(new Weaver().weave(classFile).isWoven()).isFalse();
  }

  @Test
  void whatIsNoClassFileIsLeftAlone() throws Exception {
    for (byte[] bytes : new byte[][] {{}, {1, 2, 3}, new byte[100], "not a class".getBytes()}) {
      assertThat(new Weaver().weave(bytes).isWoven()).isFalse();
    }
  }

  @Test
  void aTruncatedClassFileIsRefusedOrLeftAloneButNeverCrashes() throws Exception {
    byte[] classFile = unwoven("TailAwaits");
    for (int length = 0; length < classFile.length; length += 7) {
      try {
        new Weaver().weave(Arrays.copyOf(classFile, length));
      } catch (WeavingException e) {
        assertThat(e).hasMessageThat().contains("cannot be read");
      }
    }
  }

  @Test
  void aClassFileFromTheFutureIsRefusedWithTheRemedy() throws Exception {
    byte[] classFile = unwoven("TailAwaits");
    classFile[6] = 1;
    WeavingException refusal =
        assertThrows(WeavingException.class, () -> new Weaver().weave(classFile));
    assertThat(refusal)
        .hasMessageThat()
        .endsWith("; compile it for an older release, or use a newer version of Continuo");
  }

  @Test
  void aClassFileOlderThanJava8IsRefusedWithTheRemedy() throws Exception {
    byte[] classFile = unwoven("TailAwaits");
    classFile[7] = 51;
    WeavingException refusal =
        assertThrows(WeavingException.class, () -> new Weaver().weave(classFile));
    assertThat(refusal)
        .hasMessageThat()
        .isEqualTo(
            "TailAwaits(TailAwaits.java): class file version 51 is older than that of Java 8, 52;"
                + " compile the class for Java 8 or later");
  }

  /** Hard case 62. */
  @Test
  void theStubKeepsAllThatReflectionShows() throws Exception {
    byte[] classFile = unwoven("Locals");
    MethodNode before = method(node(classFile), "wideParameters");
    MethodNode after =
        method(node(new Weaver().weave(classFile).classes().get(0).bytes()), "wideParameters");
    assertThat(after.access).isEqualTo(before.access);
    assertThat(after.signature).isEqualTo(before.signature);
    assertThat(after.parameters.stream().map(p -> p.name).toList())
        .containsExactly("a", "b", "c", "d")
        .inOrder();
    assertThat(after.localVariables.stream().map(v -> v.name).toList())
        .containsExactly("a", "b", "c", "d")
        .inOrder();
    assertThat(after.invisibleAnnotations.get(0).desc).isEqualTo(Names.ASYNC_DESC);
  }

  @Test
  void theBodyKeepsItsNameAndTheNamesOfItsVariables() throws Exception {
    ClassNode woven = node(new Weaver().weave(unwoven("Locals")).classes().get(0).bytes());
    MethodNode body =
        woven.methods.stream()
            .filter(m -> m.name.equals("wideParameters") && m.desc.contains("Task"))
            .findFirst()
            .orElseThrow();
    assertThat(body.desc)
        .isEqualTo("(JIDBLdev/continuo/Task;LLocals$wideParameters$1;)Ljava/lang/Object;");
    assertThat(body.localVariables.stream().map(v -> v.name + "@" + v.index).toList())
        .containsExactly("a@0", "b@2", "c@3", "d@5", "e@8", "f@10");
  }

  @Test
  void aFrameHasOneTypedFieldForEachVariableItKeeps() throws Exception {
    WovenLoader loader =
        WovenLoader.weaving(new Target(Target.FOLDER.resolve("Locals.java"), List.of()).compile());
    Class<?> frame = loader.loadClass("Locals$wideParameters$1");
    assertThat(
            Stream.of(frame.getDeclaredFields())
                .map(field -> field.getType().getName() + " " + field.getName())
                .toList())
        .containsExactly("long a", "int b", "double c", "byte d", "long e")
        .inOrder();
    Method body =
        Stream.of(loader.loadClass("Locals").getDeclaredMethods())
            .filter(m -> m.getName().equals("wideParameters") && m.isSynthetic())
            .findFirst()
            .orElseThrow();
    assertThat(Modifier.toString(body.getModifiers() & Modifier.methodModifiers()))
        .isEqualTo("static final");
  }

  private static MethodNode method(ClassNode owner, String name) {
    return owner.methods.stream()
        .filter(m -> m.name.equals(name) && !m.desc.contains("Task"))
        .findFirst()
        .orElseThrow();
  }
}
