// SPDX-License-Identifier: Apache-2.0
package other;

import static dev.continuo.Asyncio.await;
import static dev.continuo.weaver.Scenario.later;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;

/** What classes of other packages extend, and what they cannot override. */
public class Package {
  @Async
  Coroutine<String> hidden() {
    return Coroutine.of(await(later("hidden of other")));
  }

  @Async
  public static Coroutine<String> callHidden(Package p) {
    return Coroutine.of(await(p.hidden()));
  }

  @Async
  protected Coroutine<String> inherited(Object... values) {
    return Coroutine.of(await(later("inherited " + values.length)));
  }

  public static Package subclass() {
    return new Hidden();
  }

  private static class Hidden extends Package {
    @Async
    @Override
    Coroutine<String> hidden() {
      return Coroutine.of(await(later("overridden in other")));
    }
  }
}
