// SPDX-License-Identifier: Apache-2.0
package dev.continuo.testing.junit;

import dev.continuo.AsyncCallable;
import dev.continuo.testing.ExplorationFailure;
import dev.continuo.testing.Explorer;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.opentest4j.TestAbortedException;

/** Runs one {@link AsyncTest} method where JUnit would call {@link AsyncTests#async}. */
final class AsyncInvocation
    implements TestTemplateInvocationContext,
        BeforeEachCallback,
        InvocationInterceptor,
        ExecutionCondition {

  private final Method test;

  AsyncInvocation(Method test) {
    this.test = test;
  }

  /** The method that runs in this invocation; null for JUnit's own tests. */
  static @Nullable Method testOf(ExtensionContext context) {
    return context.getStore(ContinuoExtension.NAMESPACE).get(AsyncTest.class, Method.class);
  }

  /** Before the test's own {@code @BeforeEach} methods, which may ask for the loop. */
  @Override
  public void beforeEach(ExtensionContext context) {
    context.getStore(ContinuoExtension.NAMESPACE).put(AsyncTest.class, test);
  }

  @Override
  public String getDisplayName(int invocationIndex) {
    DisplayName name = test.getAnnotation(DisplayName.class);
    if (name != null) {
      return name.value();
    }
    return Stream.of(test.getParameters())
        .map(Parameter::getType)
        .map(Class::getSimpleName)
        .collect(Collectors.joining(", ", test.getName() + "(", ")"));
  }

  @Override
  public List<Extension> getAdditionalExtensions() {
    return List.of(this);
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    Disabled disabled = test.getAnnotation(Disabled.class);
    return disabled == null
        ? ConditionEvaluationResult.enabled("not @Disabled")
        : ConditionEvaluationResult.disabled(
            disabled.value().isEmpty() ? test + " is @Disabled" : disabled.value());
  }

  /** Explored tests call these in each run, on its own test object. */
  @Override
  public void interceptBeforeEachMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> invocationContext,
      ExtensionContext context)
      throws Throwable {
    unlessExplored(invocation, context);
  }

  @Override
  public void interceptAfterEachMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> invocationContext,
      ExtensionContext context)
      throws Throwable {
    unlessExplored(invocation, context);
  }

  private void unlessExplored(Invocation<@Nullable Void> invocation, ExtensionContext context)
      throws Throwable {
    if (Annotations.find(Explore.class, context, test) == null) {
      invocation.proceed();
    } else {
      invocation.skip();
    }
  }

  @Override
  public void interceptTestTemplateMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> invocationContext,
      ExtensionContext context) {
    invocation.skip();
    Explore explore = Annotations.find(Explore.class, context, test);
    if (explore == null) {
      AsyncBody body = new AsyncBody(test, context, context.getRequiredTestInstance());
      ContinuoExtension.runner(context).run(body::run);
    } else if (explore.replay().isEmpty()) {
      explore(explorer(explore, context), () -> AsyncBody.onNewObject(test, context).runAll());
    } else {
      replay(explore, context);
    }
  }

  private static void explore(Explorer explorer, AsyncCallable<Void> body) {
    try {
      explorer.explore(body);
    } catch (ExplorationFailure e) {
      if (e.getCause() instanceof TestAbortedException aborted) {
        // An assumption that does not hold is no failure.
        throw aborted;
      }
      throw e;
    }
  }

  private void replay(Explore explore, ExtensionContext context) {
    Explorer explorer = explorer(explore, context);
    AsyncCallable<Void> body = () -> AsyncBody.onNewObject(test, context).runAll();
    if (explore.replay().matches("-?[0-9]+")) {
      explorer.replay(Long.parseLong(explore.replay()), body);
    } else {
      explorer.replay(explore.replay(), body);
    }
  }

  private Explorer explorer(Explore explore, ExtensionContext context) {
    Explorer explorer =
        explore.deviations() < 0
            ? Explorer.random(explore.schedules()).seed(explore.seed())
            : Explorer.bounded(explore.deviations()).schedules(explore.schedules());
    TimeLimit limit = Annotations.find(TimeLimit.class, context, test);
    if (limit != null) {
      explorer = explorer.timeLimit(Annotations.duration(limit));
    }
    return explorer
        .maxSteps(explore.maxSteps())
        .timeSkew(Duration.ofMillis(explore.skewMillis()))
        .strict()
        .replayedBy("@Explore(replay = \"%s\")");
  }
}
