package demo;

import static dev.continuo.Asyncio.async;
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.run;
import static dev.continuo.Asyncio.yieldNow;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import java.util.concurrent.CompletableFuture;

/** A program with a coroutine in every kind of class. */
public final class Main {

  interface Greeting {
    String whom();

    @Async
    default Coroutine<String> text() {
      await(yieldNow());
      return Coroutine.of("hello " + whom());
    }
  }

  record Named(String whom) implements Greeting {}

  enum Loudness {
    LOUD;

    @Async
    Coroutine<String> apply(Greeting greeting) {
      String text = await(greeting.text());
      return Coroutine.of(text.toUpperCase(java.util.Locale.ROOT));
    }
  }

  static final class Nested {
    @Async
    static CompletableFuture<String> soon(String text) {
      await(yieldNow());
      return CompletableFuture.completedFuture(text);
    }
  }

  @Async
  static Coroutine<Void> main() {
    System.out.println(await(new Named("record").text()));
    System.out.println(await(Loudness.LOUD.apply(() -> "lambda")));
    System.out.println(await(Nested.soon("hello nested")));
    class Local {
      @Async
      Coroutine<String> text() {
        await(yieldNow());
        return Coroutine.of("hello local");
      }
    }
    System.out.println(await(new Local().text()));
    Greeting anonymous =
        new Greeting() {
          @Override
          public String whom() {
            return "nobody";
          }

          @Override
          @Async
          public Coroutine<String> text() {
            await(yieldNow());
            return Coroutine.of("hello anonymous");
          }
        };
    System.out.println(await(anonymous.text()));
    System.out.println(
        await(
            async(
                () -> {
                  await(yieldNow());
                  return Coroutine.of("hello async lambda");
                })));
    return Coroutine.done();
  }

  public static void main(String[] arguments) {
    run(main());
  }
}
