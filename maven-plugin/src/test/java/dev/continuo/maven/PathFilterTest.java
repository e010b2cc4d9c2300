// SPDX-License-Identifier: Apache-2.0
package dev.continuo.maven;

import static com.google.common.truth.Truth.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class PathFilterTest {

  @Test
  void withoutPatternsEverythingIsIncluded() {
    assertThat(accepts(List.of(), List.of(), "demo/Main.class")).isTrue();
  }

  @Test
  void twoStarsCrossFoldersAndOneDoesNot() {
    assertThat(accepts(List.of("demo/**"), List.of(), "demo/a/B.class")).isTrue();
    assertThat(accepts(List.of("demo/*.class"), List.of(), "demo/a/B.class")).isFalse();
    assertThat(accepts(List.of("**/B*.class"), List.of(), "B$1.class")).isTrue();
    assertThat(accepts(List.of("demo/"), List.of(), "demo/a/B.class")).isTrue();
    assertThat(accepts(List.of("demo/?.class"), List.of(), "demo/AB.class")).isFalse();
  }

  @Test
  void whatIsExcludedIsNotIncluded() {
    assertThat(accepts(List.of("**"), List.of("demo/**"), "demo/Main.class")).isFalse();
  }

  private static boolean accepts(List<String> includes, List<String> excludes, String path) {
    return new PathFilter(includes, excludes).test(path);
  }
}
