// SPDX-License-Identifier: Apache-2.0
package dev.continuo.agent;

import static com.google.common.truth.Truth.assertThat;

import dev.continuo.weaver.ClassFile;
import dev.continuo.weaver.Weaver;
import dev.continuo.weaver.files.SampleClass;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class WeavingTransformerTest {

  private final List<String> defined = new ArrayList<>();
  private final ClassLoader loader = getClass().getClassLoader();
  private final WeavingTransformer transformer =
      new WeavingTransformer((loader, domain, frame) -> defined.add(frame.internalName()));

  private final List<String> logged = new ArrayList<>();
  private final Logger logger = Logger.getLogger("dev.continuo");
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          logged.add(record.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    logger.addHandler(handler);
    logger.setUseParentHandlers(false);
  }

  @AfterEach
  void listenNoMore() {
    logger.removeHandler(handler);
    logger.setUseParentHandlers(true);
  }

  @Test
  void frameClassesAreDefinedBeforeTheWovenClassIsReturned() {
    byte[] woven = transform(loader, "demo/Main", SampleClass.async("demo/Main"));

    assertThat(Weaver.mayNeedWeaving(woven)).isFalse();
    assertThat(defined).hasSize(1);
    assertThat(defined.get(0)).startsWith("demo/Main$");
  }

  @Test
  void aClassWithoutANameIsWovenByItsBytes() {
    assertThat(transform(loader, null, SampleClass.async("demo/Main"))).isNotNull();
  }

  @Test
  void aClassWithNothingToWeaveIsLeftAlone() {
    assertThat(transform(loader, "demo/Main", SampleClass.plain("demo/Main"))).isNull();
  }

  @Test
  void classesOfTheJdkAreLeftAlone() {
    byte[] classFile = SampleClass.async("demo/Main");

    assertThat(transform(null, "demo/Main", classFile)).isNull();
    assertThat(transform(ClassLoader.getPlatformClassLoader(), "demo/Main", classFile)).isNull();
  }

  @Test
  void aRefusedClassStaysAsItIsAndTheLogSaysWhy() {
    assertThat(transform(loader, "demo/Main", SampleClass.refused("demo/Main"))).isNull();
    assertThat(defined).isEmpty();
    assertThat(logged).hasSize(1);
    assertThat(logged.get(0))
        .startsWith(
            "cannot weave demo.Main: it stays unwoven, and its first await will throw:"
                + " demo.Main.locked(Sample.java");
  }

  @Test
  void aDroppedCoroutineIsLoggedAndTheClassWovenAllTheSame() {
    assertThat(transform(loader, "demo/Main", SampleClass.dropping("demo/Main", true))).isNotNull();
    assertThat(logged)
        .containsExactly(
            "demo.Main.dropping(Sample.java:7): the coroutine of dropping() is dropped, so it never"
                + " runs; await it, or start it with createTask [DroppedCoroutine]");
  }

  @Test
  void aWarningIsNotShownUnlessAskedFor() {
    assertThat(transform(loader, "demo/Main", SampleClass.blocking("demo/Main"))).isNotNull();
    assertThat(logged).isEmpty();
  }

  @Test
  void aClassThatOnlyDropsACoroutineIsNotLookedAtAsItIsLoaded() {
    byte[] classFile = SampleClass.dropping("demo/Main", false);
    assertThat(transform(loader, "demo/Main", classFile)).isNull();
    assertThat(logged).isEmpty();
  }

  @Test
  void aLoaderThatRefusesTheFrameClassLeavesTheClassUnwoven() {
    FrameDefiner refusing =
        (loader, domain, frame) -> {
          throw new IllegalStateException("cannot define " + name(frame));
        };

    byte[] woven =
        new WeavingTransformer(refusing)
            .transform(loader, "demo/Main", null, null, SampleClass.async("demo/Main"));

    assertThat(woven).isNull();
    assertThat(logged)
        .containsExactly(
            "cannot weave demo.Main: it stays unwoven, and its first await will throw");
  }

  private static String name(ClassFile frame) {
    return frame.internalName();
  }

  private byte[] transform(ClassLoader loader, String name, byte[] classFile) {
    return transformer.transform(loader, name, null, null, classFile);
  }
}
