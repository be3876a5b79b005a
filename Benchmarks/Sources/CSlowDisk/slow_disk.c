#define _GNU_SOURCE
#include "slow_disk.h"

#include <stdatomic.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static atomic_uint delay;

void slow_disk_set_delay(unsigned microseconds) { atomic_store(&delay, microseconds); }

static void wait_for_disk(void) {
    unsigned microseconds = atomic_load(&delay);
    if (microseconds == 0) return;
    struct timespec time = {microseconds / 1000000, (long)(microseconds % 1000000) * 1000};
    nanosleep(&time, 0);
}

int fsync(int fd) {
    wait_for_disk();
    return (int)syscall(SYS_fsync, fd);
}

int fdatasync(int fd) {
    wait_for_disk();
    return (int)syscall(SYS_fdatasync, fd);
}
