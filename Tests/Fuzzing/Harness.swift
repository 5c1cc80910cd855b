import Foundation

/// What libFuzzer calls; scripts/fuzz compiles it together with one of the other files here, which says in `Fuzz` what
/// reads an input.
///
/// The first byte of an input says which of the readers gets the rest. A fault is a crash.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let input = Data(bytes: start, count: count)
    guard let first = input.first else { return 0 }
    Fuzz.readers[Int(first) % Fuzz.readers.count](Data(input.dropFirst()))
    return 0
}

/// Writes inputs that the readers take into the folder that INNOCITIES_FUZZ_SEEDS names: nothing else would ever hit upon
/// a whole file.
@_cdecl("LLVMFuzzerInitialize")
public func initialize(_: UnsafeMutablePointer<CInt>, _: UnsafeMutableRawPointer) -> CInt {
    guard let folder = ProcessInfo.processInfo.environment["INNOCITIES_FUZZ_SEEDS"] else { return 0 }
    do {
        for seed in try Fuzz.seeds() {
            let file = URL(filePath: folder, directoryHint: .isDirectory).appending(path: seed.name)
            try (Data([seed.reader]) + seed.content).write(to: file)
        }
    } catch { preconditionFailure("no seeds: \(error)") }
    return 0
}

/// An input to begin with.
struct FuzzSeed {
    let name: String
    /// The place of its reader.
    let reader: UInt8
    let content: Data

    init(_ name: String, _ reader: UInt8, _ content: Data) {
        (self.name, self.reader, self.content) = (name, reader, content)
    }
}

/// In place of the package's SHA-256, of which only sameness and a fixed order matter here.
enum SHA256 {
    static func hash(data: some Sequence<UInt8>) -> [UInt8] {
        let sum = data.reduce(UInt64(14_695_981_039_346_656_037)) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 }
        return (0..<8).map { UInt8(truncatingIfNeeded: sum >> (8 * UInt64($0))) }
    }
}
