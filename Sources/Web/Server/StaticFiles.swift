import Crypto
import Exchange
public import Foundation

/// The styles, scripts and pictures, read once at start and served under names that carry a hash of their content, so
/// that browsers keep them for good.
public struct StaticFiles: Sendable {
    struct File: Sendable {
        let type: String
        let data: Data
        /// Compressed once, for text types.
        let compressed: Data?
    }

    private let files: [String: File]
    private let addresses: [String: String]

    /// Reads all files in the folders; a name in a later folder does not replace one in an earlier.
    /// - Throws: when a folder that exists cannot be read.
    public init(folders: [URL]) throws {
        var files: [String: File] = [:]
        var addresses: [String: String] = [:]
        for folder in folders {
            let root = folder.standardizedFileURL.path + "/"
            guard let walk = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: [.isRegularFileKey])
            else { continue }
            for case let url as URL in walk {
                guard let type = Self.types[url.pathExtension],
                    try url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true
                else { continue }
                let name = String(url.standardizedFileURL.path.dropFirst(root.count))
                guard addresses[name] == nil else { continue }
                let data = try Data(contentsOf: url)
                let hash = SHA256.hash(data: data).prefix(6).map { String(UInt16($0) + 256, radix: 16).dropFirst() }
                let stem = name.dropLast(url.pathExtension.count + 1)
                let hashed = "\(stem).\(hash.joined()).\(url.pathExtension)"
                let isText = type.contains("text") || type.contains("json") || type.contains("svg")
                files[hashed] = File(
                    type: type, data: data, compressed: isText ? try gzip(data, level: .smallest) : nil)
                addresses[name] = "/assets/\(hashed)"
            }
        }
        self.files = files
        self.addresses = addresses
    }

    private static let types = [
        "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml",
        "png": "image/png", "woff2": "font/woff2", "geojson": "application/geo+json", "json": "application/json",
        "txt": "text/plain; charset=utf-8", "webp": "image/webp", "jpg": "image/jpeg",
    ]

    /// Where pages find the files.
    public var assets: Assets {
        let addresses = addresses
        return Assets { addresses[$0] ?? "/assets/\($0)" }
    }

    /// The answer to a request for one of the addresses.
    func answer(to name: String, acceptsGzip: Bool) throws -> WebResponse {
        guard let file = files[name] else { throw NotFoundAsset() }
        var response = WebResponse(
            headers: [
                ("content-type", file.type), ("cache-control", "public, max-age=31536000, immutable"),
                ("vary", "Accept-Encoding"),
            ],
            body: .data(file.data))
        if acceptsGzip, let compressed = file.compressed {
            response.headers.append(("content-encoding", "gzip"))
            response.body = .data(compressed)
        }
        return response
    }

    struct NotFoundAsset: Error {}
}
