// The floor of every start: a first process that says when it began and switches the board off. Tools/bench --performance --on BOARD boots it on the
// kernel, the machine and the command line of the terminal.
#include <fcntl.h>
#include <stdio.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <time.h>
#include <unistd.h>

int main(void) {
  struct timespec up;
  clock_gettime(CLOCK_BOOTTIME, &up);
  // The kernel opens its console for the first process where the archive has the node; this one has nothing.
  mknod("/kmsg", S_IFCHR | 0600, makedev(1, 11));
  int log = open("/kmsg", O_WRONLY);
  if (log >= 0) dprintf(log, "bare init after %lld\n", up.tv_sec * 1000000LL + up.tv_nsec / 1000);
  sync();
  reboot(RB_POWER_OFF);
  for (;;) pause();
}
