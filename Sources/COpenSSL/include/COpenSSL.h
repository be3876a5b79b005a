#ifndef COPENSSL_H
#define COPENSSL_H

// libcrypto's time-stamp functions; what are macros there gets a function here.
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ts.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>

#pragma clang assume_nonnull begin

/// What libcrypto said last on this thread.
typedef struct {
    /// Whether there was an error at all.
    int is_error;
    /// The part of the library, for example `ERR_LIB_TS`.
    int library;
    /// The reason within the part, for example `TS_R_NONCE_MISMATCH`.
    int reason;
    /// The verification error of a chain (`X509_V_ERR_…`) that the message names, 0 when it names none.
    int verification;
    /// The reason in the library's own words, without data of the input.
    char words[160];
} copenssl_error;

/// Takes all errors of this thread and gives the one that a caller can use: the first of the time-stamp part, else the
/// first.
copenssl_error copenssl_take_error(void);

/// A copy that libcrypto frees itself (`OPENSSL_memdup`); null when there is no memory.
unsigned char *_Nullable copenssl_copy(const unsigned char *bytes, size_t count);

/// An empty list of certificates (`sk_X509_new_null`).
struct stack_st_X509 *_Nullable copenssl_certificates_new(void);

/// Adds a certificate to a list, with a reference of the list's own; 0 when there is no memory.
int copenssl_certificates_add(struct stack_st_X509 *list, X509 *certificate);

/// Frees a list and its references.
void copenssl_certificates_free(struct stack_st_X509 *_Nullable list);

/// The name of a certificate's subject in the form of RFC 2253; the number of bytes written before the final zero, -1 when
/// it does not fit.
int copenssl_subject(X509 *certificate, char *buffer, size_t capacity);

/// The certificate that signed a token, borrowed from token or list; null when none of them has it.
X509 *_Nullable copenssl_signer(PKCS7 *token, struct stack_st_X509 *_Nullable list);

#pragma clang assume_nonnull end

#endif
