// SPDX-License-Identifier: Apache-2.0
import dev.continuo.AsyncCallable
import dev.continuo.AsyncCloseable
import dev.continuo.AsyncFunction
import dev.continuo.AsyncIterator
import dev.continuo.Asyncio.await
import dev.continuo.Asyncio.each
import dev.continuo.Asyncio.emit
import dev.continuo.Coroutine
import dev.continuo.annotation.Async
import dev.continuo.weaver.Scenario.failing
import dev.continuo.weaver.Scenario.later
import dev.continuo.weaver.Scenario.log

sealed interface Shape
data class Circle(val radius: Double) : Shape
data class Box(val width: Long, val height: Int = 2) : Shape
object Nothing0 : Shape

/** What kotlinc makes of loops, try, when, lambdas, inline functions and the like. */
class KotlinTarget(private var secret: Int) {
  private val field: AsyncCallable<String> = AsyncCallable { Coroutine.of(await(later("field"))) }

  companion object {
    @JvmStatic
    @Async
    fun run(): Coroutine<String> { // returns: end
      val target = KotlinTarget(40)
      log(await(target.loops(4))) // logs: 0,1,3,3
      log(await(target.tryCatch(true))) // logs: caught x finally 42
      log(await(target.tryCatch(false))) // logs: fine finally 43
      for (shape in listOf(Circle(1.5), Box(1L shl 40), Box(1, 1), Nothing0)) {
        log(await(target.whens(shape))) // logs: circle 3.0 | wide 10995116277762 | box 1 | other
      }
      log(await(target.lambdas("p"))) // logs: fieldp1b7nested
      log(await(target.inlined(listOf("a", "bb")))) // logs: A1|BB2|StringBuilder a1bb2 first=a
      log(await(target.nulls(null)) + await(target.nulls("x"))) // logs: none1
      log(await(target.defaults("d"))) // logs: d5
      log(await(target.resources())) // logs: body
      log(await("receiver".extension())) // logs: receiver!
      var sum = 0L
      for (i in each(target.generator(4))) {
        sum = sum * 10 + i
      }
      log(sum) // logs: 123
      log(await(target.collections())) // logs: {a=1, b=2} [2, 4]
      return Coroutine.of("end")
    }
  }

  @Async
  fun loops(n: Int): Coroutine<String> {
    var text = ""
    for (i in 0 until n) {
      if (i == 2) continue
      text += "${await(later(i))},"
    }
    var k = 0L
    while (await(later(k)) < 3L) k++
    return Coroutine.of(text + k)
  }

  @Async
  private fun tryCatch(fails: Boolean): Coroutine<String> {
    val text =
        try {
          if (fails) await(failing<String>(IllegalStateException("x"))) else await(later("fine"))
        } catch (e: IllegalStateException) {
          "caught " + await(later(e.message!!))
        } finally {
          secret += await(later(1))
        }
    return Coroutine.of("$text finally ${++secret - (if (fails) 0 else 1)}")
  }

  @Async
  fun whens(shape: Shape): Coroutine<String> =
      Coroutine.of(
          when (shape) {
            is Circle -> "circle ${await(later(shape.radius)) * 2}"
            is Box ->
                when {
                  shape.width > await(later(1L)) -> "wide " + shape.width + await(later(shape.height))
                  else -> "box ${shape.height}"
                }
            else -> await(later("other"))
          })

  @Async
  fun lambdas(p: String): Coroutine<String> {
    val captured = await(later(1))
    val sam = AsyncCallable { Coroutine.of(p + await(later(captured))) }
    val function = AsyncFunction<Int, String> { i -> Coroutine.of("b" + await(later(i)) ) }
    val own: (String) -> Coroutine<String> = { s -> Coroutine.of(await(later(s)) + "ed") }
    val nested = AsyncCallable {
      val inner = AsyncCallable { Coroutine.of(await(later("nest"))) }
      own(await(inner.call()))
    }
    return Coroutine.of(
        await(field.call()) + await(sam.call()) + await(function.apply(7)) + await(nested.call()))
  }

  private inline fun build(first: String, block: StringBuilder.(String) -> Unit): String {
    val builder = StringBuilder(first)
    builder.block("x")
    return builder.toString()
  }

  /** The bodies of these lambdas stand in this method. */
  @Async
  fun inlined(list: List<String>): Coroutine<String> {
    val mapped = list.map { it.uppercase() + await(later(it.length)) }.joinToString("|")
    val built =
        build(await(later("|StringBuilder "))) {
          list.forEach { s -> append(s).append(await(later(s.length))) }
        }
    val first = list.firstOrNull { await(later(it.length)) == 1 }?.let { " first=" + await(later(it)) }
    return Coroutine.of(mapped + built + first)
  }

  @Async
  fun nulls(s: String?): Coroutine<String> =
      Coroutine.of(s?.let { "" + await(later(it.length)) } ?: await(later("none")))

  @Async
  fun defaults(a: String, b: Int = 5): Coroutine<String> = Coroutine.of(a + await(later(b)))

  class Resource : AsyncCloseable {
    @Async
    override fun closeAsync(): Coroutine<Void> {
      log(await(later("closed"))) // logs: closed
      return Coroutine.done()
    }
  }

  @Async
  fun resources(): Coroutine<String> {
    val resource: AsyncCloseable = Resource()
    try {
      return Coroutine.of(await(later("body")))
    } finally {
      resource.close()
    }
  }

  @Async
  fun generator(n: Int): AsyncIterator<Long> {
    for (i in 0 until n) {
      emit(await(later(i.toLong())))
    }
    return AsyncIterator.end()
  }

  @Async
  fun collections(): Coroutine<String> {
    val (a, b) = await(later(Pair("a", "b")))
    val map = mapOf(a to await(later(1)), b to await(later(2)))
    val doubled = IntArray(2) { await(later(it + 1)) * 2 }
    return Coroutine.of("$map ${doubled.toList()}")
  }
}

@Async
fun String.extension(): Coroutine<String> = Coroutine.of(this + await(later("!")))
