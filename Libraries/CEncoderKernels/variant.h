// Included once for each instruction set, with VARIANT(name) to tell the functions apart. The multiplication is written
// for registers of REGISTER_BITS, 512 (HAS_DOT_PRODUCT says whether with VNNI) or 256, or in plain C for others; TILE is
// the number of tokens computed together. The other loops are written so that the compiler finds the vector instructions
// itself.

/// Adding and subtracting it rounds a number below 2^22 to a whole one, which then stands in its lowest bits.
#ifndef ROUNDING
#define ROUNDING 0x1.8p23f
#endif

static inline int32_t VARIANT(bits)(float number) {
    int32_t bits;
    memcpy(&bits, &number, sizeof bits);
    return bits;
}

static void VARIANT(round)(const float *rows, int tokens, int width, struct EncoderRoundedRows rounded) {
    for (int block = 0; block < tokens * (width / ENCODER_BLOCK); block++) {
        const float *row = rows + (size_t)block * ENCODER_BLOCK;
        int8_t *numbers = rounded.numbers + (size_t)block * ENCODER_BLOCK;
        // Magnitudes are ordered like their bits.
        int32_t largest = 0;
        for (int i = 0; i < ENCODER_BLOCK; i++) {
            int32_t magnitude = VARIANT(bits)(row[i]) & 0x7fffffff;
            largest = magnitude > largest ? magnitude : largest;
        }
        float magnitude;
        memcpy(&magnitude, &largest, sizeof magnitude);
        float inverse = magnitude > 1e-30f ? 127 / magnitude : 0;
        int32_t sum = 0;
        for (int i = 0; i < ENCODER_BLOCK; i++) {
            int8_t number = (int8_t)VARIANT(bits)(row[i] * inverse + ROUNDING);
            numbers[i] = number;
            sum += number;
        }
        rounded.scales[block] = magnitude / 127;
        rounded.offsets[block] = -8 * sum;
    }
}

#if REGISTER_BITS == 512
#define TILE 8

/// Products of one strip of outputs with `count` tokens, beginning with `token`; `tile` says for how many there are
/// registers and is known when this is compiled.
static inline __attribute__((always_inline)) void VARIANT(multiply_rows)(
    const struct EncoderMatrix *matrix, struct EncoderRoundedRows rounded, int first, int token, int count, int tile,
    float *product) {
    int blocks = matrix->inputs / ENCODER_BLOCK;
    const uint8_t *weights = matrix->weights + (size_t)first * matrix->inputs;
    const float *scales = matrix->scales + (size_t)first * blocks;
    size_t row[TILE];
    __m512 result[TILE];
    for (int i = 0; i < tile; i++) {
        row[i] = (size_t)(i < count ? token + i : token) * blocks;
        result[i] = _mm512_loadu_ps(matrix->bias + first);
    }
    for (int block = 0; block < blocks; block++, weights += ENCODER_STRIP * ENCODER_BLOCK, scales += ENCODER_STRIP) {
        __m512i sum[TILE];
        for (int i = 0; i < tile; i++) sum[i] = _mm512_set1_epi32(HAS_DOT_PRODUCT ? rounded.offsets[row[i] + block] : 0);
#pragma clang loop unroll(disable)
        for (int group = 0; group < ENCODER_BLOCK / 4; group++) {
            __m512i strip = _mm512_loadu_si512(weights + group * ENCODER_STRIP * 4);
            for (int i = 0; i < tile; i++) {
                int32_t four;
                memcpy(&four, rounded.numbers + (row[i] + block) * ENCODER_BLOCK + group * 4, sizeof four);
                __m512i numbers = _mm512_set1_epi32(four);
#if HAS_DOT_PRODUCT
                sum[i] = _mm512_dpbusd_epi32(sum[i], strip, numbers);
#else
                sum[i] = _mm512_add_epi16(sum[i], _mm512_maddubs_epi16(strip, numbers));
#endif
            }
        }
        for (int i = 0; i < tile; i++) {
            __m512i whole = sum[i];
#if !HAS_DOT_PRODUCT
            // Sums of a block fit into 16 bits, as with registers of 256, so it is widened once at its end.
            whole = _mm512_madd_epi16(whole, _mm512_set1_epi16(1));
            whole = _mm512_add_epi32(whole, _mm512_set1_epi32(rounded.offsets[row[i] + block]));
#endif
            __m512 scale = _mm512_set1_ps(rounded.scales[row[i] + block]);
            __m512 both = _mm512_mul_ps(scale, _mm512_loadu_ps(scales));
            result[i] = _mm512_fmadd_ps(_mm512_cvtepi32_ps(whole), both, result[i]);
        }
    }
    for (int i = 0; i < count; i++) {
        _mm512_storeu_ps(product + (size_t)(token + i) * matrix->outputs + first, result[i]);
    }
}

