// SPDX-License-Identifier: Apache-2.0
//
// What every processor has: SSE2 on x86-64, NEON on arm64.
#define YM_LANES 2
#define YM_TARGET
#define YM_NAME ym_loops_portable
#include "loops.inc"
