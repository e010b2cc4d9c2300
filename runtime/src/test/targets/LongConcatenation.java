// SPDX-License-Identifier: Apache-2.0
// since: 8
// not by ECJ: it gives all operands to one call site, which the JDK refuses, woven or not
import static dev.continuo.Asyncio.await;
import static dev.continuo.weaver.Scenario.failing;
import static dev.continuo.weaver.Scenario.later;
import static dev.continuo.weaver.Scenario.log;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;

/** A concatenation that javac splits. */
class LongConcatenation {
  @Async
  static Coroutine<String> run() { // returns: end
    await(longConcatenation(1, 2, "s"));
    return Coroutine.of("end");
  }

  /** Hard case 31: more operands than one indy concatenation takes. */
  @Async
  static Coroutine<Void> longConcatenation(int i, long l, String s) {
    String text =
        s + i + l + await(later(i)) + s + i + l + i + s + i + l + i
        + s + i + l + await(later(i)) + s + i + l + i + s + i + l + i
        + s + i + l + await(later(i)) + s + i + l + i + s + i + l + i
        + s + i + l + await(later(i)) + s + i + l + i + s + i + l + i
        + s + i + l + await(later(i)) + s + i + l + i + s + i + l + i
        + s + i + l + await(later(i)) + s + i + l + i + s + i + l + i
        + s + i + l + await(later(i)) + s + i + l + i + s + i + l + i
        + s + i + l + await(later(i)) + s + i + l + i + s + i + l + i
        + s + i + l + await(later(i)) + s + i + l + i + s + i + l + i
        + s + i + l + await(later(i)) + s + i + l + i + s + i + l + i
        + s + i + l + await(later(i)) + s + i + l + i + s + i + l + i
        + s + i + l + await(later(i)) + s + i + l + i + s + i + l + i
        + s + i + l + await(later(i)) + s + i + l + i + s + i + l + i
        + s + i + l + await(later(i)) + s + i + l + i + s + i + l + i
        + s + i + l + await(later(i)) + s + i + l + i + s + i + l + i
        + s + i + l + await(later(i)) + s + i + l + i + s + i + l + i
        + s + i + l + await(later(i)) + s + i + l + i + s + i + l + i
        + s + i + l + await(later(i)) + s + i + l + i + s + i + l + i
        + s + i + l + await(later(i)) + s + i + l + i + s + i + l + i
        + s + i + l + await(later(i)) + s + i + l + i + s + i + l + i;
    log(text.length() + " " + text.hashCode()); // logs: 240 -1013427508
    return Coroutine.done();
  }
}
