/// What a GeoJSON document holds, and every fault in it against RFC 7946.
public struct GeoJSONReport: Sendable, Hashable {
    /// One fault and where it is.
    public struct Fault: Sendable, Hashable {
        /// A JSON Pointer (RFC 6901) to the faulty value, `""` for the whole document.
        public let pointer: String
        public let reason: Reason
    }

    /// What is wrong.
    public enum Reason: Sendable, Hashable {
        case notAnObject
        case missingMember(String)
        case unknownType(String)
        /// The member has the wrong JSON type.
        case wrongKind(expected: String)
        /// A position has fewer than two or more than three numbers.
        case positionLength(Int)
        /// Longitude or latitude is out of bounds; often the two are swapped.
        case outOfBounds
        case tooFewPositions(minimum: Int)
        /// The first and last position of a ring differ (section 3.1.6).
        case openRing
        /// An outer ring runs clockwise or a hole counterclockwise. The RFC asks for the right-hand rule but allows
        /// readers to accept others, so this is the one fault that does not make the document unusable.
        case windingOrder
        /// `crs` was taken out of the format (section 4): coordinates are WGS 84.
        case coordinateReferenceSystem
        /// A member of another GeoJSON type, which this type must not have (section 7.1).
        case foreignGeoJSONMember(String)
    }

    /// The number of features, 1 for a lone feature, 0 for a bare geometry.
    public private(set) var featureCount = 0
    /// The features without a geometry.
    public private(set) var unlocatedCount = 0
    /// Every fault in the order of the document, up to `limit`.
    public private(set) var faults: [Fault] = []
    /// The features that are sound and are points or unlocated.
    public private(set) var points: [GeoJSONFeature] = []

    private let limit: Int

    /// Checks a document. O(n).
    /// - Parameter limit: how many faults to gather at most.
    public init(of document: JSONValue, limit: Int = 1_000) {
        self.limit = limit
        check(document)
    }

    /// Parses and checks a document.
    /// - Throws: `JSONError` when the text is not JSON.
    public init(parsing text: some Sequence<UInt8>, limits: JSONLimits = JSONLimits()) throws(JSONError) {
        self.init(of: try JSONValue(parsing: text, limits: limits))
    }

    private mutating func report(_ pointer: String, _ reason: Reason) {
        if faults.count < limit { faults.append(Fault(pointer: pointer, reason: reason)) }
    }

    private mutating func check(_ document: JSONValue) {
        guard let object = document.object else { return report("", .notAnObject) }
        if object["crs"] != nil { report("/crs", .coordinateReferenceSystem) }
        switch type(of: object, at: "") {
        case "FeatureCollection"?: checkCollection(object)
        case "Feature"?: checkFeature(document, at: "")
        case _?: checkGeometry(document, at: "")
        case nil: break
        }
    }

    private mutating func checkCollection(_ object: JSONObject) {
        refuseMembers(["coordinates", "geometries", "geometry", "properties"], of: object, at: "")
        guard let features = array(named: "features", of: object, at: "") else { return }
        for (index, feature) in features.enumerated() { checkFeature(feature, at: "/features/\(index)") }
    }

    private mutating func checkFeature(_ value: JSONValue, at pointer: String) {
        featureCount += 1
        let faultsBefore = faults.count
        guard let object = value.object else { return report(pointer, .notAnObject) }
        guard let type = type(of: object, at: pointer) else { return }
        guard type == "Feature" else { return report(pointer + "/type", .unknownType(type)) }
        refuseMembers(["coordinates", "geometries", "features"], of: object, at: pointer)
        checkIdentifier(object["id"], at: pointer + "/id")
        switch object["properties"] {
        case .object?, .null?: break
        case nil: report(pointer, .missingMember("properties"))
        case _?: report(pointer + "/properties", .wrongKind(expected: "object or null"))
        }
        switch object["geometry"] {
        case nil: report(pointer, .missingMember("geometry"))
        case .null?: unlocatedCount += 1
        case let geometry?: checkGeometry(geometry, at: pointer + "/geometry")
        }
        if faults.count == faultsBefore, faults.count < limit { keepPoint(object) }
    }

    private mutating func checkIdentifier(_ id: JSONValue?, at pointer: String) {
        switch id {
        case nil, .string?, .integer?, .number?: break
        case _?: report(pointer, .wrongKind(expected: "string or number"))
        }
    }

    private mutating func keepPoint(_ feature: JSONObject) {
        let id = feature["id"].map { $0.string ?? $0.text() }
        let properties = feature["properties"]?.object ?? [:]
        let geometry = feature["geometry"] ?? .null
        let numbers = geometry["coordinates"]?.array?.compactMap(\.number) ?? []
        if geometry.isNull {
            points.append(GeoJSONFeature(id: id, position: nil, properties: properties))
        } else if geometry["type"] == "Point", numbers.count >= 2 {
            let position = GeoJSONPosition(longitude: numbers[0], latitude: numbers[1])
            points.append(GeoJSONFeature(id: id, position: position, properties: properties))
        }
    }

