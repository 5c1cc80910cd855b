public import Foundation
public import Languages
public import Platform

/// What is known of the installation beside its settings: its version, its folders, and what it keeps about people.
public struct Installation: Sendable {
    /// The version of the program.
    public static let version = "0.1.0"

    /// When this node began to serve.
    public var startedAt = Instant.now
    /// The folder of database, files and uploads.
    public var dataFolder: URL?
    /// The folder of third-party files that set-up fetched on this machine, with their licences.
    public var localFolder: URL?
    /// Where uploaded files are kept; nil where nothing can be uploaded.
    public var files: FileStore?
    /// The names of the mappings that tell what the columns of an authority's list mean.
    public var mappings: [String] = []
    /// Every table that describes people, as the rooms declare them.
    public var personalData: [PersonalData] = []

    public init() {}
}
