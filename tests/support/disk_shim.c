/* A disk that is full from some write on, or slow: preloaded by tests/faults/disk.rs
 * and tests/health/export.
 *
 * SCEAU_DISK_FULL_AT=n  the n-th write to a file, and all after it, fail with ENOSPC
 * SCEAU_DISK_SLOW=ms    each write takes so much longer, each flush ten times that
 * SCEAU_DISK_UNDER=path  only files below this path count
 * SCEAU_DISK_COUNT=file how many writes there were is written here at the end
 *
 * Only regular files count: pipes, sockets and the terminal are no disk. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

static atomic_long calls;
static long full_at, slow;
static const char *under;

__attribute__((constructor)) static void begin(void) {
    const char *text = getenv("SCEAU_DISK_FULL_AT");
    full_at = text ? atol(text) : 0;
    text = getenv("SCEAU_DISK_SLOW");
    slow = text ? atol(text) : 0;
    under = getenv("SCEAU_DISK_UNDER");
}

__attribute__((destructor)) static void end(void) {
    const char *path = getenv("SCEAU_DISK_COUNT");
    FILE *file = path ? fopen(path, "w") : NULL;
    if (file) {
        fprintf(file, "%ld", (long)calls);
        fclose(file);
    }
}

static void wait_for(long milliseconds) {
    struct timespec time = {milliseconds / 1000, milliseconds % 1000 * 1000000};
    nanosleep(&time, NULL);
}

/* Whether a file is one of those that count. */
static int counts(int fd) {
    char link[64], path[4096];
    if (!under)
        return 1;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0)
        return 0;
    path[length] = 0;
    return strncmp(path, under, strlen(under)) == 0;
}

/* Whether this call is to fail. */
static int full(int fd, long weight) {
    struct stat stat;
    if (fstat(fd, &stat) != 0 || !S_ISREG(stat.st_mode) || !counts(fd))
        return 0;
    long call = atomic_fetch_add(&calls, 1) + 1;
    if (slow)
        wait_for(slow * weight);
    if (full_at && call >= full_at) {
        errno = ENOSPC;
        return 1;
    }
    return 0;
}

#define REAL(name) __typeof__(&name) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

ssize_t write(int fd, const void *bytes, size_t count) {
    REAL(write);
    return full(fd, 1) ? -1 : real(fd, bytes, count);
}

ssize_t writev(int fd, const struct iovec *pieces, int count) {
    REAL(writev);
    return full(fd, 1) ? -1 : real(fd, pieces, count);
}

ssize_t pwrite(int fd, const void *bytes, size_t count, off_t at) {
    REAL(pwrite);
    return full(fd, 1) ? -1 : real(fd, bytes, count, at);
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t at) {
    REAL(pwrite64);
    return full(fd, 1) ? -1 : real(fd, bytes, count, at);
}

int fsync(int fd) {
    REAL(fsync);
    return full(fd, 10) ? -1 : real(fd);
}

int fdatasync(int fd) {
    REAL(fdatasync);
    return full(fd, 10) ? -1 : real(fd);
}

int ftruncate(int fd, off_t length) {
    REAL(ftruncate);
    return full(fd, 1) ? -1 : real(fd, length);
}

int ftruncate64(int fd, off64_t length) {
    REAL(ftruncate64);
    return full(fd, 1) ? -1 : real(fd, length);
}

int fallocate(int fd, int mode, off_t at, off_t length) {
    REAL(fallocate);
    return full(fd, 1) ? -1 : real(fd, mode, at, length);
}

int posix_fallocate(int fd, off_t at, off_t length) {
    REAL(posix_fallocate);
    return full(fd, 1) ? ENOSPC : real(fd, at, length);
}
