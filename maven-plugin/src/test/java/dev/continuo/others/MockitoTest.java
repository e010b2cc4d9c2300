// SPDX-License-Identifier: Apache-2.0
package dev.continuo.others;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.run;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.CALLS_REAL_METHODS;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.mockStatic;
import static org.mockito.Mockito.spy;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoMoreInteractions;
import static org.mockito.Mockito.when;

import dev.continuo.Coroutine;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.mockito.MockedStatic;

/**
 * Mockito's inline mock maker, which rewrites loaded classes, on classes that are woven. What
 * differs from plain Java: a private, static or final coroutine is called directly by an await in
 * its own class, past any mock.
 */
final class MockitoTest {

  @Test
  void aStubbedCoroutineOfAMock() {
    Shop shop = mock();
    when(shop.name(1)).thenReturn(Coroutine.of("stub"));
    assertThat(run(shop.name(1))).isEqualTo("stub");
  }

  @Test
  void aStubbedCoroutineThatFails() {
    Shop shop = mock();
    when(shop.name(1)).thenReturn(Coroutine.failed(new IOException("closed")));
    IOException e = assertThrows(IOException.class, () -> run(shop.name(1)));
    assertThat(e).hasMessageThat().isEqualTo("closed");
  }

  @Test
  void aMockCallsARealCoroutine() {
    Shop shop = mock();
    when(shop.name(1)).thenCallRealMethod();
    assertThat(run(shop.name(1))).isEqualTo("item 1");
  }

  @Test
  void aSpyRunsTheCoroutinesOfItsClassAndSeesTheCallsOfEach() {
    Shop shop = spy(new Shop());
    assertThat(run(shop.offer(2))).isEqualTo("2 of item 2 at 24 EUR");
    verify(shop).offer(2);
    verify(shop).price(2);
    verify(shop).stock(2);
    verify(shop).name(2);
    verifyNoMoreInteractions(shop);
  }

  @Test
  void whatASpyStubsIsAwaitedByItsOtherCoroutines() {
    Shop shop = spy(new Shop());
    doReturn(Coroutine.of("stub")).when(shop).name(anyInt());
    doReturn(Coroutine.of(7)).when(shop).stock(anyInt());
    doReturn(Coroutine.of(100)).when(shop).price(anyInt());
    assertThat(run(shop.offer(2))).isEqualTo("7 of stub at 120 EUR");
  }

  @Test
  void aStubbedFinalCoroutineIsSeenByOthersThanItsOwnClass() {
    Shop shop = spy(new Shop());
    doReturn(Coroutine.of(1)).when(shop).tax(anyInt());
    assertThat(run(shop.tax(20))).isEqualTo(1);
    assertThat(run(shop.offer(2))).isEqualTo("2 of item 2 at 24 EUR");
  }

  @Test
  void aStaticMockCallsARealCoroutine() {
    try (MockedStatic<Shop> shop = mockStatic(Shop.class)) {
      shop.when(Shop::currency).thenCallRealMethod();
      assertThat(run(Shop.currency())).isEqualTo("EUR");
    }
  }

  @Test
  void aStubbedStaticCoroutineIsSeenByOthersThanItsOwnClass() {
    try (MockedStatic<Shop> shop = mockStatic(Shop.class, CALLS_REAL_METHODS)) {
      shop.when(Shop::currency).thenReturn(Coroutine.of("USD"));
      assertThat(run(Shop.currency())).isEqualTo("USD");
      assertThat(run(new Shop().offer(2))).isEqualTo("2 of item 2 at 24 EUR");
    }
    assertThat(run(Shop.currency())).isEqualTo("EUR");
  }
}
