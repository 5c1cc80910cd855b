#include "encoder_kernels.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

// Reading the file

/// The bits of a half-precision number, moved to their places in a float, stand for a 2^112 times smaller one.
static float from_half(const uint8_t *bytes) {
    uint32_t half = bytes[0] | (uint32_t)bytes[1] << 8;
    uint32_t bits = (half & 0x7fff) << 13;
    float value;
    memcpy(&value, &bits, sizeof value);
    value *= 0x1p112f;
    return half & 0x8000 ? -value : value;
}

static bool is_finite_half(const uint8_t *bytes) { return (bytes[1] & 0x7c) != 0x7c; }

/// Byte i of a block holds number i in its lower and number i + 16 in its upper half.
static uint8_t number_in_block(const uint8_t *block, int i) {
    return i < 16 ? block[2 + i] & 15 : block[2 + i - 16] >> 4;
}

bool encoder_pack(const uint8_t *blocks, int inputs, int outputs, uint8_t *weights, float *scales) {
    int count = inputs / ENCODER_BLOCK;
    bool finite = true;
    for (int first = 0; first < outputs; first += ENCODER_STRIP) {
        for (int block = 0; block < count; block++) {
            for (int output = 0; output < ENCODER_STRIP; output++) {
                const uint8_t *source = blocks + ((size_t)(first + output) * count + block) * ENCODER_BLOCK_BYTES;
                finite = finite && is_finite_half(source);
                scales[output] = from_half(source);
                for (int i = 0; i < ENCODER_BLOCK; i++) {
                    weights[(i / 4 * ENCODER_STRIP + output) * 4 + i % 4] = number_in_block(source, i);
                }
            }
            scales += ENCODER_STRIP;
            weights += ENCODER_STRIP * ENCODER_BLOCK;
        }
    }
    return finite;
}

void encoder_expand(const uint8_t *blocks, int width, float *row) {
    for (int block = 0; block < width / ENCODER_BLOCK; block++) {
        const uint8_t *source = blocks + (size_t)block * ENCODER_BLOCK_BYTES;
        float scale = from_half(source);
        for (int i = 0; i < ENCODER_BLOCK; i++) {
            row[block * ENCODER_BLOCK + i] = (float)(number_in_block(source, i) - 8) * scale;
        }
    }
}

// The same loops for each instruction set

#define VARIANT(name) name##_portable
#define REGISTER_BITS 0
#include "variant.h"
#undef VARIANT
#undef REGISTER_BITS

#if defined(__x86_64__)

#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define VARIANT(name) name##_avx2
#define REGISTER_BITS 256
#include "variant.h"
#undef VARIANT
#undef REGISTER_BITS
#pragma clang attribute pop

#pragma clang attribute push(__attribute__((target("avx2,fma,avx512f,avx512vl,avx512bw"))), apply_to = function)
#define VARIANT(name) name##_avx512
#define REGISTER_BITS 512
#define HAS_DOT_PRODUCT 0
#include "variant.h"
#undef VARIANT
#undef HAS_DOT_PRODUCT
#pragma clang attribute pop

#pragma clang attribute push(__attribute__((target("avx2,fma,avx512f,avx512vl,avx512vnni"))), apply_to = function)
#define VARIANT(name) name##_vnni
#define HAS_DOT_PRODUCT 1
#include "variant.h"
#undef VARIANT
#undef HAS_DOT_PRODUCT
#undef REGISTER_BITS
#pragma clang attribute pop

#endif

const struct EncoderKernels *encoder_kernels(enum EncoderInstructions newest) {
#if defined(__x86_64__)
    bool has_avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    bool has_avx512 = has_avx2 && __builtin_cpu_supports("avx512vl");
    if (newest >= ENCODER_VNNI && has_avx512 && __builtin_cpu_supports("avx512vnni")) return &kernels_vnni;
    if (newest >= ENCODER_AVX512 && has_avx512 && __builtin_cpu_supports("avx512bw")) return &kernels_avx512;
    if (newest >= ENCODER_AVX2 && has_avx2) return &kernels_avx2;
#else
    (void)newest;
#endif
    return &kernels_portable;
}
