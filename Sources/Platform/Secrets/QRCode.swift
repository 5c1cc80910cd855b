/// A QR code by ISO/IEC 18004: byte mode, error correction level M, versions 1 to 10 (up to 213 bytes).
///
/// It carries the address of a one-time password to a phone without typing, and is drawn here so that the secret
/// goes through nobody else's hands.
public struct QRCode: Sendable, Hashable {
    /// The dark modules, row by row, without the quiet margin.
    public let modules: [[Bool]]

    /// Modules along one side.
    public var size: Int { modules.count }

    /// Draws a text; nil when its UTF-8 is longer than 213 bytes.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard let version = QRVersion.all.first(where: { bytes.count <= $0.capacity }) else { return nil }
        let codewords = version.interleaved(version.dataCodewords(bytes))
        let candidates = (0..<8).map { mask in
            var grid = QRGrid(version: version)
            grid.place(codewords, mask: mask)
            return grid.modules
        }
        modules = candidates.min { Self.penalty($0) < Self.penalty($1) } ?? []
    }

    /// The `d` of an SVG path over a square of `size + 8` units, the margin of four included.
    public var path: String {
        var path = ""
        for (y, row) in modules.enumerated() {
            for (x, isDark) in row.enumerated() where isDark { path += "M\(x + 4) \(y + 4)h1v1h-1z" }
        }
        return path
    }

    /// The standard's four rules on what confuses scanners (section 7.8.3.1); the mask with the least is taken.
    private static func penalty(_ modules: [[Bool]]) -> Int {
        let columns = modules.indices.map { x in modules.map { $0[x] } }
        var score = (modules + columns).reduce(0) { $0 + linePenalty($1) }
        for y in 1..<modules.count {
            for x in 1..<modules.count {
                let isDark = modules[y][x]
                if modules[y][x - 1] == isDark, modules[y - 1][x] == isDark, modules[y - 1][x - 1] == isDark {
                    score += 3
                }
            }
        }
        let dark = modules.joined().count { $0 }
        let total = modules.count * modules.count
        return score + abs(dark * 20 - total * 10) / total * 10
    }

    private static func linePenalty(_ line: [Bool]) -> Int {
        var score = 0
        var run = 0
        for (index, isDark) in line.enumerated() {
            run = index > 0 && line[index - 1] == isDark ? run + 1 : 1
            if run == 5 { score += 3 } else if run > 5 { score += 1 }
        }
        let finder = [true, false, true, true, true, false, true]
        let light = [Bool](repeating: false, count: 4)
        for pattern in [finder + light, light + finder] where line.count >= 11 {
            for start in 0...line.count - 11 where line[start..<start + 11].elementsEqual(pattern) { score += 40 }
        }
        return score
    }
}

/// A size of code with what the standard's tables 7 to 9 and E.1 say of it at level M.
private struct QRVersion {
    let number: Int
    let correction: Int
    /// How many data codewords each block has.
    let blocks: [Int]
    let alignment: [Int]

    static let all = [
        QRVersion(number: 1, correction: 10, blocks: [16], alignment: []),
        QRVersion(number: 2, correction: 16, blocks: [28], alignment: [6, 18]),
        QRVersion(number: 3, correction: 26, blocks: [44], alignment: [6, 22]),
        QRVersion(number: 4, correction: 18, blocks: [32, 32], alignment: [6, 26]),
        QRVersion(number: 5, correction: 24, blocks: [43, 43], alignment: [6, 30]),
        QRVersion(number: 6, correction: 16, blocks: [27, 27, 27, 27], alignment: [6, 34]),
        QRVersion(number: 7, correction: 18, blocks: [31, 31, 31, 31], alignment: [6, 22, 38]),
        QRVersion(number: 8, correction: 22, blocks: [38, 38, 39, 39], alignment: [6, 24, 42]),
        QRVersion(number: 9, correction: 22, blocks: [36, 36, 36, 37, 37], alignment: [6, 26, 46]),
        QRVersion(number: 10, correction: 26, blocks: [43, 43, 43, 43, 44], alignment: [6, 28, 50]),
    ]

    var size: Int { 17 + 4 * number }
    private var lengthBits: Int { number < 10 ? 8 : 16 }
    /// Bytes of text that fit after the mode and the length.
    var capacity: Int { (blocks.reduce(0, +) * 8 - 4 - lengthBits) / 8 }

    func dataCodewords(_ bytes: [UInt8]) -> [UInt8] {
        var bits = Self.bits(4, 4) + Self.bits(bytes.count, lengthBits) + bytes.flatMap { Self.bits(Int($0), 8) }
        let room = blocks.reduce(0, +) * 8
        bits += [Bool](repeating: false, count: min(4, room - bits.count))
        bits += [Bool](repeating: false, count: (8 - bits.count % 8) % 8)
        var words = stride(from: 0, to: bits.count, by: 8).map { start in
            bits[start..<start + 8].reduce(UInt8(0)) { $0 << 1 | ($1 ? 1 : 0) }
        }
        for index in 0..<room / 8 - words.count { words.append(index % 2 == 0 ? 0xEC : 0x11) }
        return words
    }

    func interleaved(_ data: [UInt8]) -> [UInt8] {
        var start = 0
        let pieces = blocks.map { length -> [UInt8] in
            defer { start += length }
            return Array(data[start..<start + length])
        }
        let corrections = pieces.map { ReedSolomon.remainder(of: $0, count: correction) }
        let longest = blocks.max() ?? 0
        return (0..<longest).flatMap { index in pieces.compactMap { index < $0.count ? $0[index] : nil } }
            + (0..<correction).flatMap { index in corrections.map { $0[index] } }
    }

