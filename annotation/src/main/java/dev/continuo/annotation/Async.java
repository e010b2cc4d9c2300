// SPDX-License-Identifier: Apache-2.0
package dev.continuo.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method that may {@code await}: it is rewritten so that it can pause there and go on
 * later, without holding a thread.
 *
 * <p>The return type says how a call of it begins:
 *
 * <table>
 *   <caption>The allowed return types</caption>
 *   <thead>
 *     <tr><th>return type</th><th>a call</th></tr>
 *   </thead>
 *   <tbody>
 *     <tr>
 *       <td>{@code Coroutine<T>}</td>
 *       <td>runs nothing; the body runs when awaited or made a task</td>
 *     </tr>
 *     <tr>
 *       <td>{@code Task<T>}, {@code Future<T>}</td>
 *       <td>makes it a task of the running loop at once</td>
 *     </tr>
 *     <tr>
 *       <td>{@code CompletableFuture<T>}, {@code CompletionStage<T>}</td>
 *       <td>runs the body at once up to its first suspension; it resumes on the running loop if there
 *           is one, else on the thread that completes what it awaits</td>
 *     </tr>
 *     <tr>
 *       <td>{@code AsyncIterator<T>}</td>
 *       <td>a generator: runs from {@code emit} to {@code emit} as it is iterated</td>
 *     </tr>
 *   </tbody>
 * </table>
 *
 * <p>{@code return x;} returns any value of the declared type: {@code Coroutine.of(v)}, {@code
 * Coroutine.done()}, a completed future, or another coroutine, which is then awaited after the
 * method's {@code finally} blocks. It must not return null.
 *
 * <p>Not allowed on abstract or native methods, nor on {@code synchronized} ones: use {@code
 * dev.continuo.sync.Lock} there.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Async {}
