// SPDX-License-Identifier: Apache-2.0
package dev.continuo.benchmarks;

import static com.google.common.truth.Truth.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each library does the same work. */
class LibrariesTest {

  static List<Libraries> available() {
    return Libraries.available();
  }

  @ParameterizedTest
  @MethodSource("available")
  void givesWhatIsExpectedOfEachWorkload(Libraries library) {
    try (Library run = library.open()) {
      assertThat(run.awaitReady(10)).isEqualTo(Expected.awaitReady(10));
      assertThat(run.callChain(100, 9)).isEqualTo(Expected.callChain(100, 9));
      assertThat(run.suspendResume(100, 0)).isEqualTo(Expected.sum(100));
      assertThat(run.suspendResume(100, 20)).isEqualTo(Expected.sum(100));
      assertThat(run.freshFuture(100)).isEqualTo(Expected.sum(100));
      assertThat(run.spawnJoin(100)).isEqualTo(Expected.sum(100));
      assertThat(run.skynet(1_000)).isEqualTo(Expected.sum(1_000));
      assertThat(run.queue(1_000)).isEqualTo(Expected.sum(1_000));
      assertThat(run.timers(100)).isEqualTo(Expected.sum(100));
      assertThat(run.hold(10, false)).isNotNull();
      assertThat(run.hold(10, true)).isNotNull();
    }
  }

  @ParameterizedTest
  @MethodSource("available")
  void givesItAgain(Libraries library) {
    try (Library run = library.open()) {
      for (int i = 0; i < 3; i++) {
        assertThat(run.freshFuture(100)).isEqualTo(Expected.sum(100));
        assertThat(run.queue(1_000)).isEqualTo(Expected.sum(1_000));
        assertThat(run.spawnJoin(100)).isEqualTo(Expected.sum(100));
      }
    }
  }
}
