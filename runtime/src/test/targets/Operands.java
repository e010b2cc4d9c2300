// SPDX-License-Identifier: Apache-2.0
// since: 8
import static dev.continuo.Asyncio.await;
import static dev.continuo.weaver.Scenario.failing;
import static dev.continuo.weaver.Scenario.later;
import static dev.continuo.weaver.Scenario.log;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import java.util.Arrays;
import java.util.function.Supplier;

/** Awaits with operands on the stack. */
class Operands {
  int n = 10;
  int[] a = {1, 2, 3};
  long wide = 1;

  @Async
  static Coroutine<String> run() { // returns: 120
    await(mixed("d", new String[] {"s"}));
    await(clearedAfterPush("s"));
    await(new Operands().compound(1));
    await(arrayStores());
    await(concatenation("i", 5L));
    await(conditions("s"));
    await(arraysAndVarargs());
    await(dupForms());
    await(nullOperand());
    return Coroutine.of("" + await(factorial(5)));
  }

  /** Hard case 22. */
  @Async
  static Coroutine<Long> factorial(long n) {
    return n <= 1 ? Coroutine.of(await(later(1L))) : Coroutine.of(n * await(factorial(n - 1)));
  }

  static String verify(Object d, Object s, long l, double e, int[] array, Object awaited) {
    return "" + d + s + l + e + array.length + awaited;
  }

  /** Hard case 23. */
  @Async
  static Coroutine<Void> mixed(String d, Object[] s) {
    log(verify(d, s[0], 5L, 1.5, new int[] {1}, await(later('x')))); // logs: ds51.51x
    return Coroutine.done();
  }

  /** Hard case 8. */
  @Async
  static Coroutine<Void> clearedAfterPush(String s) {
    log(verify(s, s = null, 1, 1, new int[0], await(later("z"))) + s); // logs: snull11.00znull
    return Coroutine.done();
  }

  int index() {
    log("index"); // logs: index | index
    return 1;
  }

  /** Hard case 30: the left operand is fetched before the await (JLS 15.26.2). */
  @Async
  Coroutine<Void> compound(int i) {
    n += await(change(100));
    log(n); // logs: 11
    this.n -= await(later(1)) + this.n++;
    log(n); // logs: -1
    a[index()] <<= await(later(2));
    a[index()]++;
    log(Arrays.toString(a)); // logs: [1, 9, 3]
    wide *= await(later(7));
    log(wide); // logs: 7
    int local = i;
    local += await(later(local + 1)) * (local = 5);
    log(local); // logs: 11
    return Coroutine.done();
  }

  @Async
  Coroutine<Integer> change(int to) {
    n = await(later(to));
    return Coroutine.of(1);
  }

  /** Hard case 29: the index and the value come first, then the exception (JLS 15.26.1). */
  @Async
  static Coroutine<Void> arrayStores() {
    int[] none = null;
    int[] one = {0};
    try {
      none[log(0)] = await(later(log(1))) + log(7); // logs: 0 | 1 | 7
    } catch (NullPointerException e) {
      log("null"); // logs: null
    }
    try {
      one[30] = await(later(1));
    } catch (ArrayIndexOutOfBoundsException e) {
      log("bounds"); // logs: bounds
    }
    return Coroutine.done();
  }

  /** Hard case 31. */
  @Async
  static Coroutine<Void> concatenation(Object i, long l) {
    log("a" + await(later("b")) + i + l + (l > 3 ? await(later('y')) : "n") + 1.5f); // logs: abi5y1.5
    return Coroutine.done();
  }

  /** Hard case 32. */
  @Async
  static Coroutine<Void> conditions(String s) {
    boolean both = s != null && await(later(true)) || await(later(false));
    log(verify(both ? await(later("t")) : "", s, 1, both ? 2 : await(later(3)), new int[0], s)); // logs: ts12.00s
    return Coroutine.done();
  }

  /** Hard case 33. */
  @Async
  static Coroutine<Void> arraysAndVarargs() {
    log(String.format("%s %s", await(later("v")), 1)); // logs: v 1
    int[][] m = {{await(later(1))}, {2, await(later(3))}};
    log(Arrays.deepToString(m)); // logs: [[1], [2, 3]]
    return Coroutine.done();
  }

  @Async
  static Coroutine<Void> dupForms() {
    int[] x = {1, 2};
    int y = x[await(later(0))]++ + (x[1] = await(later(9)));
    long[] z = {5};
    long w = z[0] = z[await(later(0))]-- * 2;
    log(y + " " + x[0] + " " + x[1] + " " + w + " " + z[0]); // logs: 10 2 9 10 10
    return Coroutine.done();
  }

  @Async
  static Coroutine<Void> nullOperand() {
    Supplier<String> none = null;
    log(verify(null, none, 1, 2, null == none ? new int[2] : null, await(later(null)))); // logs: nullnull12.02null
    return Coroutine.done();
  }
}