    private mutating func checkGeometry(_ value: JSONValue, at pointer: String) {
        guard let object = value.object else { return report(pointer, .notAnObject) }
        guard let type = type(of: object, at: pointer) else { return }
        refuseMembers(["geometry", "properties", "features"], of: object, at: pointer)
        if type == "GeometryCollection" {
            for (index, geometry) in (array(named: "geometries", of: object, at: pointer) ?? []).enumerated() {
                checkGeometry(geometry, at: "\(pointer)/geometries/\(index)")
            }
            return
        }
        guard let shape = Shape(rawValue: type) else { return report(pointer + "/type", .unknownType(type)) }
        guard let coordinates = array(named: "coordinates", of: object, at: pointer) else { return }
        check(coordinates, as: shape, at: pointer + "/coordinates")
    }

    private mutating func type(of object: JSONObject, at pointer: String) -> String? {
        guard let value = object["type"] else {
            report(pointer, .missingMember("type"))
            return nil
        }
        if value.string == nil { report(pointer + "/type", .wrongKind(expected: "string")) }
        return value.string
    }

    private mutating func array(named name: String, of object: JSONObject, at pointer: String) -> [JSONValue]? {
        guard let value = object[name] else {
            report(pointer, .missingMember(name))
            return nil
        }
        return array(value, at: "\(pointer)/\(name)")
    }

    private mutating func array(_ value: JSONValue, at pointer: String) -> [JSONValue]? {
        if value.array == nil { report(pointer, .wrongKind(expected: "array")) }
        return value.array
    }

    private mutating func refuseMembers(_ names: [String], of object: JSONObject, at pointer: String) {
        for name in names where object[name] != nil {
            report("\(pointer)/\(name)", .foreignGeoJSONMember(name))
        }
    }
}

// MARK: - Coordinates

extension GeoJSONReport {
    private enum Shape: String {
        case point = "Point"
        case multiPoint = "MultiPoint"
        case lineString = "LineString"
        case multiLineString = "MultiLineString"
        case polygon = "Polygon"
        case multiPolygon = "MultiPolygon"
        /// A closed line of a polygon; not a geometry of its own in GeoJSON.
        case ring

        /// What the elements of the coordinates are; nil when they are the numbers of one position.
        var element: Shape? {
            switch self {
            case .point: nil
            case .multiPoint, .lineString, .ring: .point
            case .multiLineString: .lineString
            case .polygon: .ring
            case .multiPolygon: .polygon
            }
        }

        var minimumCount: Int {
            switch self {
            case .lineString: 2
            case .ring: 4
            case .point, .multiPoint, .multiLineString, .polygon, .multiPolygon: 0
            }
        }
    }

    private mutating func check(_ coordinates: [JSONValue], as shape: Shape, at pointer: String) {
        guard let element = shape.element else { return checkPosition(coordinates, at: pointer) }
        if coordinates.count < shape.minimumCount {
            report(pointer, .tooFewPositions(minimum: shape.minimumCount))
        }
        for (index, value) in coordinates.enumerated() {
            let place = "\(pointer)/\(index)"
            guard let inner = array(value, at: place) else { continue }
            check(inner, as: element, at: place)
            if element == .ring { checkRing(inner, isOuter: index == 0, at: place) }
        }
    }

    private mutating func checkPosition(_ position: [JSONValue], at pointer: String) {
        let numbers = position.compactMap(\.number)
        guard numbers.count == position.count else { return report(pointer, .wrongKind(expected: "numbers")) }
        guard (2...3).contains(numbers.count) else { return report(pointer, .positionLength(numbers.count)) }
        if GeoJSONPosition(longitude: numbers[0], latitude: numbers[1]) == nil { report(pointer, .outOfBounds) }
    }

    private mutating func checkRing(_ ring: [JSONValue], isOuter: Bool, at pointer: String) {
        let positions = ring.compactMap { $0.array?.compactMap(\.number) }.filter { $0.count >= 2 }
        guard positions.count == ring.count, ring.count >= 4 else { return }
        if positions.first != positions.last { report(pointer, .openRing) }
        // The shoelace formula: positive when the ring runs counterclockwise.
        let area = zip(positions, positions.dropFirst()).reduce(0) { $0 + $1.0[0] * $1.1[1] - $1.1[0] * $1.0[1] }
        if area != 0, (area > 0) != isOuter { report(pointer, .windingOrder) }
    }
}
