// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A future that some operation completes when others are done; for those who look inside. */
final class Joint extends Future<@Nullable Void> {

  private final String kind;
  private final Supplier<? extends List<? extends Future<?>>> parts;

  Joint(BaseEventLoop loop, String kind, Supplier<? extends List<? extends Future<?>>> parts) {
    super(loop);
    this.kind = kind;
    this.parts = parts;
  }

  @Override
  String kind() {
    return kind;
  }

  @Override
  List<? extends Future<?>> parts() {
    return isDone() ? List.of() : parts.get();
  }
}
