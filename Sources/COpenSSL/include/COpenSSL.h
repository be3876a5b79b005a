#ifndef COPENSSL_H
#define COPENSSL_H

// libcrypto's time-stamp functions; what are macros there gets a function here.
#include <openssl/ts.h>
#include <openssl/err.h>
#include <openssl/x509.h>

#endif
