// SPDX-License-Identifier: Apache-2.0
/**
 * The API of Continuo as a program of plain Java sees it, which is not woven: {@code await} runs a
 * coroutine to its end, right there. What it says is what the woven program must say.
 */
package dev.continuo.weaver.generator.plain;
