// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import static dev.continuo.Asyncio.sleep;

import dev.continuo.testing.TestLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The lines a scenario prints, each with the virtual time, as in the traces of CPython. */
final class Trace {

  final List<String> lines = new ArrayList<>();

  void print(Object... parts) {
    double seconds = EventLoop.running().time() / 1e9;
    StringBuilder line = new StringBuilder();
    line.append(seconds == Math.rint(seconds) ? "" + (long) seconds : "" + seconds);
    for (Object part : parts) {
      line.append(' ').append(part);
    }
    lines.add(line.toString());
  }

  /** Runs a scenario and gives what it printed. */
  List<String> of(Coroutine<?> main) {
    TestLoop.run(main);
    return lines;
  }

  static Duration seconds(double seconds) {
    return Duration.ofNanos((long) (seconds * 1e9));
  }

  /** The traces' {@code work}: sleeps, then gives {@code result} or throws it. */
  Script<Object> work(String name, double seconds, Object result) {
    return Script.named(name)
        .then(
            v -> {
              print(name, "start");
              return sleep(seconds(seconds));
            })
        .handle(
            (v, error) -> {
              if (error instanceof CancelledError) {
                print(name, "cancelled");
              }
              if (error == null) {
                print(name, result instanceof Throwable ? "raise" : "end");
              }
              print(name, "finally");
              Throwable thrown = error == null && result instanceof Throwable t ? t : error;
              if (thrown != null) {
                throw thrown;
              }
              return Script.give(result);
            });
  }
}
