// SPDX-License-Identifier: Apache-2.0
#ifndef YUMIAO_CPQ_SHIM_H
#define YUMIAO_CPQ_SHIM_H

#include <libpq-fe.h>

// The header defines these as character macros, which Swift does not import.
static const int YM_DIAG_SQLSTATE = 'C';
static const int YM_DIAG_MESSAGE = 'M';
static const int YM_DIAG_CONSTRAINT = 'n';
static const int YM_DIAG_COLUMN = 'c';
static const int YM_DIAG_TABLE = 't';
static const int YM_DIAG_SEVERITY = 'V';

#endif
