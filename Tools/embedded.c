// What every program of the firmware is linked to in place of parts of Swift 6.3's Embedded runtime and library: Tools/embedded names it.
#include <stdint.h>

// Texts are compared as they are written.
//
// Swift holds two texts for the same that Unicode calls canonically equivalent: é as one scalar, or as e and an accent. To know them needs
// tables of 25 KB in each program, more than any part of its own. The firmware's texts are its own words, which are composed already, and
// ASCII: the names of settings, files, lines and terminals. So no scalar has a decomposition here and no two have a composition, and equal
// means the same scalars. The toolchain keeps its tables in a library apart, which is not linked: whatever would need others of them, such as
// splitting text into characters, does not link.

const uint8_t *const _swift_stdlib_nfd_decompositions = 0;

// Nothing to reorder (class 0), and composed and decomposed as it is.
uint16_t _swift_stdlib_getNormData(uint32_t scalar) { return 0; }

// Asked only for what is not decomposed as it is.
uint32_t _swift_stdlib_getDecompositionEntry(uint32_t scalar) { return 0; }

// All bits: the two have no composition.
uint32_t _swift_stdlib_getComposition(uint32_t first, uint32_t second) { return UINT32_MAX; }

// Retaining a word of a string leaves it as it is: two functions of Swift 6.3's Embedded runtime on 64-bit ARM, as they have to be. Those of
// the toolchain are weak and give way to these.
//
// A string's second word is a reference with tags in its spare bits, and a text of up to 15 bytes lies in those very bits. The compiler is told
// that retaining such a word returns it unchanged, and goes on with what it gets; the toolchain's functions return it without its tags. So
// a short text was turned into a reference to nowhere, wherever the compiler happened to use the result: acceptd died right after a commit.
// Mended upstream after 6.3 (swiftlang/swift#91151): this part goes when the toolchain has that.
#if defined(__aarch64__) && !defined(__ANDROID__)

void *swift_retain_n(void *object, uint32_t count);

void *swift_bridgeObjectRetain_n(void *object, uint32_t count) {
  const uintptr_t immortal = UINT64_C(1) << 63, reference = UINT64_C(0x8ffffffffffffff8);
  if (!((uintptr_t)object & immortal)) swift_retain_n((void *)((uintptr_t)object & reference), count);
  return object;
}

void *swift_bridgeObjectRetain(void *object) { return swift_bridgeObjectRetain_n(object, 1); }

#endif
