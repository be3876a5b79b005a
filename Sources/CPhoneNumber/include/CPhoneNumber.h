#ifndef CPHONENUMBER_H
#define CPHONENUMBER_H

// libphonenumber's reading of a number, without C++ in the header.
#include <stddef.h>

#pragma clang assume_nonnull begin

#ifdef __cplusplus
extern "C" {
#endif

/// The longest result: `+`, 15 digits, `;ext=` and 20 more.
enum { cphonenumber_e164_max = 64 };

/// Reads a number as written.
///
/// - Parameters:
///   - text, count: UTF-8.
///   - region: two capital letters of ISO 3166-1 and a zero byte; `ZZ` for none.
///   - out: room for `cphonenumber_e164_max` bytes.
/// - Returns: how many bytes of `out` hold the number in E.164, with `;ext=` when it has an extension; 0 when no plan knows
///   a number of this length.
size_t cphonenumber_e164(const char *text, size_t count, const char *region, char *out);

#ifdef __cplusplus
}
#endif

#pragma clang assume_nonnull end

#endif
