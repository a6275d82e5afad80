// SPDX-License-Identifier: Apache-2.0
#include <cairo-pdf.h>
#include <pango/pangocairo.h>

// g_object_unref takes any object, which Swift cannot say of its opaque pointers.
static inline void pango_shim_release(void *object) { g_object_unref(object); }
