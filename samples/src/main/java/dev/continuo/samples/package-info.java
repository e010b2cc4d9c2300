// SPDX-License-Identifier: Apache-2.0
/** One small runnable program per idea. Open {@link dev.continuo.samples.HelloWorld} first. */
package dev.continuo.samples;
