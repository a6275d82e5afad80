// SPDX-License-Identifier: Apache-2.0
#if defined(__x86_64__)
#define YM_LANES 4
#define YM_TARGET __attribute__((target("avx2,bmi,bmi2,popcnt,lzcnt")))
#define YM_NAME ym_loops_avx2
#include "loops.inc"
#endif
