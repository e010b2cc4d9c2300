// SPDX-License-Identifier: Apache-2.0

/** The annotation that marks a coroutine: {@link dev.continuo.annotation.Async}. */
package dev.continuo.annotation;
