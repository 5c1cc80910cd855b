import Exchange
import Foundation
import Testing

@Suite struct GeoJSONTests {
    @Test func collectionsAreWrittenFeatureByFeature() throws {
        var data = Data()
        var writer = GeoJSONWriter(members: ["attribution": "é", "type": "x"]) { data.append($0) }
        let lodz = GeoJSONFeature(
            id: "lodz", position: GeoJSONPosition(longitude: 19.45, latitude: 51.75), properties: ["name": "Łódź"])
        let unknown = GeoJSONFeature(position: nil, properties: ["name": "?"])
        try writer.write(lodz)
        try writer.write(unknown)
        try writer.finish()
        let text = """
            {"type":"FeatureCollection","attribution":"é","features":[
            {"type":"Feature","id":"lodz","geometry":{"type":"Point","coordinates":[19.45,51.75]},\
            "properties":{"name":"Łódź"}},
            {"type":"Feature","geometry":null,"properties":{"name":"?"}}
            ]}

            """
        #expect(String(decoding: data, as: UTF8.self) == text)
        let report = try GeoJSONReport(parsing: data)
        #expect(report.faults.isEmpty)
        #expect(report.points == [lodz, unknown])
        #expect((report.featureCount, report.unlocatedCount) == (2, 1))
    }

    @Test func anEmptyCollectionIsValid() throws {
        var data = Data()
        var writer = GeoJSONWriter { data.append($0) }
        try writer.finish()
        #expect(try GeoJSONReport(parsing: data).faults.isEmpty)
    }

    @Test func placesOffTheEarthAreNoPositions() {
        #expect(GeoJSONPosition(longitude: 181, latitude: 0) == nil)
        #expect(GeoJSONPosition(longitude: 0, latitude: -91) == nil)
        #expect(GeoJSONPosition(longitude: .nan, latitude: 0) == nil)
    }

    @Test func everyFaultOfADocumentIsReported() throws {
        let text = """
            {"type":"FeatureCollection","crs":{},"features":[
             {"type":"Feature","geometry":{"type":"Point","coordinates":[1]},"properties":{}},
             {"type":"Feature","geometry":{"type":"Point","coordinates":[51.7,191.4]}},
             {"type":"Feature","id":true,"properties":3},
             {"type":"Feature","geometry":{"type":"Circle","coordinates":[1,2]},"properties":null},
             {"type":"Place","geometry":null,"properties":null},
             {"type":"Feature","geometry":{"type":"LineString","coordinates":[[1,2]]},"properties":null},
             {"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1]]]},"properties":{}},
             {"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[0,0],[0,1],[1,1],[0,0]]]},"properties":{}},
             {"type":"Feature","geometry":{"type":"Point","coordinates":["1",2]},"properties":{},"coordinates":[]},
             7]}
            """
        let faults = try GeoJSONReport(parsing: text.utf8).faults.map { "\($0.pointer) \($0.reason)" }
        #expect(
            faults == [
                "/crs coordinateReferenceSystem",
                "/features/0/geometry/coordinates positionLength(1)",
                "/features/1 missingMember(\"properties\")",
                "/features/1/geometry/coordinates outOfBounds",
                "/features/2/id wrongKind(expected: \"string or number\")",
                "/features/2/properties wrongKind(expected: \"object or null\")",
                "/features/2 missingMember(\"geometry\")",
                "/features/3/geometry/type unknownType(\"Circle\")",
                "/features/4/type unknownType(\"Place\")",
                "/features/5/geometry/coordinates tooFewPositions(minimum: 2)",
                "/features/6/geometry/coordinates/0 openRing",
                "/features/7/geometry/coordinates/0 windingOrder",
                "/features/8/coordinates foreignGeoJSONMember(\"coordinates\")",
                "/features/8/geometry/coordinates wrongKind(expected: \"numbers\")",
                "/features/9 notAnObject",
            ])
    }

    @Test(arguments: [
        #"{"type":"GeometryCollection","geometries":[{"type":"MultiPolygon","coordinates":[]}]}"#,
        #"{"type":"MultiLineString","coordinates":[[[0,0],[1,1,5]]]}"#,
        #"{"type":"Polygon","coordinates":[[[0,0],[4,0],[4,4],[0,0]],[[1,0.5],[2,1],[2,0.5],[1,0.5]]]}"#,
    ])
    func bareGeometriesAreValid(text: String) throws {
        #expect(try GeoJSONReport(parsing: text.utf8).faults.isEmpty)
    }
}
