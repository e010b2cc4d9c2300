// SPDX-License-Identifier: Apache-2.0
package dev.continuo.testing.bugs;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.continuo.testing.DeadlockException;
import dev.continuo.testing.Exploration;
import dev.continuo.testing.ExplorationFailure;
import dev.continuo.testing.Explorer;
import dev.continuo.testing.TestLoop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each bug is found within a stated number of schedules, and its twin without it stays green. */
class ClassicBugsTest {

  /** The bug, and after how many schedules it is found, random ones and bounded ones. */
  enum Classic {
    LOST_UPDATE(SharedStateBugs.LostUpdate::new, 4, 28),
    CHECK_THEN_ACT(SharedStateBugs.CheckThenAct::new, 7, 52),
    DOUBLE_CLOSE(SharedStateBugs.DoubleClose::new, 4, 7),
    HALF_INITIALISED(SharedStateBugs.HalfInitialised::new, 7, 7),
    STALE_CACHE(SharedStateBugs.StaleCache::new, 7, 7),
    LOCK_ORDER(WaitingBugs.LockOrder::new, 4, 7),
    LOST_WAKE_UP(WaitingBugs.LostWakeUp::new, 7, 6),
    LEAKED_PERMIT(WaitingBugs.LeakedPermit::new, 7, 7),
    NEVER_TOLD(WaitingBugs.NeverTold::new, 10, 3),
    LOST_BY_TIMEOUT(WaitingBugs.LostByTimeout::new, 1, 1);

    final Supplier<Bug> bug;
    final int foundByRandom;
    final int foundByBounded;

    Classic(Supplier<Bug> bug, int foundByRandom, int foundByBounded) {
      this.bug = bug;
      this.foundByRandom = foundByRandom;
      this.foundByBounded = foundByBounded;
    }

    Explorer explored(Explorer explorer) {
      return bug.get().explored(explorer);
    }

    ExplorationFailure failure(Explorer explorer) {
      return assertThrows(
          ExplorationFailure.class, () -> explored(explorer).explore(() -> bug.get().wrong()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void isNotSeenInTheOrderOfArrival(Classic classic) {
    TestLoop.run(() -> classic.bug.get().wrong());
  }

  @ParameterizedTest
  @EnumSource
  void isFoundByRandomSchedules(Classic classic) {
    ExplorationFailure failure = classic.failure(Explorer.random(100));
    assertThat(failure.schedules()).isEqualTo(classic.foundByRandom);
    assertThat(failure.seed()).hasValue(failure.schedules() - 1);
  }

  @ParameterizedTest
  @EnumSource
  void isFoundByBoundedSchedules(Classic classic) {
    ExplorationFailure failure = classic.failure(Explorer.bounded(2));
    assertThat(failure.schedules()).isEqualTo(classic.foundByBounded);
    assertThat(failure.seed()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void isReplayed(Classic classic) {
    ExplorationFailure failure = classic.failure(Explorer.random(100));
    Class<? extends Throwable> kind = failure.getCause().getClass();
    assertThat(kind).isAnyOf(AssertionError.class, DeadlockException.class);
    Explorer explorer = classic.explored(Explorer.random(1));
    long seed = failure.seed().getAsLong();
    assertThrows(kind, () -> explorer.replay(seed, () -> classic.bug.get().wrong()));
    Throwable shortest =
        assertThrows(
            kind, () -> explorer.replay(failure.schedule(), () -> classic.bug.get().wrong()));
    assertThat(shortest.getClass()).isEqualTo(kind);
    assertThat(failure.schedule().split(",").length).isAtMost(2);
  }

  @ParameterizedTest
  @EnumSource
  void isNotInItsTwin(Classic classic) {
    assertThat(
            classic
                .explored(Explorer.random(300))
                .strict()
                .explore(() -> classic.bug.get().right())
                .schedules())
        .isEqualTo(300);
    Exploration all =
        classic.explored(Explorer.bounded(3)).strict().explore(() -> classic.bug.get().right());
    assertThat(all.complete()).isTrue();
  }

  @Test
  void thePageOnTestingSaysTheSame() throws IOException {
    List<String> rows =
        Files.readAllLines(Path.of("../docs/testing.md")).stream()
            .filter(line -> line.matches("\\| .* \\| \\d+ \\| \\d+ \\|"))
            .map(line -> line.substring(line.indexOf('|', 1)))
            .toList();
    assertThat(rows)
        .containsExactlyElementsIn(
            Stream.of(Classic.values())
                .map(bug -> "| " + bug.foundByRandom + " | " + bug.foundByBounded + " |")
                .toList())
        .inOrder();
  }
}
