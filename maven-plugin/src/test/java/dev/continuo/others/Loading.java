// SPDX-License-Identifier: Apache-2.0
package dev.continuo.others;

import java.lang.instrument.ClassDefinition;
import java.lang.instrument.ClassFileTransformer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A JVM in which classes are loaded in unusual ways: {@code Loading way folder..}. */
public final class Loading {

  private static final int THREADS = 16;
  static final int ROUNDS = 20;

  private Loading() {}

  public static void main(String[] arguments) throws Exception {
    List<Path> folders = new ArrayList<>();
    for (int i = 1; i < arguments.length; i++) {
      folders.add(Path.of(arguments[i]));
    }
    switch (arguments[0]) {
      case "alone" -> run(new FolderLoader(null, folders));
      case "childFirst" -> run(new FolderLoader(Loading.class.getClassLoader(), folders));
      case "parallel" -> parallel(folders);
      case "retransform" -> retransform(new FolderLoader(null, folders));
      case "redefine" -> redefine(new FolderLoader(null, folders), folders.get(0), folders.get(0));
      case "redefineAnew" -> redefineAnew(folders);
      case "frameBefore" -> frameBefore(new FolderLoader(null, folders));
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  private static void run(ClassLoader loader) throws ReflectiveOperationException {
    Class<?> main = loader.loadClass("demo.Main");
    if (main.getClassLoader() != loader) {
      throw new IllegalStateException(main + " is not of the loader that was to be tried");
    }
    main.getMethod("main", String[].class).invoke(null, (Object) new String[0]);
  }

  /** All threads ask each loader for the same class at the same time. */
  private static void parallel(List<Path> folders) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    for (int round = 0; round < ROUNDS; round++) {
      FolderLoader loader = new FolderLoader(null, folders);
      CountDownLatch start = new CountDownLatch(THREADS);
      List<Future<Class<?>>> loaded = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        loaded.add(
            threads.submit(
                () -> {
                  start.countDown();
                  start.await();
                  return Class.forName("demo.Main", true, loader);
                }));
      }
      for (Future<Class<?>> one : loaded) {
        if (one.get() != loaded.get(0).get()) {
          throw new IllegalStateException("two classes of one name in one loader");
        }
      }
      run(loader);
    }
    threads.shutdown();
  }

  /** Another agent sees the woven class, and gives it back as it is. */
  private static void retransform(FolderLoader loader) throws Exception {
    run(loader);
    List<String> seen = new ArrayList<>();
    ClassFileTransformer copying =
        new ClassFileTransformer() {
          @Override
          public byte[] transform(
              ClassLoader of, String name, Class<?> loaded, ProtectionDomain d, byte[] bytes) {
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            seen.add(name + (text.contains("Ldev/continuo/spi/Woven;") ? " woven" : " unwoven"));
            return bytes.clone();
          }
        };
    OtherAgent.instrumentation.addTransformer(copying, true);
    OtherAgent.instrumentation.retransformClasses(loader.loadClass("demo.Main"));
    System.out.println(seen);
    run(loader);
  }

  /** The class runs, gets the code of another folder, and runs again. */
  private static void redefine(FolderLoader loader, Path before, Path after) throws Exception {
    run(loader);
    Class<?> main = loader.loadClass("demo.Main");
    byte[] code = Files.readAllBytes(after.resolve("demo/Main.class"));
    try {
      OtherAgent.instrumentation.redefineClasses(new ClassDefinition(main, code));
    } catch (UnsupportedOperationException e) {
      System.out.println("refused");
    }
    run(loader);
  }

  private static void redefineAnew(List<Path> folders) throws Exception {
    Path after = folders.remove(0);
    redefine(new FolderLoader(null, folders), folders.get(0), after);
  }

  /** A frame class that an earlier build has left is loaded before its class. */
  private static void frameBefore(FolderLoader loader) throws Exception {
    loader.loadClass("demo.Main$main$1");
    run(loader);
  }
}
