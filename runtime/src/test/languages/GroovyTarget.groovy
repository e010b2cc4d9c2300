// SPDX-License-Identifier: Apache-2.0
import static dev.continuo.Asyncio.await
import static dev.continuo.Asyncio.each
import static dev.continuo.Asyncio.emit
import static dev.continuo.weaver.Scenario.failing
import static dev.continuo.weaver.Scenario.later
import static dev.continuo.weaver.Scenario.log

import dev.continuo.AsyncIterator
import dev.continuo.Coroutine
import dev.continuo.annotation.Async
import groovy.transform.CompileStatic

/** What groovyc makes of loops, try, switch and the like, compiled statically. */
@CompileStatic
class GroovyTarget {
  private int secret = 40

  @Async
  static Coroutine<String> run() { // returns: end
    GroovyTarget target = new GroovyTarget()
    log(await(target.loops(4))) // logs: 0,1,3,3
    log(await(target.tryCatch(true))) // logs: caught x finally 41
    log(await(target.tryCatch(false))) // logs: fine finally 42
    log(await(switches('a')) + await(switches(7)) + await(switches(1.5d))) // logs: text anumber 7other
    long sum = 0L
    for (Integer i : each(generator(4))) {
      sum = sum * 10 + i
    }
    log(sum) // logs: 123
    log(await(target.operands(2L, 'o'))) // logs: o2true[1, 2]
    return Coroutine.of('end')
  }

  @Async
  Coroutine<String> loops(int n) {
    String text = ''
    for (int i = 0; i < n; i++) {
      if (i == 2) {
        continue
      }
      Integer got = await(later(i))
      text += "${got},"
    }
    long k = 0L
    while ((Long) await(later(k)) < 3L) {
      k++
    }
    return Coroutine.of(text + k)
  }

  @Async
  Coroutine<String> tryCatch(boolean fails) {
    String text
    try {
      text = fails ? (String) await(failing(new IllegalStateException('x'))) : (String) await(later('fine'))
    } catch (IllegalStateException e) {
      text = 'caught ' + await(later(e.message))
    } finally {
      secret += (Integer) await(later(1))
    }
    return Coroutine.of(text + ' finally ' + secret)
  }

  @Async
  static Coroutine<String> switches(Object o) {
    switch (o) {
      case String:
        return Coroutine.of('text ' + await(later(o)))
      case Integer:
        String n = 'number ' + await(later(o))
        return Coroutine.of(n)
      default:
        return Coroutine.of((String) await(later('other')))
    }
  }

  @Async
  static AsyncIterator<Integer> generator(int n) {
    for (int i = 0; i < n; i++) {
      emit(await(later(i)))
    }
    return AsyncIterator.<Integer> end()
  }

  @Async
  Coroutine<String> operands(long wide, String s) {
    List<Object> list = [await(later(1)), await(later(2))]
    boolean b = wide > 1 && (Boolean) await(later(true))
    return Coroutine.of(s + wide + b + list)
  }
}
