// A Swift face of libcrypto.
