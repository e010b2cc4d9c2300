// SPDX-License-Identifier: Apache-2.0
import static dev.continuo.Asyncio.await;

import dev.continuo.Awaitable;
import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;

/** A few methods whose woven bytecode is kept in golden files, to be read by people. */
class Golden {
  private int n;

  @Async
  static Coroutine<String> oneAwait(Awaitable<String> a, long kept) {
    String s = await(a);
    return Coroutine.of(s + kept);
  }

  @Async
  static Coroutine<Integer> directCall(int i) {
    return i == 0 ? Coroutine.of(0) : Coroutine.of(1 + await(directCall(i - 1)));
  }

  @Async
  Coroutine<Void> operandsInTry(Awaitable<Integer> a, Awaitable<Void> b) {
    try {
      n += await(a);
    } finally {
      await(b);
    }
    return Coroutine.done();
  }

  @Async
  static Coroutine<StringBuilder> newObject(Awaitable<String> a) {
    return Coroutine.of(new StringBuilder(await(a)));
  }

  @Async
  static Coroutine<String> tailAwait(Coroutine<String> c) {
    return c;
  }

  @Async
  static Coroutine<Integer> linkedCall(Golden other, int i) {
    return Coroutine.of(1 + await(other.virtual(i)));
  }

  @Async
  Coroutine<Integer> virtual(int i) {
    return Coroutine.of(n + i);
  }
}
