// SPDX-License-Identifier: Apache-2.0
package dev.continuo.signals;

import static com.google.common.truth.Truth.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MainSignalsTest {

  private static List<String> signalled(String program, String signal) throws Exception {
    try (Child child = Child.start(program)) {
      assertThat(child.line()).isEqualTo("ready");
      child.kill(signal);
      return child.end();
    }
  }

  @Test
  void sigintCancelsTheMainTaskWaitsForCleanupThenTheJvmExits() throws Exception {
    assertThat(signalled("cleansUp", "INT"))
        .containsExactly(
            "cleaned up", "message null", "left behind, cleaned up", "finally", "hook", "130")
        .inOrder();
  }

  @Test
  void sigtermDoesTheSame() throws Exception {
    assertThat(signalled("cleansUp", "TERM"))
        .containsExactly(
            "cleaned up", "message null", "left behind, cleaned up", "finally", "hook", "143")
        .inOrder();
  }

  @Test
  void theSecondSignalExitsAtOnce() throws Exception {
    try (Child child = Child.start("hangsInCleanup")) {
      assertThat(child.line()).isEqualTo("ready");
      child.kill("INT");
      assertThat(child.line()).isEqualTo("cleaning");
      child.kill("INT");
      assertThat(child.end()).containsExactly("hook", "130").inOrder();
    }
  }

  @Test
  void theSecondSignalExitsThoughTheLoopIsBlocked() throws Exception {
    try (Child child = Child.start("blocks")) {
      assertThat(child.line()).isEqualTo("ready");
      child.kill("INT");
      child.kill("TERM");
      List<String> end = child.end();
      assertThat(end.get(0)).isEqualTo("hook");
      assertThat(end.get(1)).isAnyOf("130", "143");
    }
  }

  @Test
  void runReturnsIfMainSwallowsTheCancellationAndTheNextRunIsCancelled() throws Exception {
    try (Child child = Child.start("swallows")) {
      assertThat(child.line()).isEqualTo("ready");
      child.kill("INT");
      assertThat(child.line()).isEqualTo("survived");
      assertThat(child.line()).isEqualTo("ready");
      child.kill("TERM");
      assertThat(child.end()).containsExactly("cleaned up", "hook", "143").inOrder();
    }
  }

  @Test
  void aRunnerThatHandlesNoSignalsLeavesThemToTheJvm() throws Exception {
    assertThat(signalled("handlesNothing", "INT")).containsExactly("hook", "130").inOrder();
  }

  @Test
  void aRunnerOnAnotherThreadLeavesSignalsToTheJvm() throws Exception {
    assertThat(signalled("otherThread", "TERM")).containsExactly("hook", "143").inOrder();
  }

  @Test
  void theHandlerThatWasThereFirstKeepsTheSignal() throws Exception {
    assertThat(signalled("ownHandler", "INT")).containsExactly("my own", "hook", "0").inOrder();
  }

  @Test
  void aHandlerOfOthersKeepsTheSignal() throws Exception {
    assertThat(signalled("foreignHandler", "INT")).containsExactly("theirs", "hook", "7").inOrder();
  }

  @Test
  void afterTheRunSignalsAreTheJvmsAgain() throws Exception {
    assertThat(signalled("returns", "INT")).containsExactly("hook", "130").inOrder();
  }

  @Test
  void theJvmExitsThoughCleanupFailed() throws Exception {
    List<String> end = signalled("failsInCleanup", "INT");
    assertThat(end.get(0))
        .isEqualTo("Exception in thread \"main\" java.lang.IllegalArgumentException: from cleanup");
    assertThat(end).contains("hook");
    assertThat(end.get(end.size() - 1)).isEqualTo("130");
  }

  @Test
  void theJvmExitsThoughTheCallerCaughtTheCancellationAndOtherThreadsGoOn() throws Exception {
    assertThat(signalled("catchesOutside", "TERM"))
        .containsExactly("cleaned up", "caught dev.continuo.CancelledError", "hook", "143")
        .inOrder();
  }

  @Test
  void aSignalThatTheProcessIgnoresStaysIgnored() throws Exception {
    List<String> ignoring = List.of("sh", "-c", "trap '' INT; exec \"$@\"", "sh");
    try (Child child = Child.start(ignoring, "cleansUp")) {
      assertThat(child.line()).isEqualTo("ready");
      child.kill("INT");
      child.kill("TERM");
      List<String> end = child.end();
      assertThat(end.get(0)).isEqualTo("cleaned up");
      assertThat(end.get(end.size() - 1)).isEqualTo("143");
    }
  }

  @Test
  void withoutTheModuleForSignalsARunnerRunsAndAHandlerIsRefused() throws Exception {
    try (Child child = Child.start("noSignals", "--limit-modules", "java.base")) {
      assertThat(child.end())
          .containsExactly(
              "runs",
              "signals need the module jdk.unsupported, which this JVM does not have; add it to"
                  + " the image, as with jlink --add-modules jdk.unsupported",
              "hook",
              "0")
          .inOrder();
    }
  }

  @Test
  void whereTheJvmMayNotUseSignalsARunnerRunsAndAHandlerIsRefused() throws Exception {
    try (Child child = Child.start("noSignals", "-Xrs")) {
      assertThat(child.end())
          .containsExactly(
              "runs", "sig 2 cannot be caught: the JVM uses SIGINT itself", "hook", "0")
          .inOrder();
    }
  }
}
