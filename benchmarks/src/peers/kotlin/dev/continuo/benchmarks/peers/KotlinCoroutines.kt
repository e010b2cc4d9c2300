// SPDX-License-Identifier: Apache-2.0
package dev.continuo.benchmarks.peers

import dev.continuo.benchmarks.Expected
import dev.continuo.benchmarks.Library
import java.util.concurrent.CompletableFuture
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.DelicateCoroutinesApi
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.GlobalScope
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.future.await
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.yield

/** Kotlin's coroutines, on their own event loop. */
class KotlinCoroutines : Library {

  private var pending = CompletableDeferred<Long>()

  override fun awaitReady(n: Int): Long = runBlocking {
    val future = CompletableFuture.completedFuture(Expected.READY)
    var sum = 0L
    repeat(n) { sum += future.await() }
    sum
  }

  override fun callChain(n: Int, depth: Int): Long = runBlocking {
    var sum = 0L
    for (i in 0 until n) sum += chain(depth, i)
    sum
  }

  private suspend fun chain(depth: Int, i: Int): Int {
    if (depth == 0) return leaf(i)
    return chain(depth - 1, i) + 1
  }

  /** Could suspend, or the compiler would make the chain a plain call. */
  private suspend fun leaf(i: Int): Int {
    if (i < 0) yield()
    return Expected.leaf(i)
  }

  override fun suspendResume(n: Int, depth: Int): Long = runBlocking { deep(depth, n) }

  private suspend fun deep(depth: Int, n: Int): Long {
    if (depth == 0) return yielding(n)
    val sum = deep(depth - 1, n)
    return sum + 0
  }

  private suspend fun yielding(n: Int): Long {
    var sum = 0L
    for (i in 0 until n) {
      yield()
      sum += i
    }
    return sum
  }

  override fun freshFuture(n: Int): Long = runBlocking {
    pending = CompletableDeferred()
    val awaiter = async {
      var sum = 0L
      for (i in 0 until n) {
        pending = CompletableDeferred()
        sum += pending.await()
      }
      sum
    }
    launch {
      for (i in 0 until n) {
        pending.complete(i.toLong())
        yield()
      }
    }
    awaiter.await()
  }

  override fun spawnJoin(n: Int): Long = runBlocking {
    val tasks =
      List(n) {
        async {
          yield()
          it.toLong()
        }
      }
    tasks.awaitAll().sum()
  }

  override fun skynet(leaves: Int): Long = runBlocking { node(0, leaves) }

  private suspend fun node(number: Long, size: Int): Long {
    if (size == 1) return number
    val part = size / 10
    return coroutineScope { List(10) { async { node(number + it.toLong() * part, part) } }.awaitAll().sum() }
  }

  override fun queue(n: Int): Long = runBlocking {
    val queue = Channel<Long>(64)
    launch { for (i in 0 until n) queue.send(i.toLong()) }
    var sum = 0L
    repeat(n) { sum += queue.receive() }
    sum
  }

  override fun timers(n: Int): Long = runBlocking {
    val tasks =
      List(n) {
        async {
          delay(Expected.sleepMillis(it).toLong())
          it.toLong()
        }
      }
    tasks.awaitAll().sum()
  }

  @OptIn(DelicateCoroutinesApi::class)
  override fun hold(n: Int, sleeping: Boolean): Any {
    val held = arrayOfNulls<Any>(2 * n)
    for (i in 0 until n) {
      if (sleeping) {
        held[i] =
          GlobalScope.async(Dispatchers.Unconfined) {
            delay(3_600_000)
            i.toLong()
          }
      } else {
        val future = CompletableDeferred<Long>()
        held[i] = future
        held[n + i] =
          GlobalScope.async(Dispatchers.Unconfined) {
            future.await()
            i.toLong()
          }
      }
    }
    return held
  }
}
