// SPDX-License-Identifier: Apache-2.0

/**
 * Random programs do under us what they do under CPython; open {@link
 * dev.continuo.differential.DifferentialTest} first.
 */
package dev.continuo.differential;
