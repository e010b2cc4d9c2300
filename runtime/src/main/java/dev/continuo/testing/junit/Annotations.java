// SPDX-License-Identifier: Apache-2.0
package dev.continuo.testing.junit;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;

/** Finds what the annotations of this package say. */
final class Annotations {

  private Annotations() {}

  /** The annotation of the method, else of JUnit's test method, else of the class. */
  static <A extends Annotation> @Nullable A find(
      Class<A> type, ExtensionContext context, @Nullable Method method) {
    Method test = method != null ? method : context.getRequiredTestMethod();
    return AnnotationSupport.findAnnotation(test, type)
        .or(() -> AnnotationSupport.findAnnotation(context.getRequiredTestClass(), type))
        .orElse(null);
  }

  static Duration duration(TimeLimit limit) {
    return Duration.of(limit.value(), limit.unit().toChronoUnit());
  }

  /** The methods with an annotation, those of superclasses first, each checked. */
  static List<Method> methods(Class<?> testClass, Class<? extends Annotation> type) {
    List<Method> methods =
        AnnotationSupport.findAnnotatedMethods(testClass, type, HierarchyTraversalMode.TOP_DOWN);
    methods.forEach(method -> check(method, type));
    return methods;
  }

  /** Methods with an annotation of JUnit, which has checked them. */
  static List<Method> plainMethods(Class<?> testClass, Class<? extends Annotation> type) {
    return AnnotationSupport.findAnnotatedMethods(testClass, type, HierarchyTraversalMode.TOP_DOWN);
  }

  static String name(Method method) {
    return method.getDeclaringClass().getName() + "." + method.getName();
  }

  private static void check(Method method, Class<? extends Annotation> type) {
    String problem = null;
    if (Modifier.isStatic(method.getModifiers()) || Modifier.isPrivate(method.getModifiers())) {
      problem = "must be neither static nor private";
    } else if (!dev.continuo.Awaitable.class.isAssignableFrom(method.getReturnType())
        && !CompletionStage.class.isAssignableFrom(method.getReturnType())) {
      problem =
          "returns "
              + method.getReturnType().getSimpleName()
              + ", which cannot be awaited; return Coroutine<Void>";
    }
    if (problem != null) {
      throw new ExtensionConfigurationException(
          name(method) + ": an @" + type.getSimpleName() + " method " + problem);
    }
  }
}
