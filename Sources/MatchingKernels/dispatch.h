// SPDX-License-Identifier: Apache-2.0
//
// The table of loops; one a width.
#ifndef MATCHING_DISPATCH_H
#define MATCHING_DISPATCH_H

#include "MatchingKernels.h"

typedef struct {
    void (*at_least)(int, const void *, int64_t, uint64_t *);
    void (*finish)(const uint64_t *, const uint64_t *, int, ym_result);
    void (*add_scaled)(int, const void *, int64_t, int64_t, int64_t *);
    int (*runs_in_set)(const ym_run *, uint32_t, const uint64_t *, uint64_t *);
    void (*codes_in_set)(int, const void *, const uint64_t *, uint64_t *);
    void (*all)(const ym_planes *, uint32_t, ym_result);
    void (*any)(const ym_planes *, uint32_t, ym_result);
    void (*some)(const ym_planes *, uint32_t, uint32_t, ym_result);
    void (*not_)(const ym_planes *, ym_result);
    void (*count_policies)(const ym_planes *, const uint64_t *, const uint32_t *, const uint32_t *, uint32_t,
                           ym_count *);
    void (*count_judged)(const ym_planes *, const uint64_t *, const uint32_t *, const uint32_t *, uint32_t,
                         ym_count *);
    void (*policy_planes)(const ym_planes *, const uint64_t *, const uint32_t *, uint32_t, ym_result);
    void (*degree_policies)(const ym_planes *, const uint64_t *, const uint32_t *, const uint32_t *, uint32_t,
                            uint32_t, uint32_t *);
    void (*degree_planes)(const ym_planes *, const uint32_t *, uint32_t, uint32_t, uint64_t *);
    uint32_t (*population)(const uint64_t *);
} ym_loops;

extern const ym_loops ym_loops_portable, ym_loops_avx2, ym_loops_avx512;

#endif
