#define _GNU_SOURCE
#include "failing_calls.h"

#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static atomic_long counted;
static _Atomic int kind_armed = FAILING_CALLS_NONE;
static atomic_long armed_at;
static atomic_int armed_error;

void failing_calls_arm(enum failing_calls_kind kind, long at, int error_number) {
    atomic_store(&armed_at, at);
    atomic_store(&armed_error, error_number);
    atomic_store(&kind_armed, kind);
}

long failing_calls_count(void) { return atomic_load(&counted); }

static void die(void) {
    syscall(SYS_kill, getpid(), SIGKILL);
    for (;;) pause();
}

// What becomes of this call: FAILING_CALLS_NONE lets it through.
static int strike(void) {
    long number = atomic_fetch_add(&counted, 1) + 1;
    long at = atomic_load(&armed_at);
    int kind = atomic_load(&kind_armed);
    if (kind == FAILING_CALLS_NONE || number < at) return FAILING_CALLS_NONE;
    if (kind == FAILING_CALLS_FAIL) return kind;
    return number == at ? kind : FAILING_CALLS_NONE;
}

static int is_counted(int fd) {
    struct stat found;
    return fd > STDERR_FILENO && fstat(fd, &found) == 0 && S_ISREG(found.st_mode);
}

static int fail(void) {
    errno = atomic_load(&armed_error);
    return -1;
}

// For calls that are made whole or not at all.
#define CALL_OR_STRIKE(call)                      \
    switch (strike()) {                           \
    case FAILING_CALLS_KILL: die();               \
    case FAILING_CALLS_TEAR: (void)(call); die(); \
    case FAILING_CALLS_FAIL_ONCE:                 \
    case FAILING_CALLS_FAIL: return fail();       \
    default: return (int)(call);                  \
    }

static ssize_t put(int fd, const void *bytes, size_t count, off_t offset, int is_positioned) {
    return is_positioned ? syscall(SYS_pwrite64, fd, bytes, count, offset) : syscall(SYS_write, fd, bytes, count);
}

static ssize_t put_or_strike(int fd, const void *bytes, size_t count, off_t offset, int is_positioned) {
    if (!is_counted(fd)) return put(fd, bytes, count, offset, is_positioned);
    switch (strike()) {
    case FAILING_CALLS_KILL: die();
    case FAILING_CALLS_TEAR: (void)put(fd, bytes, count / 2, offset, is_positioned); die();
    case FAILING_CALLS_FAIL_ONCE:
    case FAILING_CALLS_FAIL: return fail();
    default: return put(fd, bytes, count, offset, is_positioned);
    }
}

ssize_t write(int fd, const void *bytes, size_t count) { return put_or_strike(fd, bytes, count, 0, 0); }
ssize_t pwrite(int fd, const void *bytes, size_t count, off_t offset) { return put_or_strike(fd, bytes, count, offset, 1); }
ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t offset) { return put_or_strike(fd, bytes, count, offset, 1); }

ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t offset) {
    ssize_t total = 0;
    for (int part = 0; part < count; part++) {
        ssize_t written = put_or_strike(fd, parts[part].iov_base, parts[part].iov_len, offset + total, 1);
        if (written < 0) return total > 0 ? total : -1;
        total += written;
    }
    return total;
}

int fsync(int fd) { CALL_OR_STRIKE(syscall(SYS_fsync, fd)) }
int fdatasync(int fd) { CALL_OR_STRIKE(syscall(SYS_fdatasync, fd)) }
int ftruncate(int fd, off_t length) { CALL_OR_STRIKE(syscall(SYS_ftruncate, fd, length)) }
int ftruncate64(int fd, off64_t length) { CALL_OR_STRIKE(syscall(SYS_ftruncate, fd, length)) }
int rename(const char *from, const char *to) {
    CALL_OR_STRIKE(syscall(SYS_renameat2, -100, from, -100, to, 0))
}
int unlink(const char *path) { CALL_OR_STRIKE(syscall(SYS_unlinkat, -100, path, 0)) }
