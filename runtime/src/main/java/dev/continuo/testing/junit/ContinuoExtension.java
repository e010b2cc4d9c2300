// SPDX-License-Identifier: Apache-2.0
package dev.continuo.testing.junit;

import dev.continuo.EventLoop;
import dev.continuo.testing.StrictRunner;
import dev.continuo.testing.TestLoop;
import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

/**
 * Gives tests their loop, checks at the end that nothing was left behind, and runs {@link
 * AsyncTest} methods.
 *
 * <p>Classes that implement {@link AsyncTests} have it. With {@code @ExtendWith} alone it serves
 * JUnit's own tests: a parameter of type {@link TestLoop} or {@link EventLoop} is a new loop for
 * each test, the same one in its {@code @BeforeEach} and {@code @AfterEach}.
 */
public final class ContinuoExtension
    implements ParameterResolver, AfterEachCallback, TestTemplateInvocationContextProvider {

  static final Namespace NAMESPACE = Namespace.create(ContinuoExtension.class);

  /** Made by JUnit. */
  public ContinuoExtension() {}

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return (type == TestLoop.class || type == EventLoop.class)
        && context.getTestMethod().isPresent();
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    TestLoop running = running();
    if (running != null) {
      return running;
    }
    Method test = AsyncInvocation.testOf(context);
    if (test != null && Annotations.find(Explore.class, context, test) != null) {
      // For a method that is not called now, but in each run, where there is one running.
      return new TestLoop();
    }
    return runner(context).loop();
  }

  /** The loop that runs on this thread, if it is for tests. */
  private static @Nullable TestLoop running() {
    try {
      return EventLoop.running() instanceof TestLoop loop ? loop : null;
    } catch (IllegalStateException e) {
      return null;
    }
  }

  /** The runner of a test, made when it is first asked for. */
  static StrictRunner runner(ExtensionContext context) {
    Store store = context.getStore(NAMESPACE);
    StrictRunner runner = store.get(StrictRunner.class, StrictRunner.class);
    if (runner == null) {
      runner = new StrictRunner();
      TimeLimit limit = Annotations.find(TimeLimit.class, context, AsyncInvocation.testOf(context));
      if (limit != null) {
        runner.loop().setTimeLimit(Annotations.duration(limit));
      }
      store.put(StrictRunner.class, runner);
    }
    return runner;
  }

  /** After the test's own {@code @AfterEach} methods. */
  @Override
  public void afterEach(ExtensionContext context) {
    StrictRunner runner =
        context.getStore(NAMESPACE).remove(StrictRunner.class, StrictRunner.class);
    if (runner != null) {
      runner.close();
    }
  }

  @Override
  public boolean supportsTestTemplate(ExtensionContext context) {
    Method template = context.getRequiredTestMethod();
    return template.getDeclaringClass() == AsyncTests.class;
  }

  @Override
  public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
      ExtensionContext context) {
    List<Method> tests = Annotations.methods(context.getRequiredTestClass(), AsyncTest.class);
    String only = context.getConfigurationParameter("continuo.test").orElse("");
    return tests.stream()
        .filter(test -> only.isEmpty() || test.getName().equals(only))
        .map(AsyncInvocation::new);
  }

  /** For classes that implement {@link AsyncTests} and have only JUnit's own tests. */
  @Override
  public boolean mayReturnZeroTestTemplateInvocationContexts(ExtensionContext context) {
    return true;
  }
}
