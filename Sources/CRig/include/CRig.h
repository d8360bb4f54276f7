// What the bench's hand in an emulated board calls of Linux beyond what the firmware does.
#pragma once
#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/ptrace.h>
#include <linux/rtc.h>
#include <stdint.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/sysmacros.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

// The C library offers these to programs that ask for all of GNU's, which a module cannot.
#ifndef F_OFD_SETLK
#define F_OFD_SETLK 37
#endif
#ifndef AT_EMPTY_PATH
#define AT_EMPTY_PATH 0x1000
#endif

// <sys/ptrace.h> and <linux/ptrace.h> do not go together; the call itself is one.
static inline long rig_ptrace(long request, pid_t process, unsigned long address, unsigned long data) {
  return syscall(SYS_ptrace, request, (long)process, address, data);
}

// Where a traced process is: 1 entering a call, 2 leaving one, 0 elsewhere; -1 where the kernel does not say.
static inline int rig_stop(pid_t process, uint64_t *number, uint64_t *first, uint64_t *third) {
  static uint64_t entered;
  struct ptrace_syscall_info information;
  if (rig_ptrace(PTRACE_GET_SYSCALL_INFO, process, sizeof information, (unsigned long)&information) <= 0) return -1;
  if (information.op == PTRACE_SYSCALL_INFO_ENTRY) {
    entered = information.entry.nr;
    *number = entered;
    *first = information.entry.args[0];
    *third = information.entry.args[2];
    return 1;
  }
  *number = entered;
  return information.op == PTRACE_SYSCALL_INFO_EXIT ? 2 : 0;
}

enum {
  rig_seize = PTRACE_SEIZE,
  rig_interrupt = PTRACE_INTERRUPT,
  rig_detach = PTRACE_DETACH,
  rig_until_call = PTRACE_SYSCALL,
  rig_mark_calls = PTRACE_O_TRACESYSGOOD,
};

// The calls by which SQLite writes, and has written.
static inline int rig_is_write(uint64_t number) { return number == SYS_pwrite64 || number == SYS_write; }
static inline int rig_is_sync(uint64_t number) { return number == SYS_fdatasync || number == SYS_fsync; }

// A lock of an open file description, at once or not at all.
static inline int rig_lock(int descriptor, int64_t from, int64_t length, int exclusive) {
  struct flock range = {0};
  range.l_type = exclusive ? F_WRLCK : F_UNLCK;
  range.l_whence = SEEK_SET;
  range.l_start = (off_t)from;
  range.l_len = (off_t)length;
  return fcntl(descriptor, F_OFD_SETLK, &range);
}

// Sets a hardware clock, which counts in the calendar's fields.
static inline int rig_set_hardware_clock(int descriptor, int64_t seconds) {
  const time_t time = (time_t)seconds;
  struct tm fields;
  if (gmtime_r(&time, &fields) == 0) return -1;
  struct rtc_time value = {0};
  value.tm_sec = fields.tm_sec;
  value.tm_min = fields.tm_min;
  value.tm_hour = fields.tm_hour;
  value.tm_mday = fields.tm_mday;
  value.tm_mon = fields.tm_mon;
  value.tm_year = fields.tm_year;
  return ioctl(descriptor, RTC_SET_TIME, &value);
}

static inline int rig_execute(int descriptor, char *const arguments[], char *const environment[]) {
  return (int)syscall(SYS_execveat, descriptor, "", arguments, environment, AT_EMPTY_PATH);
}

static inline int rig_is_exit(int status) { return WIFEXITED(status) || WIFSIGNALED(status); }
static inline int rig_exit_status(int status) { return WIFEXITED(status) ? WEXITSTATUS(status) : -1; }
static inline int rig_is_stop(int status) { return WIFSTOPPED(status); }
static inline int rig_stop_signal(int status) { return WSTOPSIG(status); }
// The event of a stop that is none of a signal's own.
static inline int rig_stop_event(int status) { return status >> 16; }