/// Products of one strip of outputs with `count` tokens, at most TILE, beginning with `token`.
static inline void VARIANT(multiply_tile)(
    const struct EncoderMatrix *matrix, struct EncoderRoundedRows rounded, int first, int token, int count,
    float *product) {
    if (count > TILE / 2) {
        VARIANT(multiply_rows)(matrix, rounded, first, token, count, TILE, product);
    } else {
        VARIANT(multiply_rows)(matrix, rounded, first, token, count, TILE / 2, product);
    }
}

#elif REGISTER_BITS == 256
#define TILE 2

/// Products of one strip of outputs with `count` tokens, at most TILE, beginning with `token`.
static inline void VARIANT(multiply_tile)(
    const struct EncoderMatrix *matrix, struct EncoderRoundedRows rounded, int first, int token, int count,
    float *product) {
    int blocks = matrix->inputs / ENCODER_BLOCK;
    const uint8_t *weights = matrix->weights + (size_t)first * matrix->inputs;
    const float *scales = matrix->scales + (size_t)first * blocks;
    size_t row[TILE];
    __m256 result[TILE][2];
    for (int i = 0; i < TILE; i++) {
        row[i] = (size_t)(i < count ? token + i : token) * blocks;
        result[i][0] = _mm256_loadu_ps(matrix->bias + first);
        result[i][1] = _mm256_loadu_ps(matrix->bias + first + 8);
    }
    for (int block = 0; block < blocks; block++, weights += ENCODER_STRIP * ENCODER_BLOCK, scales += ENCODER_STRIP) {
        __m256i sum[TILE][2];
        for (int i = 0; i < TILE; i++) sum[i][0] = sum[i][1] = _mm256_setzero_si256();
#pragma clang loop unroll(disable)
        for (int group = 0; group < ENCODER_BLOCK / 4; group++) {
            const __m256i *source = (const __m256i *)(weights + group * ENCODER_STRIP * 4);
            __m256i left = _mm256_loadu_si256(source), right = _mm256_loadu_si256(source + 1);
            for (int i = 0; i < TILE; i++) {
                int32_t four;
                memcpy(&four, rounded.numbers + (row[i] + block) * ENCODER_BLOCK + group * 4, sizeof four);
                __m256i numbers = _mm256_set1_epi32(four);
                sum[i][0] = _mm256_add_epi16(sum[i][0], _mm256_maddubs_epi16(left, numbers));
                sum[i][1] = _mm256_add_epi16(sum[i][1], _mm256_maddubs_epi16(right, numbers));
            }
        }
        for (int i = 0; i < TILE; i++) {
            __m256i offset = _mm256_set1_epi32(rounded.offsets[row[i] + block]);
            __m256 scale = _mm256_set1_ps(rounded.scales[row[i] + block]);
            for (int half = 0; half < 2; half++) {
                // Eight products of at most 15 × 127 × 2 fit into 16 bits, so a block needs one widening at its end.
                __m256i wide = _mm256_madd_epi16(sum[i][half], _mm256_set1_epi16(1));
                __m256 whole = _mm256_cvtepi32_ps(_mm256_add_epi32(wide, offset));
                __m256 both = _mm256_mul_ps(scale, _mm256_loadu_ps(scales + half * 8));
                result[i][half] = _mm256_fmadd_ps(whole, both, result[i][half]);
            }
        }
    }
    for (int i = 0; i < count; i++) {
        float *target = product + (size_t)(token + i) * matrix->outputs + first;
        _mm256_storeu_ps(target, result[i][0]);
        _mm256_storeu_ps(target + 8, result[i][1]);
    }
}

