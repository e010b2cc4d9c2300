// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.continuo.Coroutine;
import dev.continuo.testing.TestLoop;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;

/** Methods with many awaits. Hard case 19. */
final class SizeTest {
  private static final String HEAD =
      """
      import static dev.continuo.Asyncio.await;
      import static dev.continuo.weaver.Scenario.later;
      import dev.continuo.Coroutine;
      import dev.continuo.annotation.Async;
      class Large {
        @Async
        static Coroutine<Long> run() {
          long sum = 0;
      """;
  private static final String TWICE = "    for (int turn = 0; turn < 2; turn++) {\n";
  private static final String TAIL = "    }\n    return Coroutine.of(sum);\n  }\n}\n";

  private static List<ClassFile> compile(String statement, int times) throws Exception {
    return compile(TWICE, statement, times);
  }

  private static List<ClassFile> compile(String loop, String statement, int times)
      throws Exception {
    Path source = Files.createTempDirectory("large").resolve("Large.java");
    StringBuilder text = new StringBuilder(HEAD).append(loop);
    for (int i = 0; i < times; i++) {
      text.append("      ").append(statement.replace("#", "" + i)).append('\n');
    }
    Files.writeString(source, text.append(TAIL));
    return new Target(source, List.of()).compile();
  }

  private static long run(List<ClassFile> compiled, Scenario.Mode mode) throws Exception {
    Scenario.begin(mode, "Large.java");
    Method run = WovenLoader.weaving(compiled).loadClass("Large").getDeclaredMethod("run");
    run.setAccessible(true);
    return (Long) TestLoop.run(() -> (Coroutine<?>) run.invoke(null));
  }

  @Test
  void aMethodWithAThousandAwaitsRuns() throws Exception {
    List<ClassFile> compiled = compile("sum += await(later(#L));", 1_000);
    for (Scenario.Mode mode : Scenario.Mode.values()) {
      assertThat(run(compiled, mode)).isEqualTo(2L * 999 * 1_000 / 2);
    }
  }

  /** The loop jumps back over more than 32,767 bytes, which takes another instruction. */
  @Test
  void jumpsOfMoreThan32767BytesReach() throws Exception {
    List<ClassFile> compiled = compile("sum += turn + await(later(#)) * (sum > 0 ? 2 : 1);", 600);
    long expected = 0;
    for (int turn = 0; turn < 2; turn++) {
      for (int i = 0; i < 600; i++) {
        expected += turn + i * (expected > 0 ? 2 : 1);
      }
    }
    assertThat(run(compiled, Scenario.Mode.ALTERNATING)).isEqualTo(expected);
  }

  @Test
  void theWorkOfTheAnalysesIsLinearInTheSizeOfTheMethod() throws Exception {
    for (String statement :
        List.of(
            "sum += await(later(#));",
            "if (sum > #) { int v# = turn + #; sum += await(later(v#)) + v#; }",
            "{ int v = await(later(#)); try { sum += v; } catch (Error e) { sum -= await(later(v)); }"
                + " if (sum < 0) { break; } }")) {
      double small = stepsByInstruction(compile(statement, 100));
      double large = stepsByInstruction(compile(statement, 400));
      assertThat(large).isAtMost(small * 1.02);
    }
  }

  private static double stepsByInstruction(List<ClassFile> compiled) throws Exception {
    byte[] classFile = compiled.get(0).bytes();
    ClassNode node = new ClassNode();
    new ClassReader(classFile).accept(node, ClassReader.EXPAND_FRAMES);
    int instructions = node.methods.stream().mapToInt(m -> m.instructions.size()).sum();
    ClassWeaver weaver = new ClassWeaver(classFile);
    weaver.weave();
    return (double) weaver.analysisSteps / instructions;
  }

  /** ASM 9.11.1 fails at those that nearly need the other instruction. */
  @Test
  void jumpsBackOfAnyLengthReach() throws Exception {
    String statement = "sum += await(later(#)); if (sum < 0) { continue; } sum--; sum++;";
    List<ClassFile> compiled = compile("for (int turn = 0; turn++ < 2; ) {", statement, 600);
    assertThat(run(compiled, Scenario.Mode.ALTERNATING)).isEqualTo(2L * 599 * 600 / 2);
  }

  /** Hundreds of variables, each kept by hundreds of awaits, with far jumps over them. */
  @Test
  void manyVariablesAndFarJumpsAreOnlyAMatterOfSize() throws Exception {
    String statement =
        "int v# = await(later(#)); try { sum += v#; } catch (Error e) { sum -= await(later(v#)); }"
            + " if (sum < 0) { break; }";
    assertThat(run(compile(statement, 400), Scenario.Mode.ALTERNATING))
        .isEqualTo(2L * 399 * 400 / 2);
  }

  @Test
  void whatDoesNotFitIsRefusedWithItsSizeAndTheRemedy() throws Exception {
    List<ClassFile> compiled = compile("sum += turn + await(later(#));", 1_800);
    WeavingException refusal =
        assertThrows(WeavingException.class, () -> new Weaver().weave(compiled.get(0).bytes()));
    assertThat(refusal)
        .hasMessageThat()
        .matches(
            "Large\\.run\\(Large\\.java:8\\): the woven method takes [0-9]{2,3},[0-9]{3} bytes of the"
                + " 65,535 allowed; split it into several @Async methods");
  }
}
