// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io;

import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.waitUntil;

import dev.continuo.AsyncFunction;
import dev.continuo.Asyncio;
import dev.continuo.Coroutine;
import dev.continuo.ReturnWhen;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import java.net.ConnectException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Connects to one of several addresses, as RFC 8305 has it: they are tried in turn, each beside the
 * ones before it, when those have failed or taken too long; the first to succeed wins, and the
 * others are given up.
 *
 * @param <A> addresses
 * @param <C> connections
 */
final class HappyEyeballs<A, C> {

  private final String target;
  private final ArrayDeque<A> untried;
  private final Duration delay;
  private final AsyncFunction<A, C> connect;
  private final Consumer<? super C> close;
  private final List<Task<C>> running = new ArrayList<>();
  private final Map<Task<C>, A> attempts = new LinkedHashMap<>();

  /**
   * @param target what the addresses are of, for messages
   * @param addresses at least one
   * @param delay how long to wait for an attempt before the next is made beside it
   * @param connect connects to one; when cancelled it leaves nothing open
   * @param close closes a connection that came too late
   */
  HappyEyeballs(
      String target,
      List<A> addresses,
      Duration delay,
      AsyncFunction<A, C> connect,
      Consumer<? super C> close) {
    this.target = target;
    this.untried = new ArrayDeque<>(addresses);
    this.delay = delay;
    this.connect = connect;
    this.close = close;
  }

  /** The addresses, with those of IPv4 and of IPv6 by turns, in the kind of the first one. */
  static List<InetAddress> interleave(List<InetAddress> addresses) {
    Map<Class<?>, ArrayDeque<InetAddress>> families =
        addresses.stream()
            .collect(
                Collectors.groupingBy(
                    InetAddress::getClass,
                    LinkedHashMap::new,
                    Collectors.toCollection(ArrayDeque::new)));
    List<InetAddress> interleaved = new ArrayList<>();
    while (interleaved.size() < addresses.size()) {
      for (ArrayDeque<InetAddress> family : families.values()) {
        if (!family.isEmpty()) {
          interleaved.add(family.remove());
        }
      }
    }
    return interleaved;
  }

  /** Runs; the await throws {@link ConnectException} if all attempts fail. To be called once. */
  @Async
  Coroutine<C> run() throws Exception {
    Task<C> winner = null;
    try {
      Task<C> first = await(firstToSucceed());
      giveUp(first);
      await(ended());
      winner = first;
    } finally {
      giveUp(winner);
    }
    return Coroutine.of(winner.result());
  }

  @Async
  private Coroutine<Task<C>> firstToSucceed() throws ConnectException {
    while (!running.isEmpty() || !untried.isEmpty()) {
      if (!untried.isEmpty()) {
        begin(untried.remove());
      }
      await(someEnd());
      for (Task<C> task : List.copyOf(running)) {
        if (task.isDone()) {
          if (!task.isCancelled() && task.exception() == null) {
            return Coroutine.of(task);
          }
          running.remove(task);
        }
      }
    }
    throw failure();
  }

  private void begin(A address) {
    Task<C> attempt =
        createTask("connect to " + address, Asyncio.async(() -> connect.apply(address)));
    attempts.put(attempt, address);
    running.add(attempt);
  }

  /** Waits until an attempt has ended, or it is time for the next one. */
  private Coroutine<?> someEnd() {
    return untried.isEmpty()
        ? waitUntil(running, ReturnWhen.FIRST_COMPLETED)
        : waitUntil(running, ReturnWhen.FIRST_COMPLETED, delay);
  }

  /** Waits for the end of all attempts. */
  private Coroutine<?> ended() {
    return waitUntil(attempts.keySet(), ReturnWhen.ALL_COMPLETED);
  }

  /** Cancels all but one; what they have connected all the same is closed. */
  private void giveUp(@Nullable Task<C> winner) {
    for (Task<C> task : running) {
      if (task != winner) {
        task.cancel();
        task.addDoneCallback(
            ended -> {
              if (!ended.isCancelled() && ended.exception() == null) {
                close.accept(ended.result());
              }
            });
      }
    }
    running.removeIf(task -> task != winner);
  }

  private ConnectException failure() {
    List<Throwable> failures = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    attempts.forEach(
        (task, address) -> {
          Throwable t = task.isCancelled() ? null : task.exception();
          texts.add(address + ": " + (t == null ? "cancelled" : text(t)));
          if (t != null) {
            failures.add(t);
          }
        });
    ConnectException all =
        new ConnectException("cannot connect to " + target + ": " + String.join("; ", texts));
    failures.forEach(all::addSuppressed);
    return all;
  }

  private static String text(Throwable t) {
    String message = t.getMessage();
    return t instanceof java.io.IOException && message != null ? message : t.toString();
  }
}
