// SPDX-License-Identifier: Apache-2.0

/**
 * The Maven door, for classes of any JVM language. Open {@link
 * dev.continuo.maven.AbstractWeaveMojo} first.
 */
package dev.continuo.maven;
