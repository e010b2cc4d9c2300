// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver.generator.plain;

/** Means nothing: the source says how a coroutine begins. */
public @interface Async {}
