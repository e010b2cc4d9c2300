// SPDX-License-Identifier: Apache-2.0

/**
 * Woven classes beside the tools and frameworks that rewrite, load, pack or stand in for classes
 * themselves. Each test names one of them.
 */
package dev.continuo.others;
