/// What becomes of each element when it has ended: a value, handed to the element that holds it.
extension REFIBuilder {
    /// Returns false for an element that is not known here.
    func build(_ frame: REFIFrame) -> Bool {
        switch frame.element {
        case "Description": append { $0.description = frame.text }
        case "PlainTextContent": append { $0.content = frame.text }
        case "Users": append { $0.users += frame.users }
        case "CodeBook", "Codes": append { $0.codes += frame.codes }
        case "Variables": append { $0.variables += frame.variables }
        case "Cases": append { $0.cases += frame.cases }
        case "Sources": append { $0.sources += frame.sources }
        case "Notes": append { $0.texts += frame.texts }
        case "Links": append { $0.links += frame.links }
        case "Sets": append { $0.sets += frame.sets }
        case "Graphs": append { $0.graphs += frame.graphs }
        case "User": buildUser(frame)
        case "Code": buildCode(frame)
        case "Variable": buildVariable(frame)
        case "Case": buildCase(frame)
        case "Set": buildSet(frame)
        default: return buildReference(frame) || buildSource(frame) || buildGraph(frame)
        }
        return true
    }

    private func buildReference(_ frame: REFIFrame) -> Bool {
        switch frame.element {
        case "TextValue", "BooleanValue", "IntegerValue", "FloatValue", "DateValue", "DateTimeValue":
            buildTypedValue(frame)
        case "VariableValue": buildValue(frame)
        case _ where frame.element.hasSuffix("Ref") || frame.element.hasPrefix("Member"):
            let inCodebook = frame.type.name == "MemberCode"
            if let target = reference(frame, inCodebook ? "guid" : "targetGUID") {
                append { $0.references[frame.element, default: []].append(target) }
            } else {
                note(.lost, .missingIdentifier, frame)
            }
        default: return false
        }
        return true
    }

    func project(_ frame: REFIFrame) -> REFIProject {
        var project = REFIProject(name: frame.name ?? "")
        project.origin = frame.attributes["origin"]
        project.basePath = frame.attributes["basePath"]
        project.edits = edits(frame)
        project.description = frame.description
        project.users = frame.users
        project.codes = frame.codes
        project.variables = frame.variables
        project.cases = frame.cases
        project.sources = frame.sources
        project.notes = frame.texts
        project.links = frame.links
        project.sets = frame.sets
        project.graphs = frame.graphs
        project.noteReferences = frame.notes
        return project
    }

    private func buildUser(_ frame: REFIFrame) {
        let user = REFIUser(identifier(frame), name: frame.name, shortName: frame.attributes["id"])
        append { $0.users.append(user) }
    }

    private func buildCode(_ frame: REFIFrame) {
        var code = REFICode(identifier(frame), name: frame.name ?? "")
        code.isCodable = frame.value("isCodable", .boolean).map { $0 == "true" || $0 == "1" } ?? true
        code.color = frame.value("color", .color)
        code.description = frame.description
        code.noteReferences = frame.notes
        code.codes = frame.codes
        append { $0.codes.append(code) }
    }

    private func buildVariable(_ frame: REFIFrame) {
        let kind = frame.attributes["typeOfVariable"].flatMap { REFIVariable.Kind(rawValue: $0.trimmedXML) } ?? .text
        var variable = REFIVariable(identifier(frame), name: frame.name ?? "", kind: kind)
        variable.description = frame.description
        append { $0.variables.append(variable) }
    }

    private func buildTypedValue(_ frame: REFIFrame) {
        guard let kind = REFIVariable.Kind(rawValue: String(frame.element.dropLast("Value".count))),
            frame.type.text?.allows(frame.text) ?? true
        else { return }
        append { $0.value = (kind, kind == .text ? frame.text : frame.text.trimmedXML) }
    }

    private func buildValue(_ frame: REFIFrame) {
        guard let variable = frame.references("VariableRef").first else {
            return note(.lost, .missingElement("VariableRef"), frame)
        }
        let value = REFIValue(variable, kind: frame.value?.kind ?? .text, text: frame.value?.text)
        append { $0.values.append(value) }
    }

    private func buildCase(_ frame: REFIFrame) {
        var item = REFICase(identifier(frame), name: frame.name)
        item.description = frame.description
        item.codes = frame.references("CodeRef")
        item.values = frame.values
        item.sources = frame.references("SourceRef")
        item.selections = frame.references("SelectionRef")
        append { $0.cases.append(item) }
    }

    private func buildSet(_ frame: REFIFrame) {
        var set = REFISet(identifier(frame), name: frame.name ?? "")
        set.description = frame.description
        set.codes = frame.references("MemberCode")
        set.sources = frame.references("MemberSource")
        set.notes = frame.references("MemberNote")
        append { $0.sets.append(set) }
    }

    private func buildGraph(_ frame: REFIFrame) -> Bool {
        switch frame.element {
        case "Link":
            var link = REFILink(identifier(frame))
            link.name = frame.name
            link.direction = frame.value("direction", .direction).flatMap(REFIDirection.init)
            link.color = frame.value("color", .color)
            link.origin = reference(frame, "originGUID")
            link.target = reference(frame, "targetGUID")
            link.noteReferences = frame.notes
            append { $0.links.append(link) }
        case "Graph":
            var graph = REFIGraph(identifier(frame))
            graph.name = frame.name
            graph.vertices = frame.vertices
            graph.edges = frame.edges
            append { $0.graphs.append(graph) }
        case "Vertex": buildVertex(frame)
        case "Edge": buildEdge(frame)
        default: return false
        }
        return true
    }

    private func buildVertex(_ frame: REFIFrame) {
        guard let firstX = frame.integer("firstX"), let firstY = frame.integer("firstY") else {
            return note(.lost, .noPlace(frame.element), frame)
        }
        var vertex = REFIGraph.Vertex(identifier(frame), firstX: firstX, firstY: firstY)
        vertex.represented = reference(frame, "representedGUID")
        vertex.name = frame.name
        vertex.secondX = frame.integer("secondX")
        vertex.secondY = frame.integer("secondY")
        vertex.shape = frame.value("shape", .shape).flatMap(REFIGraph.Vertex.Shape.init)
        vertex.color = frame.value("color", .color)
        append { $0.vertices.append(vertex) }
    }

    private func buildEdge(_ frame: REFIFrame) {
        guard let source = reference(frame, "sourceVertex"), let target = reference(frame, "targetVertex") else {
            return note(.lost, .noPlace(frame.element), frame)
        }
        var edge = REFIGraph.Edge(identifier(frame), source: source, target: target)
        edge.represented = reference(frame, "representedGUID")
        edge.name = frame.name
        edge.color = frame.value("color", .color)
        edge.direction = frame.value("direction", .direction).flatMap(REFIDirection.init)
        edge.lineStyle = frame.value("lineStyle", .lineStyle).flatMap(REFIGraph.Edge.LineStyle.init)
        append { $0.edges.append(edge) }
    }
}
