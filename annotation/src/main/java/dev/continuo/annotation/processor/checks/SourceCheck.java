// SPDX-License-Identifier: Apache-2.0
package dev.continuo.annotation.processor.checks;

import com.github.javaparser.ast.CompilationUnit;
import java.util.function.Consumer;

/**
 * One rule about programs, found in their source. Its class, the code in its messages, its page
 * below {@code docs/checks} and the key that suppresses it have one name.
 */
abstract class SourceCheck {

  abstract void inspect(CompilationUnit unit, Consumer<Finding> findings);

  final String name() {
    return getClass().getSimpleName();
  }
}
