public import Foundation

/// A place on the Earth in WGS 84, degrees.
public struct GeoJSONPosition: Sendable, Hashable {
    /// −180 to 180, east positive.
    public let longitude: Double
    /// −90 to 90, north positive.
    public let latitude: Double

    /// Nil unless both are finite and within their bounds.
    public init?(longitude: Double, latitude: Double) {
        guard (-180...180).contains(longitude), (-90...90).contains(latitude) else { return nil }
        self.longitude = longitude
        self.latitude = latitude
    }
}

/// One feature of a collection: a point, or something whose place is not known.
public struct GeoJSONFeature: Sendable, Hashable {
    public var id: String?
    /// Nil when no coordinates are known: the feature is then unlocated and written with a null geometry
    /// (RFC 7946, section 3.2), never left out and never put at 0, 0.
    public var position: GeoJSONPosition?
    public var properties: JSONObject

    public init(id: String? = nil, position: GeoJSONPosition?, properties: JSONObject = [:]) {
        self.id = id
        self.position = position
        self.properties = properties
    }

    /// The feature as RFC 7946 writes it, longitude first.
    public var json: JSONValue {
        var feature: JSONObject = ["type": "Feature"]
        feature["id"] = id.map(JSONValue.string)
        feature["geometry"] =
            position.map { ["type": "Point", "coordinates": [.number($0.longitude), .number($0.latitude)]] } ?? .null
        feature["properties"] = .object(properties)
        return .object(feature)
    }
}

/// Writes a GeoJSON FeatureCollection (RFC 7946) feature by feature, in constant memory.
public struct GeoJSONWriter {
    private var output: GatheredOutput
    private var isEmpty = true

    /// - Parameters:
    ///   - members: foreign members of the collection, such as an attribution; `type` and `features` are ours.
    ///   - sink: receives the bytes in order, about 64 kB at a time.
    public init(members: JSONObject = [:], sink: @escaping (Data) throws -> Void) {
        output = GatheredOutput(sink: sink)
        var head: JSONObject = ["type": "FeatureCollection"]
        for (name, value) in members where name != "type" && name != "features" { head[name] = value }
        output.bytes += JSONValue.object(head).utf8().dropLast()
        output.bytes += ",\"features\":[".utf8
    }

    /// Writes the next feature, each on its own line.
    public mutating func write(_ feature: GeoJSONFeature) throws {
        output.bytes += (isEmpty ? "\n" : ",\n").utf8
        isEmpty = false
        feature.json.append(to: &output.bytes, .compact, depth: 0)
        try output.flushWhenFull()
    }

    /// Closes the collection and hands on the rest. To be called once, at the end.
    public mutating func finish() throws {
        output.bytes += "\n]}\n".utf8
        try output.flush()
    }
}
