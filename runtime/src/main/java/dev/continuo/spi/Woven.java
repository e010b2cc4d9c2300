// SPDX-License-Identifier: Apache-2.0
package dev.continuo.spi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Put on a class by the weaver, so that weaving it again changes nothing. */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Woven {

  /** The version of the contract between woven code and the runtime. */
  int version();
}
