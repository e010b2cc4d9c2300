// SPDX-License-Identifier: Apache-2.0
package dev.continuo.others;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.run;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.implementation.MethodDelegation;
import net.bytebuddy.implementation.bind.annotation.Origin;
import net.bytebuddy.implementation.bind.annotation.RuntimeType;
import net.bytebuddy.implementation.bind.annotation.SuperCall;
import net.bytebuddy.matcher.ElementMatchers;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.ProxyFactory;

/**
 * Hard case 68: proxies around woven classes. Each call is intercepted once, and the coroutine
 * runs.
 */
final class ProxiesTest {

  private static final String OFFER = "2 of item 2 at 24 EUR";

  private final List<String> calls = new ArrayList<>();

  @Test
  void aClassProxyOfSpring() {
    ProxyFactory factory = new ProxyFactory(new Shop());
    factory.setProxyTargetClass(true);
    factory.addAdvice(
        (MethodInterceptor)
            call -> {
              calls.add(call.getMethod().getName());
              return call.proceed();
            });
    Shop shop = (Shop) factory.getProxy();

    assertThat(run(shop.offer(2))).isEqualTo(OFFER);
    assertThat(run(shop.price(2))).isEqualTo(20);
    assertThat(run(shop.stock(2))).isEqualTo(2);
    assertThat(run(shop.tax(10))).isEqualTo(2);
    // the target calls itself, not its proxy, and a final method has no proxy
    assertThat(calls).containsExactly("offer", "price", "stock").inOrder();
  }

  @Test
  void aSubclassThatByteBuddyMakes() throws ReflectiveOperationException {
    Shop shop =
        new ByteBuddy()
            .subclass(Shop.class)
            .method(ElementMatchers.isDeclaredBy(Shop.class))
            .intercept(MethodDelegation.to(new Interceptor(calls)))
            .make()
            .load(
                Shop.class.getClassLoader(),
                ClassLoadingStrategy.Default.INJECTION.allowExistingTypes())
            .getLoaded()
            .getDeclaredConstructor()
            .newInstance();

    assertThat(run(shop.offer(2))).isEqualTo(OFFER);
    assertThat(calls).containsExactly("offer", "price", "stock", "name").inOrder();
  }

  /** Notes each call and passes it on. */
  public record Interceptor(List<String> calls) {
    @RuntimeType
    public Object call(@Origin Method method, @SuperCall Callable<?> real) throws Exception {
      calls.add(method.getName());
      return real.call();
    }
  }

  @Test
  void aProxyOfAnInterfaceWithDefaultCoroutines() {
    Shop.Greeter greeter =
        (Shop.Greeter)
            Proxy.newProxyInstance(
                Shop.class.getClassLoader(),
                new Class<?>[] {Shop.Greeter.class},
                (proxy, method, arguments) -> {
                  calls.add(method.getName());
                  return method.isDefault()
                      ? InvocationHandler.invokeDefault(proxy, method, arguments)
                      : "proxy";
                });

    assertThat(run(greeter.greeting())).isEqualTo("hello proxy");
    assertThat(calls).containsExactly("greeting", "whom").inOrder();
  }
}
