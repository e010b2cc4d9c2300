// SPDX-License-Identifier: Apache-2.0
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.each;
import static dev.continuo.Asyncio.emit;
import static dev.continuo.weaver.Scenario.later;
import static dev.continuo.weaver.Scenario.log;
import static dev.continuo.weaver.Scenario.stage;

import dev.continuo.AsyncCallable;
import dev.continuo.AsyncIterable;
import dev.continuo.AsyncIterator;
import dev.continuo.Coroutine;
import dev.continuo.Future;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/** Lambdas that await, of any functional type, wherever Java allows a lambda. */
class Everywhere {
  interface Coroutines<A, B extends Comparable<B>> {
    Coroutine<B> of(A a, long wide, int... more) throws Exception;

    default Coroutine<B> twice(A a) {
      return of2(() -> of(a, 2, 3));
    }

    private Coroutine<B> of2(AsyncCallable<B> body) {
      AsyncCallable<B> again = () -> Coroutine.of(await(body.call()));
      return dev.continuo.Asyncio.async(again);
    }
  }

  interface Tasks {
    Task<String> start(String s);
  }

  interface Futures {
    Future<String> start(String s);
  }

  interface Stages<T> {
    CompletionStage<T> start(T t);
  }

  interface Generator<T> {
    AsyncIterable<T> upTo(int n);
  }

  interface Constants {
    AsyncCallable<String> CONSTANT = () -> Coroutine.of(await(later("interface")));
  }

  static final AsyncCallable<String> STATIC_FIELD = () -> Coroutine.of(await(later("static")));
  static final AsyncCallable<String> STATIC_INITIALISER;

  static {
    String local = "initialiser";
    STATIC_INITIALISER = () -> Coroutine.of(await(later(local)));
  }

  final AsyncCallable<String> field = () -> Coroutine.of(await(later("field of " + this)));
  final AsyncCallable<String> instanceInitialiser;
  final AsyncCallable<String> constructor;

  {
    instanceInitialiser = () -> Coroutine.of(await(later("instance of " + this)));
  }

  Everywhere(String name) {
    constructor = () -> Coroutine.of(await(later(name)) + field.call().getClass().isInterface());
  }

  @Override
  public String toString() {
    return "me";
  }

  record Checked(Supplier<Coroutine<Integer>> sum) {
    Checked {
      Supplier<Coroutine<Integer>> given = sum;
      sum = () -> Coroutine.of(1 + await(given.get()));
    }
  }

  enum Op {
    PLUS {
      final AsyncCallable<String> own = () -> Coroutine.of(await(later(name())) + ordinal());

      @Override
      AsyncCallable<String> get() {
        return () -> Coroutine.of("<" + await(own.call()) + ">");
      }
    };

    abstract AsyncCallable<String> get();
  }

  @Async
  static Coroutine<String> run() throws Exception { // returns: end
    await(functionalTypes());
    await(members());
    await(localAndAnonymous("p"));
    await(generators());
    log(await(nested(1).apply(2).apply(3).call())); // logs: 123
    return Coroutine.of("end");
  }

  @Async
  static Coroutine<Void> functionalTypes() throws Exception {
    Coroutines<String, String> coroutines =
        (a, wide, more) -> Coroutine.of(a + await(later(wide)) + more[0] + await(stage("!")));
    log(await(coroutines.of("a", 1L << 35, 7))); // logs: a343597383687!
    log(await(coroutines.twice("b"))); // logs: b23!
    Tasks tasks = s -> Task.of(await(later(s)));
    log(await(tasks.start("task"))); // logs: task
    Futures futures = s -> Future.of(await(later(s)));
    log(await(futures.start("future"))); // logs: future
    Stages<Integer> stages = i -> stage(await(later(i)) + 1);
    log(await(stages.start(1))); // logs: 2
    Supplier<CompletableFuture<String>> completable =
        () -> CompletableFuture.completedFuture(await(later("completable")));
    log(await(completable.get())); // logs: completable
    var intersection =
        (AsyncCallable<String> & java.io.Serializable) () -> Coroutine.of(await(later("both")));
    log(await(intersection.call())); // logs: both
    return Coroutine.done();
  }

  @Async
  static Coroutine<Void> members() throws Exception {
    Everywhere me = new Everywhere("constructor");
    log(await(Constants.CONSTANT.call())); // logs: interface
    log(await(STATIC_FIELD.call()) + await(STATIC_INITIALISER.call())); // logs: staticinitialiser
    log(await(me.field.call()) + await(me.instanceInitialiser.call())); // logs: field of meinstance of me
    log(await(me.constructor.call())); // logs: constructorfalse
    log(await(new Checked(() -> Coroutine.of(await(later(1)))).sum().get())); // logs: 2
    log(await(Op.PLUS.get().call())); // logs: <PLUS0>
    return Coroutine.done();
  }

  @Async
  static Coroutine<Void> localAndAnonymous(String p) throws Exception {
    int captured = await(later(4));
    class Local {
      @Async
      private Coroutine<String> get() {
        return Coroutine.of(p + captured + await(later(1)));
      }
    }
    AsyncCallable<String> anonymous =
        new AsyncCallable<>() {
          final String own = "own";

          @Async
          @Override
          public Coroutine<String> call() throws Exception {
            AsyncCallable<String> inner = () -> Coroutine.of(own + captured + await(later(p)));
            return Coroutine.of(await(inner.call()) + await(new Local().get()));
          }
        };
    log(await(anonymous.call())); // logs: own4pp41
    interface LocalInterface {
      AsyncCallable<Integer> ONE = () -> Coroutine.of(await(later(1)));
    }
    record LocalRecord(AsyncCallable<Integer> c) {}
    enum LocalEnum {
      ONLY;
      final AsyncCallable<Integer> two = () -> Coroutine.of(await(LocalInterface.ONE.call()) + 1);
    }
    log(await(new LocalRecord(LocalEnum.ONLY.two).c().call())); // logs: 2
    return Coroutine.done();
  }

  @Async
  static Coroutine<Void> generators() {
    Generator<Integer> squares =
        n -> {
          for (int i = 0; i < n; i++) {
            emit(await(later(i)) * i);
          }
          return AsyncIterator.end();
        };
    Supplier<AsyncIterator<String>> letters =
        () -> {
          emit("a");
          for (int i : each(squares.upTo(3))) {
            emit("b" + i);
          }
          return AsyncIterator.end();
        };
    String seen = "";
    for (String s : each(letters.get())) {
      seen += s;
    }
    log(seen); // logs: ab0b1b4
    return Coroutine.done();
  }

  static Function<Integer, Function<Integer, AsyncCallable<String>>> nested(int a) {
    return b ->
        c ->
            () -> {
              AsyncCallable<Integer> sum = () -> Coroutine.of(await(later(a * 100 + b * 10)) + c);
              return Coroutine.of("" + await(sum.call()));
            };
  }
}
