// SPDX-License-Identifier: Apache-2.0
import static dev.continuo.Asyncio.emit;

import dev.continuo.AsyncCallable;
import dev.continuo.AsyncIterable;
import dev.continuo.AsyncIterator;
import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;

class EmitOutsideGenerator {
  @Async
  Coroutine<Void> method() {
    emit("a"); // error: emit stands in a coroutine that is no generator; let the method return AsyncIterator [EmitOutsideGenerator]
    return Coroutine.done();
  }

  AsyncCallable<Void> lambda() {
    return () -> {
      emit("a"); // error: emit stands in a coroutine that is no generator; let the lambda's functional type return AsyncIterator or AsyncIterable [EmitOutsideGenerator]
      return Coroutine.done();
    };
  }

  static class Good {
    @Async
    AsyncIterator<String> method() {
      emit("a");
      return AsyncIterator.end();
    }

    AsyncIterable<String> lambda() {
      return () -> {
        emit("a");
        return AsyncIterator.end();
      };
    }
  }
}
