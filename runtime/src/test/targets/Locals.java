// SPDX-License-Identifier: Apache-2.0
// since: 8
import static dev.continuo.Asyncio.await;
import static dev.continuo.weaver.Scenario.failing;
import static dev.continuo.weaver.Scenario.later;
import static dev.continuo.weaver.Scenario.log;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Local variables of every type, assigned, merged, reused and dead. */
class Locals {
  @Async
  static Coroutine<String> run() { // returns: end
    await(nullThenInt());
    await(mergedTypes(0));
    await(mergedTypes(1));
    await(mergedTypes(2));
    await(unassigned(true));
    await(deadSlotOfTwoKinds(true));
    await(wideParameters(1L << 40, 7, 2.5, (byte) -1));
    await(caughtExceptionSlotReused());
    await(smallTypes(true, (byte) -3, 'c', (short) 400, 1.5f));
    await(reassignedParameters("a", "b", 1));
    await(assignedInTry());
    await(sameNameInTwoScopes());
    await(declaredWiderThanAssigned());
    return Coroutine.of("end");
  }

  /** Hard case 1. */
  @Async
  static Coroutine<Void> nullThenInt() {
    String s = null;
    await(later(1));
    int i = 1;
    await(later(2));
    log(s + i); // logs: null1
    return Coroutine.done();
  }

  /** Hard case 4. */
  @Async
  static Coroutine<Void> mergedTypes(int k) {
    Number n;
    switch (k) {
      case 0:
        n = 1;
        break;
      case 1:
        n = 2f;
        break;
      default:
        n = 3d;
    }
    await(later(1));
    log(n.intValue()); // logs: 1 | 2 | 3
    return Coroutine.done();
  }

  /** Hard case 5. */
  @Async
  static Coroutine<Void> unassigned(boolean b) {
    int x;
    if (b) {
      x = 2;
    }
    await(later(1));
    x = 3;
    log(x); // logs: 3
    return Coroutine.done();
  }

  /** Hard case 6. */
  @Async
  static Coroutine<Void> deadSlotOfTwoKinds(boolean b) {
    if (b) {
      long l = await(later(1L));
      log(l); // logs: 1
    } else {
      String s = "";
      log(s);
    }
    await(later(1));
    return Coroutine.done();
  }

  /** Hard case 7. */
  @Async
  static Coroutine<Void> wideParameters(long a, int b, double c, byte d) {
    await(later(1));
    long e = a + 1;
    double f = await(later(0.5));
    log(a + " " + b + " " + c + " " + d + " " + e + " " + f); // logs: 1099511627776 7 2.5 -1 1099511627777 0.5
    return Coroutine.done();
  }

  /** Hard cases 10 and 11. */
  @Async
  static Coroutine<Void> caughtExceptionSlotReused() {
    float t = 1f;
    try {
      await(failing(new IllegalStateException("first")));
    } catch (IllegalStateException e) {
      await(later(1));
      log(e.getMessage()); // logs: first
    } finally {
      int k = await(later(5));
      log(k + t); // logs: 6.0
    }
    int reused = await(later(8));
    log(reused); // logs: 8
    return Coroutine.done();
  }

  /** Hard case 13. */
  @Async
  static Coroutine<Void> smallTypes(boolean p, byte q, char r, short s, float f) {
    boolean b = !p;
    byte y = (byte) (q - 1);
    char c = (char) (r + 1);
    short h = (short) (s + 1);
    await(later(1));
    boolean merged = y < 0 ? b : p;
    await(later(2));
    log(b + " " + y + " " + c + " " + h + " " + merged); // logs: false -4 d 401 false
    log(p + " " + q + " " + r + " " + s + " " + f); // logs: true -3 c 400 1.5
    return Coroutine.done();
  }

  /** Hard case 14. */
  @Async
  static Coroutine<Void> reassignedParameters(String a, Object b, int c) {
    a = "x";
    c += await(later(4));
    b = 5;
    a = a + await(later("y"));
    log(a + b + c); // logs: xy55
    return Coroutine.done();
  }

  /** Hard case 15. */
  @Async
  static Coroutine<Void> assignedInTry() {
    String a = "1";
    try {
      a = "2";
      if (await(later(true))) {
        throw new IllegalStateException();
      }
    } catch (IllegalStateException e) {
      for (String l : Arrays.asList("p", "q")) {
        await(later(l));
      }
    }
    log(a); // logs: 2
    return Coroutine.done();
  }

  /** Hard case 21. */
  @Async
  static Coroutine<Void> sameNameInTwoScopes() {
    {
      String v = "s";
      await(later(1));
      log(v); // logs: s
    }
    {
      int[] v = {1, 2};
      await(later(1));
      log(v.length); // logs: 2
    }
    return Coroutine.done();
  }

  @Async
  static Coroutine<Void> declaredWiderThanAssigned() {
    List<String> list = new ArrayList<>();
    await(later(1));
    list.add("a");
    while (list.size() < 3) {
      list.add(await(later("b")));
    }
    Object o = list;
    await(later(1));
    o = o.toString();
    await(later(1));
    log(o); // logs: [a, b, b]
    return Coroutine.done();
  }
}
