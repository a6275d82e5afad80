// SPDX-License-Identifier: Apache-2.0
//
// The inner loops of Matching. A plane is 64 words: one bit for each of a block's 4096 rows. A condition is
// two or three planes: `met`; `possible` (not missed: met, unknown or person); `settled` (met or person: no
// fact is missing). Where no judgement is involved `settled` is the plane `met` itself.
//
// All loops are written once (loops.inc) and compiled for several widths; ym_use chooses one at run time.
#ifndef MATCHING_KERNELS_H
#define MATCHING_KERNELS_H

#include <stddef.h>
#include <stdint.h>

enum { YM_WORDS = 64, YM_ROWS = 4096 };

/// A condition evaluated over one block.
typedef struct {
    const uint64_t *met, *possible, *settled;
} ym_planes;

/// The same, being written. `settled` is NULL where no judgement is involved.
typedef struct {
    uint64_t *met, *possible, *settled;
} ym_result;

/// Rows of one policy in one block by outcome; what remains is missed.
typedef struct {
    uint32_t met, unknown, person;
} ym_count;

/// A run of equal codes: rows `first ..< end`.
typedef struct {
    uint32_t code;
    uint16_t first, end;
} ym_run;

/// A policy's code is a list of words `node << 2 | op`. An operand that is kept waits for the next operand of
/// its group and is ANDed with it, so that AND(OR(AND)) needs no planes of its own.
enum {
    YM_AND = 0,   // all &= operand
    YM_OR = 1,    // group |= kept & operand
    YM_CLOSE = 2, // group |= kept & operand; all &= group; the group is empty again
    YM_KEEP = 3   // kept &= operand
};

typedef enum { YM_PORTABLE = 0, YM_AVX2 = 1, YM_AVX512 = 2 } ym_level;

/// The widest instructions that this processor has.
ym_level ym_best(void);
/// Chooses the instructions for all threads; a level above `ym_best` is lowered to it. Returns what is used.
ym_level ym_use(ym_level level);

/// Bits of `width` bytes wide unsigned (8: signed) values that are at least the threshold.
void ym_at_least(int width, const void *values, int64_t threshold, uint64_t *out);
/// met/possible of a test with its missing rows (NULL: none); `negate` asks for the opposite test.
void ym_finish(const uint64_t *test, const uint64_t *missing, int negate, ym_result out);
/// sum[i] += factor * (base + values[i]); the caller has proved that nothing overflows.
void ym_add_scaled(int width, const void *values, int64_t base, int64_t factor, int64_t *sum);

/// Bits of the rows whose run's code is in the set. Returns 0: none, 2: every run, 1: some.
int ym_runs_in_set(const ym_run *runs, uint32_t count, const uint64_t *set, uint64_t *out);
/// Bits of the rows whose code is in the set.
void ym_codes_in_set(int width, const void *codes, const uint64_t *set, uint64_t *out);

/// All, any, at least `needed` of the operands, and the opposite; with judgement when out.settled is given.
void ym_all(const ym_planes *of, uint32_t count, ym_result out);
void ym_any(const ym_planes *of, uint32_t count, ym_result out);
void ym_some(const ym_planes *of, uint32_t count, uint32_t needed, ym_result out);
void ym_not(const ym_planes *of, ym_result out);

/// Adds to `out` the outcomes of each policy among the block's live rows.
void ym_count_policies(const ym_planes *nodes, const uint64_t *live, const uint32_t *code,
                       const uint32_t *start, uint32_t policies, ym_count *out);
/// The same with judgement planes.
void ym_count_judged(const ym_planes *nodes, const uint64_t *live, const uint32_t *code,
                     const uint32_t *start, uint32_t policies, ym_count *out);
/// One policy's planes, restricted to live rows; `settled` always wanted.
void ym_policy_planes(const ym_planes *nodes, const uint64_t *live, const uint32_t *code, uint32_t length,
                      ym_result out);
/// Adds to out[policy * stride + d] the live rows that meet exactly d of the policy's conditions (d at least
/// 1; the caller knows how many are live). A policy may have 63 conditions.
void ym_degree_policies(const ym_planes *nodes, const uint64_t *live, const uint32_t *code,
                        const uint32_t *start, uint32_t policies, uint32_t stride, uint32_t *out);
/// Bit planes (least significant first, `bits` of them, 64 words each) of the number of conditions met.
void ym_degree_planes(const ym_planes *nodes, const uint32_t *code, uint32_t length, uint32_t bits,
                      uint64_t *out);

/// The number of bits set in a plane.
uint32_t ym_population(const uint64_t *plane);
/// A checksum of bytes, for damage and not for malice; four independent lanes, then mixed.
uint64_t ym_checksum(const void *bytes, size_t length, uint64_t seed);

#endif
