// SPDX-License-Identifier: Apache-2.0
// since: 8
import static dev.continuo.Asyncio.await;
import static dev.continuo.weaver.Scenario.failing;
import static dev.continuo.weaver.Scenario.later;
import static dev.continuo.weaver.Scenario.log;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.AsyncCallable;
import dev.continuo.AsyncFunction;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** Lambdas that await, and lambdas in methods that do. */
class Lambdas {
  private final String field = "f";

  interface SerializableBody<T> extends AsyncCallable<T>, Serializable {}

  @Async
  static Coroutine<String> run() throws Exception { // returns: deep
    await(captures(1, 2));
    await(new Lambdas().asyncLambdas("p"));
    await(serializable());
    return Coroutine.of(await(nestedLambdas().call()));
  }

  /** Hard case 16. */
  @Async
  static Coroutine<Void> captures(int in1, int in2) {
    int one = await(later(10));
    Supplier<Integer> s = () -> in1 + one;
    int two = await(later(20));
    log(s.get() + one + in2 + two); // logs: 43
    return Coroutine.done();
  }

  @Async
  Coroutine<Void> asyncLambdas(String p) throws Exception {
    String local = await(later("l"));
    AsyncCallable<String> callable =
        () -> {
          String own = await(later("o"));
          return Coroutine.of(own + local + field);
        };
    AsyncFunction<Long, String> function =
        x -> {
          await(later(1));
          return callable.call();
        };
    BiFunction<String, Integer, Coroutine<String>> two =
        (a, b) -> Coroutine.of(a + await(later(b)) + p);
    log(await(callable.call())); // logs: olf
    log(await(function.apply(5L))); // logs: olf
    log(await(two.apply("a", 1))); // logs: a1p
    return Coroutine.done();
  }

  static AsyncCallable<String> nestedLambdas() {
    return () -> {
      AsyncCallable<String> inner = () -> Coroutine.of(await(later("deep")));
      return Coroutine.of(await(inner.call()));
    };
  }

  /** Hard case 55. */
  @Async
  static Coroutine<Void> serializable() throws Exception {
    String captured = await(later("thawed"));
    SerializableBody<String> body = () -> Coroutine.of(await(later(captured)));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject(body);
    ClassLoader loader = Lambdas.class.getClassLoader();
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())) {
          @Override
          protected Class<?> resolveClass(java.io.ObjectStreamClass desc)
              throws ClassNotFoundException {
            return Class.forName(desc.getName(), false, loader);
          }
        }) {
      AsyncCallable<?> copy = (AsyncCallable<?>) in.readObject();
      log(await(copy.call())); // logs: thawed
    }
    return Coroutine.done();
  }
}
