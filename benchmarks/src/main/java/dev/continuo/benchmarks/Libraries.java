// SPDX-License-Identifier: Apache-2.0
package dev.continuo.benchmarks;

import java.util.List;
import java.util.stream.Stream;

/** All that we measure. Peers from outside the JDK are there with the profile peers only. */
public enum Libraries {
  BY_HAND("by hand", "ByHand"),
  OURS("Continuo", "Ours"),
  EA_ASYNC("EA Async", "peers.EaAsync"),
  COMPLETABLE_FUTURE("CompletableFuture", "CompletableFutures"),
  KOTLIN("Kotlin", "peers.KotlinCoroutines"),
  REACTOR("Reactor", "peers.ReactorMonos"),
  VIRTUAL_THREADS("virtual threads", "VirtualThreads");

  final String title;
  private final String className;

  Libraries(String title, String className) {
    this.title = title;
    this.className = Libraries.class.getPackageName() + "." + className;
  }

  /** A new one. */
  public Library open() {
    try {
      var constructor = Class.forName(className).getDeclaredConstructor();
      constructor.setAccessible(true);
      return (Library) constructor.newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(title + " cannot be measured", e);
    }
  }

  /** How the tables name it. */
  public String title() {
    return title;
  }

  private boolean isAvailable() {
    if (this == VIRTUAL_THREADS) {
      return VirtualThreads.isAvailable();
    }
    return Libraries.class.getResource("/" + className.replace('.', '/') + ".class") != null;
  }

  /** Those whose classes are there. */
  public static List<Libraries> available() {
    return Stream.of(values()).filter(Libraries::isAvailable).toList();
  }
}
