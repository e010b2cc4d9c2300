package demo;

import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.gather;

import dev.continuo.Asyncio;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Future;
import dev.continuo.annotation.Async;
import java.io.IOException;

/** Waits, in tasks, until its input is closed. */
public final class Shop {

  @Async
  static Coroutine<Integer> price(Future<Integer> answer) {
    return Coroutine.of(await(answer) + 1);
  }

  @Async
  static Coroutine<Integer> offer(Future<Integer> answer) {
    var apple = createTask("apple", price(answer));
    var pear = createTask("pear", price(answer));
    return Coroutine.of(await(gather(apple, pear)).get(0));
  }

  @Async
  static Coroutine<Void> main(EventLoop loop) {
    Future<Integer> answer = new Future<>();
    loop.callSoon(() -> System.out.println("ready"));
    new Thread(() -> answerAtEndOfInput(answer)).start();
    System.out.println(await(offer(answer)));
    return Coroutine.done();
  }

  static void answerAtEndOfInput(Future<Integer> answer) {
    try {
      while (System.in.read() >= 0) {}
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    answer.setResult(41);
  }

  public static void main(String[] arguments) {
    Asyncio.run(() -> main(EventLoop.running()));
  }
}
