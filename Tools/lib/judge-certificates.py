"""Judges EU digital COVID certificates with the package cwt, as something to measure a terminal's verdict against.

Arguments: files of the public test data. For each line on standard input every file is judged once, and a line says what one verdict took
of the processor, in nanoseconds.
"""

import base64
import hashlib
import json
import sys
import time
import zlib

import base45
import cwt


def case(path):
    with open(path, encoding="utf-8") as file:
        data = json.load(file)
    certificate = data["TESTCTX"]["CERTIFICATE"]
    pem = "-----BEGIN CERTIFICATE-----\n" + certificate + "\n-----END CERTIFICATE-----\n"
    name = hashlib.sha256(base64.b64decode(certificate)).digest()[:8]
    try:
        key = cwt.COSEKey.from_pem(pem, kid=name)
    except ValueError:
        # An RSA key does not say what it is for.
        key = cwt.COSEKey.from_pem(pem, kid=name, alg="PS256")
    return data["PREFIX"], key


def judge(text, key):
    assert text.startswith("HC1:")
    message = zlib.decompress(base45.b45decode(text[4:]))
    return reader.decode(message, keys=[key])[-260][1]


# The data's certificates expired years ago; that they did is not what is measured.
reader = cwt.CWT.new(leeway=100 * 365 * 86_400)
cases = [case(path) for path in sys.argv[1:]]
for _ in sys.stdin:
    began = time.process_time_ns()
    for text, key in cases:
        judge(text, key)
    print((time.process_time_ns() - began) // len(cases), flush=True)
