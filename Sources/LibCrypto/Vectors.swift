/// A signature published with its key and message.
struct SignatureVector {
  var algorithm: SignatureAlgorithm
  var compressedPoint: [UInt8]
  var message: [UInt8]
  var signature: [UInt8]
}

/// What the self-test computes and what must come out, each from the standard named. A value, so that a test can spoil
/// one and see that the self-test notices.
struct Vectors {
  /// GB/T 32905-2016, A.1.
  var sm3OfABC = bytes("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0")

  /// FIPS 180-4, example "abc".
  var sha256OfABC = bytes("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")

  /// GB/T 32907-2016, A.1: key and plaintext are the same 16 bytes.
  var sm4Key = bytes("0123456789abcdeffedcba9876543210")
  var sm4Ciphertext = bytes("681edf34d206965e86b3e94f536e4246")

  /// GB/T 32918.5-2017, A.2: the recommended curve, "message digest".
  var sm2 = SignatureVector(
    algorithm: .sm2,
    compressedPoint: bytes("0309f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"),
    message: bytes("6d65737361676520646967657374"),
    signature: bytes(
      "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa"
    ))

  /// RFC 6979, A.2.5: P-256, SHA-256, "sample".
  var es256 = SignatureVector(
    algorithm: .es256,
    compressedPoint: bytes("0360fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"),
    message: bytes("73616d706c65"),
    signature: bytes(
      "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8"
    ))

  /// RFC 5869, A.1.
  var hkdfSecret = bytes("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b")
  var hkdfSalt = bytes("000102030405060708090a0b0c")
  var hkdfInfo = bytes("f0f1f2f3f4f5f6f7f8f9")
  var hkdfOutput = bytes("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865")

  /// NIST CAVP, ECC CDH primitive, P-256, count 0.
  var agreementPeer = bytes("02700c48f77f56584c5cc632ca65640db91b6bacce3a4df6b42ce7cc838833d287")
  var agreementScalar = bytes("7d7dc5f71eb29ddaf80d6214632eeae03d9058af1fb6d22ed80badb62bc1a534")
  var agreementSecret = bytes("46fc62106420ff012e54a434fbdd2d25ccc5852060561e68040dd7778997bd7b")

  /// The Galois/Counter Mode of Operation (McGrew, Viega), appendix B, test case 16; the tag follows the ciphertext.
  var gcmKey = bytes("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308")
  var gcmNonce = bytes("cafebabefacedbaddecaf888")
  var gcmAdditionalData = bytes("feedfacedeadbeeffeedfacedeadbeefabaddad2")
  var gcmPlaintext = bytes(
    "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39"
  )
  var gcmSealed = bytes(
    "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f66276fc6ece0f4e1768cddf8853bb2d551b"
  )

  /// The bytes of lower-case hex digits.
  private static func bytes(_ text: StaticString) -> [UInt8] {
    var bytes: [UInt8] = []
    for offset in stride(from: 0, to: text.utf8CodeUnitCount, by: 2) {
      bytes.append(digit(text.utf8Start[offset]) << 4 | digit(text.utf8Start[offset + 1]))
    }
    return bytes
  }

  private static func digit(_ character: UInt8) -> UInt8 {
    character < 0x61 ? character &- 0x30 : character &- 0x57
  }
}
