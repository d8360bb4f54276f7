#define _GNU_SOURCE
#include "CGlibc.h"
#include <linux/capability.h>

long glibc_receive_from_process(int socket, void *bytes, unsigned long count, int *process) {
  union {
    struct cmsghdr header;
    char bytes[CMSG_SPACE(sizeof(struct ucred))];
  } control;
  struct iovec part = {bytes, count};
  struct msghdr message = {
      .msg_iov = &part, .msg_iovlen = 1, .msg_control = control.bytes, .msg_controllen = sizeof control.bytes};
  ssize_t received = recvmsg(socket, &message, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
  *process = 0;
  if (received < 0) return received;
  for (struct cmsghdr *each = CMSG_FIRSTHDR(&message); each; each = CMSG_NXTHDR(&message, each)) {
    if (each->cmsg_level != SOL_SOCKET || each->cmsg_type != SCM_CREDENTIALS) continue;
    struct ucred sender;
    memcpy(&sender, CMSG_DATA(each), sizeof sender);
    *process = sender.pid;
  }
  return received;
}

int glibc_set_capabilities(unsigned long long capabilities) {
  struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
  struct __user_cap_data_struct data[2];
  for (int half = 0; half < 2; half++) {
    __u32 bits = (__u32)(capabilities >> (32 * half));
    data[half] = (struct __user_cap_data_struct){bits, bits, bits};
  }
  return (int)syscall(SYS_capset, &header, data);
}

// Makes one request of the network's kind.
static int interface_request(unsigned long request, void *value) {
  int descriptor = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (descriptor < 0) return -errno;
  int outcome = ioctl(descriptor, request, value) < 0 ? -errno : 0;
  close(descriptor);
  return outcome;
}

static struct sockaddr_in internet_address(unsigned address) {
  return (struct sockaddr_in){.sin_family = AF_INET, .sin_addr.s_addr = address};
}

int glibc_interface_address(const char *name, unsigned long request, unsigned address) {
  struct ifreq interface = {0};
  struct sockaddr_in value = internet_address(address);
  strncpy(interface.ifr_name, name, IFNAMSIZ - 1);
  memcpy(&interface.ifr_addr, &value, sizeof value);
  return interface_request(request, &interface);
}

int glibc_interface_up(const char *name) {
  struct ifreq interface = {0};
  strncpy(interface.ifr_name, name, IFNAMSIZ - 1);
  int outcome = interface_request(SIOCGIFFLAGS, &interface);
  if (outcome < 0) return outcome;
  interface.ifr_flags |= IFF_UP;
  return interface_request(SIOCSIFFLAGS, &interface);
}

int glibc_default_route(const char *name, unsigned router) {
  struct sockaddr_in nothing = internet_address(0), gateway = internet_address(router);
  char device[IFNAMSIZ] = {0};
  strncpy(device, name, IFNAMSIZ - 1);
  struct rtentry route = {.rt_flags = RTF_UP | RTF_GATEWAY, .rt_dev = device};
  memcpy(&route.rt_dst, &nothing, sizeof nothing);
  memcpy(&route.rt_genmask, &nothing, sizeof nothing);
  memcpy(&route.rt_gateway, &gateway, sizeof gateway);
  return interface_request(SIOCADDRT, &route);
}
