#include "COpenSSL.h"

#include <string.h>

// WHY by words: the time-stamp part hands on the reason why a chain was refused as text only, in the words of
// `X509_verify_cert_error_string`.
static int verification_named_in(const char *data) {
    static const int known[] = {
        X509_V_ERR_CERT_HAS_EXPIRED,
        X509_V_ERR_CERT_NOT_YET_VALID,
        X509_V_ERR_INVALID_PURPOSE,
        X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY,
        X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT,
        X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN,
        X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT,
        X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE,
        X509_V_ERR_CERT_SIGNATURE_FAILURE,
        X509_V_ERR_INVALID_CA,
        X509_V_ERR_PATH_LENGTH_EXCEEDED,
        X509_V_ERR_UNHANDLED_CRITICAL_EXTENSION,
    };
    for (size_t index = 0; index < sizeof known / sizeof known[0]; index++) {
        if (strstr(data, X509_verify_cert_error_string(known[index])) != NULL) return known[index];
    }
    return X509_V_ERR_UNSPECIFIED;
}

copenssl_error copenssl_take_error(void) {
    copenssl_error found;
    memset(&found, 0, sizeof found);
    const char *data = NULL;
    int flags = 0;
    unsigned long code;
    while ((code = ERR_get_error_all(NULL, NULL, NULL, &data, &flags)) != 0) {
        int library = ERR_GET_LIB(code);
        if (found.is_error && (found.library == ERR_LIB_TS || library != ERR_LIB_TS)) continue;
        memset(&found, 0, sizeof found);
        found.is_error = 1;
        found.library = library;
        found.reason = ERR_GET_REASON(code);
        const char *words = ERR_reason_error_string(code);
        if (library == ERR_LIB_TS && found.reason == TS_R_CERTIFICATE_VERIFY_ERROR) {
            found.verification = verification_named_in((flags & ERR_TXT_STRING) != 0 ? data : "");
            words = X509_verify_cert_error_string(found.verification);
        }
        if (words != NULL) strncpy(found.words, words, sizeof found.words - 1);
    }
    return found;
}

unsigned char *copenssl_copy(const unsigned char *bytes, size_t count) {
    return OPENSSL_memdup(bytes, count);
}

STACK_OF(X509) *copenssl_certificates_new(void) { return sk_X509_new_null(); }

int copenssl_certificates_add(STACK_OF(X509) *list, X509 *certificate) {
    if (!X509_up_ref(certificate)) return 0;
    if (sk_X509_push(list, certificate) > 0) return 1;
    X509_free(certificate);
    return 0;
}

void copenssl_certificates_free(STACK_OF(X509) *list) { sk_X509_pop_free(list, X509_free); }

int copenssl_subject(X509 *certificate, char *buffer, size_t capacity) {
    BIO *text = BIO_new(BIO_s_mem());
    if (text == NULL) return -1;
    int written = -1;
    char *bytes = NULL;
    if (X509_NAME_print_ex(text, X509_get_subject_name(certificate), 0, XN_FLAG_RFC2253) >= 0) {
        long count = BIO_get_mem_data(text, &bytes);
        if (count >= 0 && (size_t)count < capacity) {
            memcpy(buffer, bytes, (size_t)count);
            buffer[count] = 0;
            written = (int)count;
        }
    }
    BIO_free(text);
    return written;
}

X509 *copenssl_signer(PKCS7 *token, STACK_OF(X509) *list) {
    STACK_OF(X509) *signers = PKCS7_get0_signers(token, list, 0);
    X509 *signer = signers != NULL && sk_X509_num(signers) > 0 ? sk_X509_value(signers, 0) : NULL;
    sk_X509_free(signers);
    return signer;
}
