#pragma once
// What Glibc's Swift module leaves out, as functions that Swift can import.

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/file.h>
#include <unistd.h>

// Flags of open(2) that bypass the page cache, and that make every write durable when it returns.
#ifdef O_DIRECT
static const int cplatform_o_direct = O_DIRECT;
#else
static const int cplatform_o_direct = 0;
#endif
static const int cplatform_o_dsync = O_DSYNC;

// Reserves `length` bytes of `descriptor` from its beginning, and makes it that long.
// Returns 0, or the errno: EOPNOTSUPP where the file system cannot.
static inline int cplatform_allocate(int descriptor, off_t length) {
#ifdef __linux__
    return fallocate(descriptor, 0, 0, length) == 0 ? 0 : errno;
#else
    (void)descriptor;
    (void)length;
    return EOPNOTSUPP;
#endif
}

// Lets go of the cached pages of `descriptor`, so that the next read asks the disk.
static inline int cplatform_forget_cache(int descriptor) {
#ifdef __linux__
    return posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED);
#else
    (void)descriptor;
    return 0;
#endif
}

// Takes the whole-file lock without waiting. Returns 0, or the errno: EWOULDBLOCK when another
// holds it. (Swift sees the struct `flock` before the function.)
static inline int cplatform_try_lock(int descriptor) {
    return flock(descriptor, LOCK_EX | LOCK_NB) == 0 ? 0 : errno;
}

// Opens a file; open(2) is variadic, which Swift does not import everywhere.
static inline int cplatform_open(const char *path, int flags, mode_t mode) {
    return open(path, flags, mode);
}

// Names the calling thread for debuggers and `top -H`; at most 15 characters.
static inline void cplatform_name_thread(const char *name) {
#ifdef __linux__
    (void)pthread_setname_np(pthread_self(), name);
#else
    (void)pthread_setname_np(name);
#endif
}

// Continues the CRC-32C (Castagnoli, RFC 3720 appendix B.4) `crc` over `length` bytes. Begin with
// 0. Uses the processor's own instruction where it has one.
uint32_t cplatform_crc32c(uint32_t crc, const void *bytes, size_t length);

// The same by tables alone: what processors without the instruction run, and tests compare with.
uint32_t cplatform_crc32c_portable(uint32_t crc, const void *bytes, size_t length);

// How cplatform_crc32c works here: "sse4.2+pclmul", "sse4.2", "armv8" or "portable".
const char *cplatform_crc32c_name(void);
