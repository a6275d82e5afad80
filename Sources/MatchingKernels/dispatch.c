// SPDX-License-Identifier: Apache-2.0
//
// Chooses the table of loops once, and hands calls on.
#include "dispatch.h"

#include <string.h>

static ym_level used = YM_PORTABLE;
static const ym_loops *volatile table = &ym_loops_portable;

ym_level ym_best(void) {
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
        __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") &&
        __builtin_cpu_supports("avx512vpopcntdq") && __builtin_cpu_supports("bmi2"))
        return YM_AVX512;
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2")) return YM_AVX2;
#endif
    return YM_PORTABLE;
}

ym_level ym_use(ym_level level) {
    const ym_level best = ym_best();
    used = level > best ? best : level;
#if defined(__x86_64__)
    table = used == YM_AVX512 ? &ym_loops_avx512 : used == YM_AVX2 ? &ym_loops_avx2 : &ym_loops_portable;
#endif
    return used;
}

__attribute__((constructor)) static void choose(void) { ym_use(ym_best()); }

void ym_at_least(int width, const void *values, int64_t threshold, uint64_t *out) {
    table->at_least(width, values, threshold, out);
}
void ym_finish(const uint64_t *test, const uint64_t *missing, int negate, ym_result out) {
    table->finish(test, missing, negate, out);
}
void ym_add_scaled(int width, const void *values, int64_t base, int64_t factor, int64_t *sum) {
    table->add_scaled(width, values, base, factor, sum);
}
int ym_runs_in_set(const ym_run *runs, uint32_t count, const uint64_t *set, uint64_t *out) {
    return table->runs_in_set(runs, count, set, out);
}
void ym_codes_in_set(int width, const void *codes, const uint64_t *set, uint64_t *out) {
    table->codes_in_set(width, codes, set, out);
}
void ym_all(const ym_planes *of, uint32_t count, ym_result out) { table->all(of, count, out); }
void ym_any(const ym_planes *of, uint32_t count, ym_result out) { table->any(of, count, out); }
void ym_some(const ym_planes *of, uint32_t count, uint32_t needed, ym_result out) {
    table->some(of, count, needed, out);
}
void ym_not(const ym_planes *of, ym_result out) { table->not_(of, out); }
void ym_count_policies(const ym_planes *nodes, const uint64_t *live, const uint32_t *code,
                       const uint32_t *start, uint32_t policies, ym_count *out) {
    table->count_policies(nodes, live, code, start, policies, out);
}
void ym_count_judged(const ym_planes *nodes, const uint64_t *live, const uint32_t *code,
                     const uint32_t *start, uint32_t policies, ym_count *out) {
    table->count_judged(nodes, live, code, start, policies, out);
}
void ym_policy_planes(const ym_planes *nodes, const uint64_t *live, const uint32_t *code, uint32_t length,
                      ym_result out) {
    table->policy_planes(nodes, live, code, length, out);
}
void ym_degree_policies(const ym_planes *nodes, const uint64_t *live, const uint32_t *code,
                        const uint32_t *start, uint32_t policies, uint32_t stride, uint32_t *out) {
    table->degree_policies(nodes, live, code, start, policies, stride, out);
}
void ym_degree_planes(const ym_planes *nodes, const uint32_t *code, uint32_t length, uint32_t bits,
                      uint64_t *out) {
    table->degree_planes(nodes, code, length, bits, out);
}
uint32_t ym_population(const uint64_t *plane) { return table->population(plane); }

enum { LANES = 8 };

uint64_t ym_checksum(const void *bytes, size_t length, uint64_t seed) {
    const uint64_t prime = 0x9E3779B185EBCA87ull;
    const unsigned char *p = bytes;
    uint64_t lane[LANES];
    for (int i = 0; i < LANES; i++) lane[i] = seed + prime * (uint64_t)(i + 1);
    size_t left = length;
    for (; left >= 8 * LANES; left -= 8 * LANES, p += 8 * LANES)
        for (int i = 0; i < LANES; i++) {
            uint64_t word;
            memcpy(&word, p + 8 * i, 8);
            lane[i] = (lane[i] ^ word) * prime;
            lane[i] ^= lane[i] >> 29;
        }
    uint64_t sum = (uint64_t)length * prime;
    for (; left > 0; left--, p++) sum = (sum ^ *p) * prime + (sum >> 47);
    for (int i = 0; i < LANES; i++) {
        sum = (sum ^ lane[i]) * prime;
        sum ^= sum >> 31;
    }
    return sum;
}
