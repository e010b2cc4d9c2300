// SPDX-License-Identifier: Apache-2.0
/**
 * A TCP echo server written with each library, and the load that measures them. Open {@link
 * dev.continuo.benchmarks.echo.Echo} first.
 */
package dev.continuo.benchmarks.echo;
