// CRC-32C (Castagnoli): polynomial 0x1EDC6F41, bit-reflected 0x82F63B78, initial value and final
// xor all ones. Source: RFC 3720, section 12.1 and appendix B.4.
//
// Three implementations behind one pointer that is chosen once, when the program is loaded:
// the SSE4.2 instruction (three streams where PCLMULQDQ can join them), ARMv8's, and tables.

#include "CPlatform.h"

#include <stdbool.h>
#include <string.h>

#define POLYNOMIAL 0x82F63B78u

typedef uint32_t (*crc_function)(uint32_t, const uint8_t *, size_t);

// slices[k][b]: what the byte b contributes to the register after k more zero bytes.
static uint32_t slices[8][256];

static void fill_slices(void) {
    for (uint32_t byte = 0; byte < 256; byte++) {
        uint32_t rest = byte;
        for (int bit = 0; bit < 8; bit++) rest = (rest >> 1) ^ (rest & 1 ? POLYNOMIAL : 0);
        slices[0][byte] = rest;
    }
    for (int k = 1; k < 8; k++)
        for (int byte = 0; byte < 256; byte++)
            slices[k][byte] = (slices[k - 1][byte] >> 8) ^ slices[0][slices[k - 1][byte] & 0xFF];
}

static inline uint64_t load64(const uint8_t *bytes) {
    uint64_t word;
    memcpy(&word, bytes, 8);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    return word;
}

static uint32_t by_tables(uint32_t state, const uint8_t *bytes, size_t length) {
    for (; length >= 8; bytes += 8, length -= 8) {
        uint64_t word = load64(bytes) ^ state;
        state = 0;
        for (int k = 0; k < 8; k++) state ^= slices[7 - k][(word >> (8 * k)) & 0xFF];
    }
    for (; length > 0; bytes++, length--) state = (state >> 8) ^ slices[0][(state ^ *bytes) & 0xFF];
    return state;
}

#if defined(__x86_64__)
#include <immintrin.h>

__attribute__((target("sse4.2")))
static uint32_t by_sse42(uint32_t state, const uint8_t *bytes, size_t length) {
    uint64_t wide = state;
    for (; length >= 8; bytes += 8, length -= 8) wide = _mm_crc32_u64(wide, load64(bytes));
    state = (uint32_t)wide;
    for (; length > 0; bytes++, length--) state = _mm_crc32_u8(state, *bytes);
    return state;
}

// The instruction has a latency of three cycles and a throughput of one, so three independent
// streams run as fast as one. A stream's register is carried over the bytes of the streams behind
// it by a carry-less multiplication with x^n modulo the polynomial; the instruction reduces it.
// Two lengths: the long one for bodies, the short one so that a record of 1 KB gains too.
enum { long_stream = 2048, short_stream = 256 };

struct joint {
    size_t stream;
    uint64_t over_one, over_two;
};
static struct joint long_joint, short_joint;

// x^(8 * byte_count - 33) modulo the polynomial, reflected: the 64-bit product is then in the
// place where the instruction expects data, which multiplies by x^32 and reduces (one more power
// is the reflected product's shift by a bit).
static uint64_t power_over(size_t byte_count) {
    uint32_t power = 0x80000000u;  // x^0 in reflected order
    for (size_t n = 0; n < 8 * byte_count - 33; n++)
        power = (power >> 1) ^ (power & 1 ? POLYNOMIAL : 0);
    return power;
}

static void fill_joint(struct joint *joint, size_t stream) {
    joint->stream = stream;
    joint->over_one = power_over(stream);
    joint->over_two = power_over(2 * stream);
}

__attribute__((target("sse4.2,pclmul")))
static inline uint64_t product(uint64_t state, uint64_t power) {
    __m128i wide = _mm_clmulepi64_si128(
        _mm_cvtsi64_si128((long long)state), _mm_cvtsi64_si128((long long)power), 0);
    return (uint64_t)_mm_cvtsi128_si64(wide);
}

__attribute__((target("sse4.2,pclmul")))
static uint64_t three_streams(uint64_t state, const uint8_t *bytes, const struct joint *joint) {
    const size_t stream = joint->stream;
    uint64_t first = state, second = 0, third = 0;
    for (size_t at = 0; at < stream; at += 8) {
        first = _mm_crc32_u64(first, load64(bytes + at));
        second = _mm_crc32_u64(second, load64(bytes + stream + at));
        third = _mm_crc32_u64(third, load64(bytes + 2 * stream + at));
    }
    uint64_t carried = product(first, joint->over_two) ^ product(second, joint->over_one);
    return third ^ _mm_crc32_u64(0, carried);
}

__attribute__((target("sse4.2,pclmul")))
static uint32_t by_three_streams(uint32_t state, const uint8_t *bytes, size_t length) {
    uint64_t wide = state;
    for (; length >= 3 * long_stream; bytes += 3 * long_stream, length -= 3 * long_stream)
        wide = three_streams(wide, bytes, &long_joint);
    for (; length >= 3 * short_stream; bytes += 3 * short_stream, length -= 3 * short_stream)
        wide = three_streams(wide, bytes, &short_joint);
    return by_sse42((uint32_t)wide, bytes, length);
}
#endif

#if defined(__aarch64__)
#include <arm_acle.h>
#ifdef __linux__
#include <sys/auxv.h>
#endif

__attribute__((target("crc")))
static uint32_t by_armv8(uint32_t state, const uint8_t *bytes, size_t length) {
    for (; length >= 8; bytes += 8, length -= 8) state = __crc32cd(state, load64(bytes));
    for (; length > 0; bytes++, length--) state = __crc32cb(state, *bytes);
    return state;
}

static bool has_armv8_crc(void) {
#ifdef __linux__
    return (getauxval(AT_HWCAP) & (1ul << 7)) != 0;  // HWCAP_CRC32, <asm/hwcap.h>
#else
    return true;  // every 64-bit Apple processor
#endif
}
#endif

static crc_function chosen = by_tables;
static const char *chosen_name = "portable";

__attribute__((constructor))
static void choose(void) {
    fill_slices();
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (__builtin_cpu_supports("sse4.2")) {
        chosen = by_sse42;
        chosen_name = "sse4.2";
        if (__builtin_cpu_supports("pclmul")) {
            fill_joint(&long_joint, long_stream);
            fill_joint(&short_joint, short_stream);
            chosen = by_three_streams;
            chosen_name = "sse4.2+pclmul";
        }
    }
#elif defined(__aarch64__)
    if (has_armv8_crc()) {
        chosen = by_armv8;
        chosen_name = "armv8";
    }
#endif
}

uint32_t cplatform_crc32c(uint32_t crc, const void *bytes, size_t length) {
    return ~chosen(~crc, bytes, length);
}

uint32_t cplatform_crc32c_portable(uint32_t crc, const void *bytes, size_t length) {
    return ~by_tables(~crc, bytes, length);
}

const char *cplatform_crc32c_name(void) { return chosen_name; }
