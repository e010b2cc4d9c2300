// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io;

import dev.continuo.io.ReaderStep.Cancel;
import dev.continuo.io.ReaderStep.Eof;
import dev.continuo.io.ReaderStep.Fail;
import dev.continuo.io.ReaderStep.Feed;
import dev.continuo.io.ReaderStep.Kind;
import dev.continuo.io.ReaderStep.Read;
import dev.continuo.testing.TestLoop;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/**
 * Whatever is done with a reader, it behaves as its model: 1,000 random programs, or as many as
 * {@code -Djqwik.tries.default} says.
 */
class StreamReaderFuzzTest {

  @Property
  void aReaderBehavesAsItsModel(
      @ForAll @IntRange(min = 1, max = 20) int limit, @ForAll("steps") List<ReaderStep> steps) {
    TestLoop.run(() -> new StreamReaderFuzz(limit).run(steps));
  }

  @Provide
  Arbitrary<List<ReaderStep>> steps() {
    // Few characters and one very often, so that beginnings of separators come within others.
    Arbitrary<Character> any = Arbitraries.of('a', 'a', 'a', 'a', 'b', 'b', '\n', '\r');
    Arbitrary<String> text = any.list().ofMaxSize(9).map(StreamReaderFuzzTest::join);
    Arbitrary<String> separator =
        any.list().ofMinSize(1).ofMaxSize(4).map(StreamReaderFuzzTest::join);
    Arbitrary<ReaderStep> reads =
        Combinators.combine(
                Arbitraries.of(Kind.class),
                Arbitraries.integers().between(0, 30),
                separator.list().ofMinSize(1).ofMaxSize(3))
            .as(Read::new);
    Arbitrary<ReaderStep> feeds =
        Combinators.combine(text, Arbitraries.of(false, false, true)).as(Feed::new);
    return Arbitraries.frequencyOf(
            Tuple.of(20, feeds),
            Tuple.of(20, reads),
            Tuple.of(4, Arbitraries.just(new Cancel())),
            Tuple.of(1, Arbitraries.just(new Eof())),
            Tuple.of(1, Arbitraries.just(new Fail())))
        .list()
        .ofMaxSize(40);
  }

  private static String join(List<Character> characters) {
    return characters.stream().map(String::valueOf).collect(Collectors.joining());
  }
}