#else
#define TILE 1

static inline void VARIANT(multiply_tile)(
    const struct EncoderMatrix *matrix, struct EncoderRoundedRows rounded, int first, int token, int count,
    float *product) {
    (void)count;
    int blocks = matrix->inputs / ENCODER_BLOCK;
    const uint8_t *weights = matrix->weights + (size_t)first * matrix->inputs;
    const float *scales = matrix->scales + (size_t)first * blocks;
    float *result = product + (size_t)token * matrix->outputs + first;
    memcpy(result, matrix->bias + first, ENCODER_STRIP * sizeof *result);
    for (int block = 0; block < blocks; block++, weights += ENCODER_STRIP * ENCODER_BLOCK, scales += ENCODER_STRIP) {
        size_t place = (size_t)token * blocks + block;
        const int8_t *numbers = rounded.numbers + place * ENCODER_BLOCK;
        int16_t sums[ENCODER_STRIP * 4] = {0};
        for (int group = 0; group < ENCODER_BLOCK; group += 4) {
            int8_t repeated[ENCODER_STRIP * 4];
            for (int i = 0; i < ENCODER_STRIP; i++) memcpy(repeated + i * 4, numbers + group, 4);
            const uint8_t *four = weights + group * ENCODER_STRIP;
            for (int i = 0; i < ENCODER_STRIP * 4; i++) sums[i] += (int16_t)(four[i] * repeated[i]);
        }
        for (int output = 0; output < ENCODER_STRIP; output++) {
            const int16_t *parts = sums + output * 4;
            int32_t sum = parts[0] + parts[1] + parts[2] + parts[3] + rounded.offsets[place];
            result[output] += (float)sum * rounded.scales[place] * scales[output];
        }
    }
}

#endif

static void VARIANT(multiply)(
    const struct EncoderMatrix *matrix, struct EncoderRoundedRows rounded, int tokens, float *product) {
    for (int first = 0; first < matrix->outputs; first += ENCODER_STRIP) {
        for (int token = 0; token < tokens; token += TILE) {
            int count = tokens - token < TILE ? tokens - token : TILE;
            VARIANT(multiply_tile)(matrix, rounded, first, token, count, product);
        }
    }
}

/// e^x for x of at most 0, to a relative 1e-7: 2^n from the exponent's bits, the rest by a polynomial (Cephes' expf).
static inline float VARIANT(exponential)(float x) {
    x = x < -87 ? -87 : x;
    float shifted = x * 1.44269504f + ROUNDING;
    float whole = shifted - ROUNDING;
    float rest = x - whole * 0.693359375f + whole * 2.12194440e-4f;
    float series = 1.9875691500e-4f;
    series = series * rest + 1.3981999507e-3f;
    series = series * rest + 8.3334519073e-3f;
    series = series * rest + 4.1665795894e-2f;
    series = series * rest + 1.6666665459e-1f;
    series = series * rest + 5.0000001201e-1f;
    int32_t exponent = (int32_t)((uint32_t)(VARIANT(bits)(shifted) - VARIANT(bits)(ROUNDING) + 127) << 23);
    float power;
    memcpy(&power, &exponent, sizeof power);
    return (series * rest * rest + rest + 1) * power;
}

/// Turns scores, each times `scale`, into shares that sum to 1.
static inline void VARIANT(share)(float *scores, int count, float scale) {
#pragma clang fp reassociate(on)
    // Numbers are ordered like their bits once those of negative ones are turned over.
    int32_t order = INT32_MIN;
    for (int i = 0; i < count; i++) {
        int32_t bits = VARIANT(bits)(scores[i]);
        bits ^= bits >> 31 & INT32_MAX;
        order = bits > order ? bits : order;
    }
    order ^= order >> 31 & INT32_MAX;
    float largest, sum = 0;
    memcpy(&largest, &order, sizeof largest);
    for (int i = 0; i < count; i++) scores[i] = VARIANT(exponential)((scores[i] - largest) * scale);
    for (int i = 0; i < count; i++) sum += scores[i];
    for (int i = 0; i < count; i++) scores[i] /= sum;
}

