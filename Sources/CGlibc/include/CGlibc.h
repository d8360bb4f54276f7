// The part of glibc that the firmware calls, importable in normal and in Embedded Swift.
#pragma once
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <iconv.h>
#include <ifaddrs.h>
#include <linux/gpio.h>
#include <linux/netlink.h>
#include <linux/rtc.h>
#include <linux/rtnetlink.h>
#include <linux/serial.h>
#include <linux/watchdog.h>
#include <malloc.h>
#include <net/if.h>
#include <net/route.h>
#include <netdb.h>
#include <netinet/in.h>
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
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/reboot.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <sys/time.h>
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
static inline int glibc_ioctl(int descriptor, unsigned long request, void *value) {
  return ioctl(descriptor, request, value);
}
static inline int glibc_prctl(int option, unsigned long value) { return prctl(option, value, 0, 0, 0); }
// The resource is an enumeration of glibc's own, which differs from build to build.
static inline int glibc_limit_core_files(rlim_t bytes) {
  const struct rlimit limit = {bytes, bytes};
  return setrlimit(RLIMIT_CORE, &limit);
}
// Not in glibc: the kernel's own way to give it a module's file.
static inline int glibc_load_module(int descriptor, const char *options) {
  return (int)syscall(SYS_finit_module, descriptor, options, 0);
}
static inline int glibc_raise_ambient_capability(unsigned long capability) {
  return prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, capability, 0, 0);
}
// The one limit that a caller names by its number, which glibc makes an enumeration.
static inline int glibc_limit(int resource, rlim_t most) {
  const struct rlimit limit = {most, most};
  return setrlimit((__typeof__(RLIMIT_CORE))resource, &limit);
}
static inline int glibc_priority(int nice) { return setpriority(PRIO_PROCESS, 0, nice); }
// Numbers of ioctl requests are macros that Swift does not see.
static const unsigned long glibc_watchdog_set_timeout = WDIOC_SETTIMEOUT;
static const unsigned long glibc_watchdog_get_timeout = WDIOC_GETTIMEOUT;
static const unsigned long glibc_clock_read = RTC_RD_TIME;
static const unsigned long glibc_clock_set = RTC_SET_TIME;
static const unsigned long glibc_serial_counters = TIOCGICOUNT;
static const unsigned long glibc_gpio_chip_information = GPIO_GET_CHIPINFO_IOCTL;
// Receives a datagram and says which process sent it; needs SO_PASSCRED. Control messages are macros all over.
long glibc_receive_from_process(int socket, void *bytes, unsigned long count, int *process);
// Makes these the process's permitted, effective and inheritable capabilities.
int glibc_set_capabilities(unsigned long long capabilities);
// One network interface. Its requests are unions, which Swift sees as nothing useful. Results are negated error numbers.
int glibc_interface_address(const char *name, unsigned long request, unsigned address);
int glibc_interface_up(const char *name);
int glibc_default_route(const char *name, unsigned router);
// Gives back the memory of all code and constants; what is used comes back from the file when it is touched. See Memory.c.
void glibc_release_code(void);
