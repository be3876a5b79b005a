#ifndef SLOW_DISK_H
#define SLOW_DISK_H

// Stands before fsync and fdatasync for the whole process, SQLite included: every flush takes this much longer.
void slow_disk_set_delay(unsigned microseconds);

#endif
