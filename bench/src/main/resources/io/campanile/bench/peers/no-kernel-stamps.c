/* Loaded into a process before its C library (LD_PRELOAD): the kernel then seems to have no time stamps for packets. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <sys/socket.h>

int setsockopt(int socket, int level, int name, const void *value, socklen_t length) {
    static int (*next)(int, int, int, const void *, socklen_t);

    if (level == SOL_SOCKET && (name == SO_TIMESTAMP || name == SO_TIMESTAMPNS || name == SO_TIMESTAMPING)) {
        errno = ENOPROTOOPT;
        return -1;
    }
    if (!next) {
        next = dlsym(RTLD_NEXT, "setsockopt");
    }
    return next(socket, level, name, value, length);
}
