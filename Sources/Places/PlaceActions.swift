import Catalogue
import Database
import Languages
import Platform

/// Somebody names a place. Officers of its city publish it at once; what anybody else proposes waits for them.
enum RegisterPlace: Action {
    static let name = "places.register"
    static let summary: Message = "Register an innovation place"
    static let fields = PlaceForm.fields
    static let policy = Policy.signedIn

    static func perform(_ input: Input, in context: ActionContext) throws -> Outcome {
        let transaction = context.transaction
        let stem = try Entries.freeSlug(for: input[PlaceForm.title], kind: "place", in: transaction)
        // The form stands at /places/new, which no place may hide.
        let slug = stem == "new" ? try Entries.freeSlug(for: "place new", kind: "place", in: transaction) : stem
        var entry = Entry(
            kind: "place", slug: slug, title: LocalizedText(input[PlaceForm.title], in: input[PlaceForm.language]),
            language: input[PlaceForm.language], now: context.now)
        try PlaceForm.fill(&entry, from: input, in: transaction)
        entry.author = context.viewer.person
        entry.visibility = PlaceStanding.mayPublish(entry, context.viewer) ? .everybody : .draft
        try Entries.insert(entry, in: context)
        try PlaceForm.details(input).write(entry.id, in: transaction)
        return Outcome(entry.subject)
    }
}

/// A proposed place becomes public.
enum PublishPlace: Action {
    static let place = Field<String>.hidden("place", label: "The place")
    static let name = "places.publish"
    static let summary: Message = "Publish a proposed place"
    static let fields: [any InputField] = [place]
    static let policy = Policy("officers of the place's city, administrators") { viewer, input, transaction in
        let entry = try Entries.find(input[place], kind: "place", as: viewer, in: transaction)
        return PlaceStanding.mayPublish(entry, viewer)
    }

    static func perform(_ input: Input, in context: ActionContext) throws -> Outcome {
        let before = try Entries.find(input[place], kind: "place", as: context.viewer, in: context.transaction)
        var entry = before
        entry.visibility = .everybody
        try Entries.update(entry, from: before, in: context)
        return Outcome(entry.subject)
    }
}

/// Who decides about a place.
enum PlaceStanding {
    static func mayPublish(_ entry: Entry, _ viewer: Viewer) -> Bool {
        viewer.isAdministrator || entry.city.map { viewer.holds(.officer, in: Scope(.city, $0)) } ?? false
    }
}
