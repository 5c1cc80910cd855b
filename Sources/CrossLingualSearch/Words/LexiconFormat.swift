/// Layout of the packed lexicon, little-endian throughout:
///
/// | part | content |
/// | --- | --- |
/// | header, 64 bytes | magic "INNOLEX\0", version UInt32, counts UInt32: dictionaries, terms, entries, bytes of terms, bytes of names, rules; reserved to 56; checksum UInt64 of everything else |
/// | tongues | 13 × UInt32: number of the first term of each tongue, and the number of terms |
/// | term offsets | (terms + 1) × UInt32 into the bytes of terms |
/// | entry starts | (terms + 1) × UInt32: the entries of term n are `start[n]..<start[n + 1]` |
/// | targets | entries × UInt32: number of the translation's term |
/// | dictionaries | entries × UInt8: the first dictionary that says so |
/// | support | entries × UInt8: how many dictionaries and directions say so |
/// | terms | UTF-8, without separators, ascending by bytes within a tongue |
/// | names | dictionary names, newline-separated |
/// | rule keys | rules × UInt64, ascending: letters in their surroundings, as ``DiacriticRules`` names them |
/// | rule letters | rules × UInt16: what the letter should be |
///
/// Sections start at multiples of four. A term is a stem or up to three stems joined by spaces. Every translation is
/// kept in both directions.
enum LexiconFormat {
    static let magic: [UInt8] = Array("INNOLEX\0".utf8)
    /// Rises with every change of the layout or of the stemmers, for keys are stems.
    static let version = 3
    static let headerSize = 64
    static let tongues = Tongue.analysed.count

    /// Checksum of a whole file but for the checksum itself.
    static func checksum(of file: UnsafeRawBufferPointer) -> UInt64 {
        let header = Checksum.of(UnsafeRawBufferPointer(rebasing: file[..<(headerSize - 8)]))
        return header &* 31 ^ Checksum.of(UnsafeRawBufferPointer(rebasing: file[headerSize...]))
    }

    struct Sections {
        let tongues: Range<Int>
        let offsets: Range<Int>
        let starts: Range<Int>
        let targets: Range<Int>
        let dictionaries: Range<Int>
        let support: Range<Int>
        let terms: Range<Int>
        let names: Range<Int>
        let ruleKeys: Range<Int>
        let ruleLetters: Range<Int>

        init(terms count: Int, entries: Int, termBytes: Int, nameBytes: Int, rules: Int) {
            func following(_ previous: Int, _ length: Int) -> Range<Int> {
                let start = (previous + 3) & ~3
                return start..<(start + length)
            }
            tongues = following(headerSize, (LexiconFormat.tongues + 1) * 4)
            offsets = following(tongues.upperBound, (count + 1) * 4)
            starts = following(offsets.upperBound, (count + 1) * 4)
            targets = following(starts.upperBound, entries * 4)
            dictionaries = following(targets.upperBound, entries)
            support = following(dictionaries.upperBound, entries)
            terms = following(support.upperBound, termBytes)
            names = following(terms.upperBound, nameBytes)
            ruleKeys = following(names.upperBound, rules * 8)
            ruleLetters = following(ruleKeys.upperBound, rules * 2)
        }

        var fileSize: Int { ruleLetters.upperBound }
    }
}

/// A fast 64-bit checksum against damage by accident: four interleaved multiply-and-xor lanes.
enum Checksum {
    static func of(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        let prime: UInt64 = 0x100_0000_01b3
        var lanes: SIMD4<UInt64> = [0xcbf2_9ce4_8422_2325, 0x8422_2325_cbf2_9ce4, 0x9ce4_8422_2325_cbf2, 1]
        var offset = 0
        while offset + 32 <= bytes.count {
            for lane in 0..<4 {
                let word = bytes.loadUnaligned(fromByteOffset: offset + lane * 8, as: UInt64.self)
                lanes[lane] = (lanes[lane] ^ UInt64(littleEndian: word)) &* prime
                lanes[lane] ^= lanes[lane] >> 29
            }
            offset += 32
        }
        var result = UInt64(bytes.count)
        for lane in 0..<4 { result = (result ^ lanes[lane]) &* prime }
        for byte in bytes[offset...] { result = (result ^ UInt64(byte)) &* prime }
        return result ^ (result >> 32)
    }
}
