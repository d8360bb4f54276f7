// Two functions of Swift 6.3's Embedded runtime on 64-bit ARM, as they have to be: linked into every program by Tools/embedded, where they
// take the place of the toolchain's own, which are weak.
//
// A string's second word is a reference with tags in its spare bits, and a text of up to 15 bytes lies in those very bits. The compiler is told
// that retaining such a word returns it unchanged, and goes on with what it gets; the toolchain's functions return it without its tags. So
// a short text was turned into a reference to nowhere, wherever the compiler happened to use the result: acceptd died right after a commit.
// Mended upstream after 6.3 (swiftlang/swift#91151): this file goes when the toolchain has that.
#include <stdint.h>

#if !defined(__aarch64__) || defined(__ANDROID__)
#error "Tags of a reference are elsewhere on this architecture."
#endif

void *swift_retain_n(void *object, uint32_t count);

void *swift_bridgeObjectRetain_n(void *object, uint32_t count) {
  const uintptr_t immortal = UINT64_C(1) << 63, reference = UINT64_C(0x8ffffffffffffff8);
  if (!((uintptr_t)object & immortal)) swift_retain_n((void *)((uintptr_t)object & reference), count);
  return object;
}

void *swift_bridgeObjectRetain(void *object) { return swift_bridgeObjectRetain_n(object, 1); }
