// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver;

import java.nio.charset.StandardCharsets;

/**
 * Looks for the few names that make a class worth weaving among the constants of a class file (JVMS
 * 4.4), without making an object of any of them.
 */
final class ConstantPoolScan {
  private static final int MAGIC = 0xCAFEBABE;
  private static final int FIRST_CONSTANT = 10;

  private static final int UTF8 = 1;
  private static final int LONG = 5;
  private static final int DOUBLE = 6;

  /** Bytes of an entry after its tag, by tag; 0 for tags that do not exist and for Utf8. */
  private static final int[] SIZES = {
    0, 0, 0, 4, 4, 8, 8, 2, 2, 4, 4, 4, 4, 0, 0, 3, 2, 4, 4, 2, 2,
  };

  private static final byte[] ASYNC = bytes(Names.ASYNC_DESC);
  private static final byte[] ASYNCIO = bytes(Names.ASYNCIO);
  private static final byte[] RETURNS_COROUTINE = bytes(DroppedCoroutine.RETURNS_COROUTINE);
  private static final byte[] CLOSE = bytes(Names.CLOSE);
  private static final byte[] WOVEN = bytes(Names.WOVEN_DESC);

  /** What a class mentions, as bits: that it is woven, something to weave, something to check. */
  private static final int IS_WOVEN = 1;

  private static final int TO_WEAVE = 2;
  private static final int TO_CHECK = 4;

  /** Together with {@link #TO_CHECK}: perhaps a lambda awaits nothing but a close. */
  private static final int CLOSES = 8;

  private ConstantPoolScan() {}

  static boolean mayNeedWeaving(byte[] classFile) {
    int found = scan(classFile);
    boolean closesInLambda = (found & CLOSES) != 0 && (found & TO_CHECK) != 0;
    return ((found & TO_WEAVE) != 0 || closesInLambda) && (found & IS_WOVEN) == 0;
  }

  static boolean mayNeedChecks(byte[] classFile) {
    return (scan(classFile) & ~CLOSES) != 0;
  }

  static boolean isWoven(byte[] classFile) {
    return (scan(classFile) & IS_WOVEN) != 0;
  }

  private static int scan(byte[] classFile) {
    if (classFile.length < FIRST_CONSTANT || int4(classFile, 0) != MAGIC) {
      return 0;
    }
    int found = 0;
    int count = int2(classFile, 8);
    int at = FIRST_CONSTANT;
    for (int i = 1; i < count; i++) {
      if (at + 3 > classFile.length) {
        return found; // cut short: let ASM speak about it
      }
      int tag = classFile[at];
      if (tag == UTF8) {
        int length = int2(classFile, at + 1);
        if (at + 3 + length > classFile.length) {
          return found;
        }
        found |= mentionedBy(classFile, at + 3, length);
        at += 3 + length;
      } else if (tag > 0 && tag < SIZES.length && SIZES[tag] > 0) {
        at += 1 + SIZES[tag];
        i += tag == LONG || tag == DOUBLE ? 1 : 0;
      } else {
        return found; // a constant of a future class file version: let ASM speak about it
      }
    }
    return found;
  }

  private static int mentionedBy(byte[] file, int at, int length) {
    if (matches(file, at, length, ASYNC) || matches(file, at, length, ASYNCIO)) {
      return TO_WEAVE;
    } else if (matches(file, at, length, WOVEN)) {
      return IS_WOVEN;
    } else if (matches(file, at, length, CLOSE)) {
      return CLOSES;
    }
    int before = length - RETURNS_COROUTINE.length;
    return before > 0 && matches(file, at + before, length - before, RETURNS_COROUTINE)
        ? TO_CHECK
        : 0;
  }

  private static boolean matches(byte[] file, int at, int length, byte[] name) {
    if (length != name.length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (file[at + i] != name[i]) {
        return false;
      }
    }
    return true;
  }

  private static int int2(byte[] file, int at) {
    return (file[at] & 0xFF) << 8 | file[at + 1] & 0xFF;
  }

  private static int int4(byte[] file, int at) {
    return int2(file, at) << 16 | int2(file, at + 2);
  }

  private static byte[] bytes(String name) {
    return name.getBytes(StandardCharsets.UTF_8);
  }
}
