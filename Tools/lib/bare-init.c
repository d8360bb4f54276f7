// The floor of every start: a first process that says so and switches the board off. Tools/bench --figures boots it on the kernel, the
// machine and the command line of the terminal.
#include <fcntl.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

int main(void) {
  static const char line[] = "bare init\n";
  // The kernel opens its console for the first process where the archive has the node; this one has nothing.
  mknod("/kmsg", S_IFCHR | 0600, makedev(1, 11));
  int log = open("/kmsg", O_WRONLY);
  if (log >= 0) write(log, line, sizeof line - 1);
  sync();
  reboot(RB_POWER_OFF);
  for (;;) pause();
}
