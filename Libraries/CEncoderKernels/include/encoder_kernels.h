// The inner loops of the multilingual encoder. They are in C because they must be compiled for several instruction
// sets and chosen when the program runs, which Swift cannot do; everything else about the encoder is in Swift.
//
// Nothing is allocated and nothing is checked here: callers pass buffers of the stated sizes.
// Matrices are row-major, one row for a token.
#ifndef ENCODER_KERNELS_H
#define ENCODER_KERNELS_H

#include <stdbool.h>
#include <stdint.h>

enum {
    /// Weights that share one scale, along the inputs.
    ENCODER_BLOCK = 32,
    /// Bytes of a block in the file: a half-precision scale and 32 four-bit numbers.
    ENCODER_BLOCK_BYTES = 18,
    /// Outputs computed together; every matrix has a multiple of them.
    ENCODER_STRIP = 16,
};

/// A matrix laid out for the multiplication by `encoder_pack`.
struct EncoderMatrix {
    /// inputs × outputs numbers from 0 to 15 that stand for -8 to 7, as [strip][block][8][output in strip][4 inputs].
    const uint8_t *weights;
    /// inputs / 32 × outputs numbers, as [strip][block][output in strip].
    const float *scales;
    /// One number for each output.
    const float *bias;
    int inputs;
    int outputs;
};

/// Rows rounded to whole numbers from -127 to 127, each block with a scale of its own.
struct EncoderRoundedRows {
    /// tokens × width numbers.
    int8_t *numbers;
    /// tokens × width / 32 scales.
    float *scales;
    /// As many: what a block's sum adds to a product because weights are stored 8 too large.
    int32_t *offsets;
};

/// Expands a file's blocks of `outputs` rows. False when a scale is infinite or not a number.
bool encoder_pack(const uint8_t *blocks, int inputs, int outputs, uint8_t *weights, float *scales);

/// Writes the `width` numbers that a row of the file's blocks stands for.
void encoder_expand(const uint8_t *blocks, int width, float *row);

/// The loops that a text goes through, compiled for one set of instructions.
struct EncoderKernels {
    /// Rounds each block of 32 numbers to 8 bits.
    void (*round)(const float *rows, int tokens, int width, struct EncoderRoundedRows rounded);

    /// product = rounded × matrix + bias, with `matrix->outputs` numbers for each token.
    void (*multiply)(
        const struct EncoderMatrix *matrix, struct EncoderRoundedRows rounded, int tokens, float *product);

    /// Softmax attention of all tokens to all tokens, each head on its own part of the row, a multiple of 32 numbers.
    /// `scratch` holds (tokens, rounded up to a multiple of 32) × (width / heads + 1) numbers.
    void (*attend)(
        const float *queries, const float *keys, const float *values, int tokens, int width, int heads, float *scratch,
        float *context);

    /// rows = layer normalisation of (rows + added), times `gain`, plus `bias`; `added` may be null.
    void (*normalise)(
        float *rows, const float *added, const float *gain, const float *bias, int tokens, int width,
        float epsilon);

    /// The Gaussian error linear unit, in place, to about 1e-6.
    void (*activate)(float *numbers, int count);

    /// The product of the query with each of `count` rows, all of `width` numbers.
    void (*scan)(const int8_t *rows, int count, int width, const int8_t *query, int32_t *products);
};

/// Sets of instructions, from the oldest to the newest.
enum EncoderInstructions {
    ENCODER_PORTABLE,
    ENCODER_AVX2,
    ENCODER_AVX512,
    ENCODER_VNNI,
};

/// The loops for the newest instructions that this machine has, but none newer than `newest`.
const struct EncoderKernels *encoder_kernels(enum EncoderInstructions newest);

#endif
