#define _GNU_SOURCE
#include "CGlibc.h"
#include <link.h>

// Whether the loader wrote into the object's code. Debian's libraries are built so that it need not.
static int has_written_code(const struct dl_phdr_info *object) {
  for (int index = 0; index < object->dlpi_phnum; index++) {
    const ElfW(Phdr) *segment = &object->dlpi_phdr[index];
    if (segment->p_type != PT_DYNAMIC) continue;
    for (const ElfW(Dyn) *each = (const void *)(object->dlpi_addr + segment->p_vaddr); each->d_tag != DT_NULL; each++)
      if (each->d_tag == DT_TEXTREL || (each->d_tag == DT_FLAGS && each->d_un.d_val & DF_TEXTREL)) return 1;
  }
  return 0;
}

// Every whole page of one object that nobody may write, and so nobody has: the file has all of it, and it comes back when it is touched.
static int release_object(struct dl_phdr_info *object, size_t size, void *context) {
  const uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
  if (has_written_code(object)) return 0;
  for (int index = 0; index < object->dlpi_phnum; index++) {
    const ElfW(Phdr) *segment = &object->dlpi_phdr[index];
    if (segment->p_type != PT_LOAD || segment->p_flags & PF_W) continue;
    const uintptr_t begin = object->dlpi_addr + segment->p_vaddr;
    const uintptr_t first = begin & ~(page - 1), end = (begin + segment->p_memsz) & ~(page - 1);
    if (first < end) madvise((void *)first, end - first, MADV_DONTNEED);
  }
  return 0;
}

void glibc_release_code(void) { dl_iterate_phdr(release_object, NULL); }
