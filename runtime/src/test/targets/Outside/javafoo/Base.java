// SPDX-License-Identifier: Apache-2.0
package javafoo;

import static dev.continuo.Asyncio.await;
import static dev.continuo.weaver.Scenario.later;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;

/** A superclass in another package than its subclasses, whose name begins as java's does. */
public class Base {
  protected String field;
  protected int counter;

  protected static String make(String s) {
    return "base:" + s;
  }

  protected String ending() {
    return " " + field;
  }

  @Async
  protected Coroutine<String> secret(String s) {
    return Coroutine.of(await(later(" secret")));
  }

  @Async
  public static Coroutine<String> javaFoo() {
    return Coroutine.of(await(later(Base.class.getPackage().getName())));
  }
}
