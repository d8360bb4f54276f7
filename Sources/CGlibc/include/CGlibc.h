// The part of glibc that the firmware calls, importable in normal and in Embedded Swift.
#pragma once
#include <errno.h>
#include <fcntl.h>
#include <iconv.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/timerfd.h>
#include <sys/types.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

// Swift can neither read the errno macro nor call a variadic function.
static inline int glibc_errno(void) { return errno; }
static inline int glibc_open(const char *path, int flags, mode_t mode) { return open(path, flags, mode); }
static inline int glibc_ioctl_int(int descriptor, unsigned long request, int *value) {
  return ioctl(descriptor, request, value);
}
static inline int glibc_prctl(int option, unsigned long value) { return prctl(option, value, 0, 0, 0); }
// The resource is an enumeration of glibc's own, which differs from build to build.
static inline int glibc_limit_core_files(rlim_t bytes) {
  const struct rlimit limit = {bytes, bytes};
  return setrlimit(RLIMIT_CORE, &limit);
}
