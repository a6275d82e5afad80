// SPDX-License-Identifier: Apache-2.0

/// Code sets and calendars of the state, exact numbers, and the ways in which Chinese documents write them.
///
/// Nothing here reads a file by itself, asks the clock, or knows what an enterprise is for.
public enum Standards {}
