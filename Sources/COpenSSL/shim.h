// What of libcrypto the LibCrypto module uses.
#pragma once
#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/obj_mac.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

// Macros that Swift cannot read.
static const int openssl_select_public_key = EVP_PKEY_PUBLIC_KEY;
static const int openssl_select_key_pair = EVP_PKEY_KEYPAIR;
static const int openssl_utf8_text = MBSTRING_UTF8;
