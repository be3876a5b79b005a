#include <sodium.h>
#include <sys/prctl.h>

// WHY: `prctl` takes a variable number of arguments, which Swift cannot call.
static inline int throughline_set_dumpable(int is_dumpable) {
    return prctl(PR_SET_DUMPABLE, (unsigned long)is_dumpable, 0UL, 0UL, 0UL);
}

static inline int throughline_get_dumpable(void) {
    return prctl(PR_GET_DUMPABLE, 0UL, 0UL, 0UL, 0UL);
}
