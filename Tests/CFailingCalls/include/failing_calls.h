#ifndef FAILING_CALLS_H
#define FAILING_CALLS_H

// Stands before the system calls that make files durable, for every library of the process that links this target: a program's
// own definition of a C library function is the one that its shared libraries call too.
//
// Counted are write, pwrite, pwritev, ftruncate, fsync, fdatasync, rename and unlink; writes only to regular files, and never
// to the standard streams, on which a test hears what was answered.

enum failing_calls_kind {
    // Only counts.
    FAILING_CALLS_NONE = 0,
    // The process dies before the call.
    FAILING_CALLS_KILL = 1,
    // A write is made by half, then the process dies; any other call is made whole.
    FAILING_CALLS_TEAR = 2,
    // The call fails, once.
    FAILING_CALLS_FAIL_ONCE = 3,
    // The call and every later one fails.
    FAILING_CALLS_FAIL = 4
};

// Strikes at the given call, counted from 1 over all threads, with the given error number.
void failing_calls_arm(enum failing_calls_kind kind, long at, int error_number);

// How many calls were counted.
long failing_calls_count(void);

#endif