    static func bits(_ value: Int, _ count: Int) -> [Bool] { (0..<count).reversed().map { value >> $0 & 1 == 1 } }

    /// A value followed by its remainder under a generator: the BCH codes of format and version information.
    static func withRemainder(_ value: Int, generator: Int, bits: Int) -> Int {
        var rest = value
        for _ in 0..<bits { rest = rest << 1 ^ (rest >> (bits - 1) & 1) * generator }
        return value << bits | rest & (1 << bits - 1)
    }
}

/// Error correction over GF(256) with the polynomial x⁸ + x⁴ + x³ + x² + 1.
private enum ReedSolomon {
    static func remainder(of data: [UInt8], count: Int) -> [UInt8] {
        let generator = generator(count)
        var rest = [UInt8](repeating: 0, count: count)
        for byte in data {
            let factor = byte ^ rest.removeFirst()
            rest.append(0)
            for index in rest.indices { rest[index] ^= product(generator[index], factor) }
        }
        return rest
    }

    /// (x − 1)(x − 2)(x − 4)…, highest power first, without the leading one.
    private static func generator(_ count: Int) -> [UInt8] {
        var result = [UInt8](repeating: 0, count: count)
        result[count - 1] = 1
        var root: UInt8 = 1
        for _ in 0..<count {
            for index in result.indices {
                result[index] = product(result[index], root) ^ (index + 1 < count ? result[index + 1] : 0)
            }
            root = product(root, 2)
        }
        return result
    }

    private static func product(_ left: UInt8, _ right: UInt8) -> UInt8 {
        (0..<8).reversed().reduce(UInt8(0)) { result, bit in
            (result << 1) ^ (result >> 7 == 1 ? 0x1D : 0) ^ (right >> bit & 1 == 1 ? left : 0)
        }
    }
}

/// The square while it is filled: patterns first, then the codewords around them.
private struct QRGrid {
    private let version: QRVersion
    private(set) var modules: [[Bool]]
    private var isTaken: [[Bool]]

    init(version: QRVersion) {
        self.version = version
        let row = [Bool](repeating: false, count: version.size)
        modules = [[Bool]](repeating: row, count: version.size)
        isTaken = modules
        drawPatterns()
    }

    /// Fills in codewords in the standard's zigzag, masked, and says which mask it was.
    mutating func place(_ codewords: [UInt8], mask: Int) {
        drawFormat(mask: mask)
        var bits = codewords.flatMap { QRVersion.bits(Int($0), 8) }[...]
        var upwards = true
        for right in [Int](stride(from: version.size - 1, to: 6, by: -2)) + [5, 3, 1] {
            for step in 0..<version.size {
                let y = upwards ? version.size - 1 - step : step
                for x in [right, right - 1] where !isTaken[y][x] {
                    modules[y][x] = (bits.popFirst() ?? false) != Self.isMasked(x, y, mask)
                }
            }
            upwards.toggle()
        }
    }

    private mutating func set(_ x: Int, _ y: Int, _ isDark: Bool) {
        guard modules.indices.contains(x), modules.indices.contains(y) else { return }
        modules[y][x] = isDark
        isTaken[y][x] = true
    }

    private mutating func drawPatterns() {
        let last = version.size - 1
        for index in 0...last {
            set(6, index, index % 2 == 0)
            set(index, 6, index % 2 == 0)
        }
        for (x, y) in [(3, 3), (last - 3, 3), (3, last - 3)] { drawRings(x, y, reach: 4, light: [2, 4]) }
        let centres = version.alignment
        for x in centres {
            for y in centres where !(x == 6 && y == 6 || x == 6 && y == last - 6 || x == last - 6 && y == 6) {
                drawRings(x, y, reach: 2, light: [1])
            }
        }
        drawFormat(mask: 0)
        guard version.number >= 7 else { return }
        let bits = QRVersion.withRemainder(version.number, generator: 0x1F25, bits: 12)
        for index in 0..<18 {
            set(last - 10 + index % 3, index / 3, bits >> index & 1 == 1)
            set(index / 3, last - 10 + index % 3, bits >> index & 1 == 1)
        }
    }

    private mutating func drawRings(_ centreX: Int, _ centreY: Int, reach: Int, light: Set<Int>) {
        for y in -reach...reach {
            for x in -reach...reach { set(centreX + x, centreY + y, !light.contains(max(abs(x), abs(y)))) }
        }
    }

    /// Level M is 00 in two bits, so the five bits are the mask alone.
    private mutating func drawFormat(mask: Int) {
        let bits = QRVersion.withRemainder(mask, generator: 0x537, bits: 10) ^ 0x5412
        let last = version.size - 1
        for index in 0..<15 {
            let isDark = bits >> index & 1 == 1
            // Beside the upper left finder: down the column, round the corner, along the row, past the timing lines.
            if index < 8 {
                set(8, index < 6 ? index : index + 1, isDark)
            } else {
                set(index == 8 ? 7 : 14 - index, 8, isDark)
            }
            if index < 8 { set(last - index, 8, isDark) } else { set(8, last - 14 + index, isDark) }
        }
        set(8, last - 7, true)
    }

    private static func isMasked(_ x: Int, _ y: Int, _ mask: Int) -> Bool {
        switch mask {
        case 0: (x + y) % 2 == 0
        case 1: y % 2 == 0
        case 2: x % 3 == 0
        case 3: (x + y) % 3 == 0
        case 4: (x / 3 + y / 2) % 2 == 0
        case 5: x * y % 2 + x * y % 3 == 0
        case 6: (x * y % 2 + x * y % 3) % 2 == 0
        default: ((x + y) % 2 + x * y % 3) % 2 == 0
        }
    }
}