/// result = the sum of `count` rows of 32 numbers, each times its factor; the sum stays in registers.
static inline void VARIANT(combine)(const float *factors, int count, const float *rows, size_t stride, float *result) {
    float sum[ENCODER_BLOCK] = {0};
    for (int i = 0; i < count; i++) {
        for (int j = 0; j < ENCODER_BLOCK; j++) sum[j] += factors[i] * rows[(size_t)i * stride + j];
    }
    memcpy(result, sum, sizeof sum);
}

static void VARIANT(attend)(
    const float *queries, const float *keys, const float *values, int tokens, int width, int heads, float *scratch,
    float *context) {
    int size = width / heads, padded = (tokens + ENCODER_BLOCK - 1) / ENCODER_BLOCK * ENCODER_BLOCK;
    // Keys turned over in blocks of 32 tokens, so that their products with a query are sums of rows.
    float *turned = scratch, *scores = scratch + (size_t)size * padded;
    memset(turned, 0, (size_t)size * padded * sizeof *turned);
    for (int start = 0; start < width; start += size) {
        for (int token = 0; token < tokens; token++) {
            float *column = turned + (size_t)(token / ENCODER_BLOCK) * size * ENCODER_BLOCK + token % ENCODER_BLOCK;
            for (int i = 0; i < size; i++) column[i * ENCODER_BLOCK] = keys[(size_t)token * width + start + i];
        }
        for (int token = 0; token < tokens; token++) {
            size_t place = (size_t)token * width + start;
            for (int other = 0; other < tokens; other += ENCODER_BLOCK) {
                VARIANT(combine)(queries + place, size, turned + (size_t)other * size, ENCODER_BLOCK, scores + other);
            }
            VARIANT(share)(scores, tokens, 1 / sqrtf((float)size));
            for (int i = 0; i < size; i += ENCODER_BLOCK) {
                VARIANT(combine)(scores, tokens, values + start + i, width, context + place + i);
            }
        }
    }
}

static void VARIANT(normalise)(
    float *rows, const float *added, const float *gain, const float *bias, int tokens, int width, float epsilon) {
#pragma clang fp reassociate(on)
    for (int token = 0; token < tokens; token++) {
        float *row = rows + (size_t)token * width;
        float sum = 0, squares = 0;
        if (added) {
            for (int i = 0; i < width; i++) row[i] += added[(size_t)token * width + i];
        }
        for (int i = 0; i < width; i++) sum += row[i];
        float mean = sum / (float)width;
        for (int i = 0; i < width; i++) squares += (row[i] - mean) * (row[i] - mean);
        float inverse = 1 / sqrtf(squares / (float)width + epsilon);
        for (int i = 0; i < width; i++) row[i] = (row[i] - mean) * inverse * gain[i] + bias[i];
    }
}

static void VARIANT(activate)(float *numbers, int count) {
    for (int i = 0; i < count; i++) {
        float x = numbers[i];
        // The error function of |x| / √2: Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.26.
        float size = (x < 0 ? -x : x) * 0.70710678f;
        float t = 1 / (1 + 0.3275911f * size);
        float series = ((((1.061405429f * t - 1.453152027f) * t + 1.421413741f) * t - 0.284496736f) * t + 0.254829592f) * t;
        float error = 1 - series * VARIANT(exponential)(-size * size);
        numbers[i] = 0.5f * x * (1 + (x < 0 ? -error : error));
    }
}

static void VARIANT(scan)(const int8_t *rows, int count, int width, const int8_t *query, int32_t *products) {
    for (int row = 0; row < count; row++, rows += width) {
        int32_t sum = 0;
        for (int i = 0; i < width; i++) sum += (int32_t)rows[i] * query[i];
        products[row] = sum;
    }
}

static const struct EncoderKernels VARIANT(kernels) = {
    VARIANT(round), VARIANT(multiply), VARIANT(attend), VARIANT(normalise), VARIANT(activate), VARIANT(scan),
};
#undef TILE
