// SPDX-License-Identifier: Apache-2.0
#if defined(__x86_64__)
#define YM_LANES 8
#define YM_TARGET                                                                                            \
    __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512vpopcntdq,avx2,bmi,bmi2,popcnt,lzcnt")))
#define YM_NAME ym_loops_avx512
#include "loops.inc"
#endif
