/*
 * kqueue and kevent over epoll, so that a kqueue client can be tried on Linux. Emulated: shows that
 * the client's calls and structs are right, and nothing about how fast or how true kqueue is.
 *
 * Knows EVFILT_READ and EVFILT_WRITE, EV_ADD and EV_DELETE, level-triggered; data and fflags of
 * what happens to a descriptor stay 0. One thread per queue. -DFREEBSD chooses the 64-byte struct.
 *
 * Source: kqueue(2) of FreeBSD and macOS, epoll(7).
 */
#include <errno.h>
#include <limits.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <time.h>

#ifdef FREEBSD
struct kevent {
  uintptr_t ident;
  short filter;
  unsigned short flags;
  unsigned int fflags;
  int64_t data;
  void *udata;
  uint64_t ext[4];
};
#else
#pragma pack(4)
struct kevent {
  uintptr_t ident;
  int16_t filter;
  uint16_t flags;
  uint32_t fflags;
  intptr_t data;
  void *udata;
};
#pragma pack()
#endif

enum { EVFILT_READ = -1, EVFILT_WRITE = -2 };
enum { EV_ADD = 0x0001, EV_DELETE = 0x0002, EV_ERROR = 0x4000, EV_EOF = 0x8000 };
enum { READ = 1, WRITE = 2, DESCRIPTORS = 65536, BATCH = 512 };

/* What this compiler makes of the structs: size, then where each member stands. */
const int64_t kevent_shape[] = {
    sizeof(struct kevent),           offsetof(struct kevent, ident),
    offsetof(struct kevent, filter), offsetof(struct kevent, flags),
    offsetof(struct kevent, fflags), offsetof(struct kevent, data),
    offsetof(struct kevent, udata),
#ifdef FREEBSD
    offsetof(struct kevent, ext),
#endif
};
const int64_t timespec_shape[] = {
    sizeof(struct timespec), offsetof(struct timespec, tv_sec), offsetof(struct timespec, tv_nsec)};

/* By queue and descriptor: the filters that were added. */
static unsigned char *added[DESCRIPTORS];

int kqueue(void) {
  int kq = epoll_create1(EPOLL_CLOEXEC);
  if (kq < 0) return -1;
  if (kq < DESCRIPTORS && !added[kq]) added[kq] = malloc(DESCRIPTORS);
  if (kq >= DESCRIPTORS || !added[kq]) abort();
  memset(added[kq], 0, DESCRIPTORS);
  return kq;
}

/* Returns 0 or the errno. */
static int change(int kq, const struct kevent *asked) {
  int filter = asked->filter == EVFILT_READ ? READ : asked->filter == EVFILT_WRITE ? WRITE : 0;
  if (!filter || (asked->flags != EV_ADD && asked->flags != EV_DELETE)) return EINVAL;
#ifdef FREEBSD
  for (int i = 0; i < 4; i++)
    if (asked->ext[i]) return EINVAL;
#endif
  if (asked->ident >= DESCRIPTORS) return EBADF;
  unsigned char *before = &added[kq][asked->ident];
  if (asked->flags == EV_DELETE && !(*before & filter)) return ENOENT;
  int after = asked->flags == EV_ADD ? *before | filter : *before & ~filter;
  struct epoll_event event = {.data.fd = (int)asked->ident};
  event.events = (after & READ ? EPOLLIN | EPOLLRDHUP : 0) | (after & WRITE ? EPOLLOUT : 0);
  /* Without a filter it must leave epoll: that would report a hang-up for ever. */
  int how = !after ? EPOLL_CTL_DEL : *before ? EPOLL_CTL_MOD : EPOLL_CTL_ADD;
  int result = epoll_ctl(kq, how, event.data.fd, &event);
  if (result < 0 && errno == ENOENT && asked->flags == EV_ADD) {
    /* Closed without EV_DELETE, which ends its filters; the number is another's now. */
    after = filter;
    event.events = filter == READ ? EPOLLIN | EPOLLRDHUP : EPOLLOUT;
    result = epoll_ctl(kq, EPOLL_CTL_ADD, event.data.fd, &event);
  }
  *before = result < 0 ? 0 : after;
  return result < 0 ? errno : 0;
}

static int report(struct kevent *to, const struct epoll_event *from, int filter, int ready) {
  int hungup = EPOLLERR | EPOLLHUP | (filter == EVFILT_READ ? EPOLLRDHUP : 0);
  if (!(from->events & (ready | hungup))) return 0;
  memset(to, 0, sizeof *to);
  to->ident = from->data.fd;
  to->filter = filter;
  to->flags = from->events & hungup ? EV_EOF : 0;
  return 1;
}

int kevent(int kq, const struct kevent *changes, int nchanges, struct kevent *events, int nevents,
           const struct timespec *timeout) {
  struct epoll_event batch[BATCH];
  int count = 0;
  for (int i = 0; i < nchanges; i++) {
    int error = change(kq, &changes[i]);
    if (!error) continue;
    errno = error;
    if (count == nevents) return -1;
    events[count] = changes[i];
    events[count].flags = EV_ERROR;
    events[count++].data = error;
  }
  if (count || !nevents) return count;
  int millis = -1;
  if (timeout) {
    int64_t wanted = timeout->tv_sec * INT64_C(1000) + (timeout->tv_nsec + 999999) / 1000000;
    millis = wanted > INT_MAX ? INT_MAX : (int)wanted;
  }
  int room = nevents < 2 ? 1 : nevents / 2 < BATCH ? nevents / 2 : BATCH;
  int ready = epoll_wait(kq, batch, room, millis);
  if (ready < 0) return -1;
  for (int i = 0; i < ready; i++) {
    int known = added[kq][batch[i].data.fd];
    if (known & READ && count < nevents)
      count += report(&events[count], &batch[i], EVFILT_READ, EPOLLIN);
    if (known & WRITE && count < nevents)
      count += report(&events[count], &batch[i], EVFILT_WRITE, EPOLLOUT);
  }
  return count;
}
