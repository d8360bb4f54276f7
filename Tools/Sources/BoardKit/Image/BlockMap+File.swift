import Foundation

extension BlockMap {
  /// The text of the `.bmap` file.
  ///
  /// The file's own checksum in it is computed with zeroes in its place.
  public var text: String {
    let text = text(ownChecksum: String(repeating: "0", count: 64))
    return self.text(ownChecksum: Identity.hash(Data(text.utf8)))
  }

  private func text(ownChecksum: String) -> String {
    let blocks = (imageSize + Self.blockSize - 1) / Self.blockSize
    let mapped = runs.reduce(0) { $0 + $1.blocks.count }
    var text = """
      <?xml version="1.0" ?>
      <bmap version="2.0">
          <ImageSize> \(imageSize) </ImageSize>
          <BlockSize> \(Self.blockSize) </BlockSize>
          <BlocksCount> \(blocks) </BlocksCount>
          <MappedBlocksCount> \(mapped) </MappedBlocksCount>
          <ChecksumType> sha256 </ChecksumType>
          <BmapFileChecksum> \(ownChecksum) </BmapFileChecksum>
          <BlockMap>

      """
    for run in runs {
      let (first, last) = (run.blocks.lowerBound, run.blocks.upperBound)
      text += "        <Range chksum=\"\(run.checksum)\"> \(first == last ? "\(first)" : "\(first)-\(last)") </Range>\n"
    }
    return text + "    </BlockMap>\n</bmap>\n"
  }

  /// Reads a `.bmap` file; nil where it is none of the form that is written here, or its own checksum is not right.
  public init?(text: String) {
    func value(_ tag: String, in text: Substring) -> String? {
      guard let open = text.range(of: "<\(tag)>"),
        let close = text.range(of: "</\(tag)>", range: open.upperBound..<text.endIndex)
      else { return nil }
      return text[open.upperBound..<close.lowerBound].trimmingCharacters(in: .whitespaces)
    }
    let all = text[...]
    guard let size = value("ImageSize", in: all).flatMap(Int.init), value("ChecksumType", in: all) == "sha256",
      value("BlockSize", in: all) == String(Self.blockSize), let own = value("BmapFileChecksum", in: all),
      own.count == 64,
      Identity.hash(Data(text.replacingOccurrences(of: own, with: String(repeating: "0", count: 64)).utf8)) == own
    else { return nil }
    imageSize = size
    var runs: [Run] = []
    for line in text.split(separator: "\n") {
      guard let mark = line.range(of: "<Range chksum=\"") else { continue }
      let parts = line[mark.upperBound...].split(separator: "\"", maxSplits: 1)
      guard parts.count == 2, let end = parts[1].range(of: "</Range>") else { return nil }
      let numbers = parts[1][..<end.lowerBound].drop { $0 == ">" }.trimmingCharacters(in: .whitespaces).split(
        separator: "-"
      )
      .compactMap { Int($0) }
      guard let first = numbers.first, let last = numbers.last, first <= last, first >= 0, last <= size / Self.blockSize
      else {
        return nil
      }
      runs.append(Run(blocks: first...last, checksum: String(parts[0])))
    }
    guard !runs.isEmpty else { return nil }
    self.runs = runs
  }
}
