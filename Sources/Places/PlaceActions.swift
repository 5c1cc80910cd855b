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
        // The pages at /places/new and /places/proposed are not to be hidden by a place.
        let slug =
            ["new", "proposed"].contains(stem)
            ? try Entries.freeSlug(for: "place \(stem)", kind: "place", in: transaction) : stem
        var entry = Entry(
            kind: "place", slug: slug, title: LocalizedText(input[PlaceForm.title], in: input[PlaceForm.language]),
            language: input[PlaceForm.language], now: context.now)
        try PlaceForm.fill(&entry, from: input, in: transaction)
        entry.author = context.viewer.person
        entry.visibility = PlaceStanding.mayPublish(entry, context.viewer) ? .everybody : .draft
        try Entries.insert(entry, in: context)
        var details = PlaceDetails()
        PlaceForm.fill(&details, from: input)
        try details.write(entry.id, in: transaction)
        return Outcome(entry.subject)
    }
}

/// Whoever may publish a place corrects it, and its author as long as it is a draft.
enum EditPlace: Action {
    static let name = "places.edit"
    static let summary: Message = "Correct what is said of a place"
    static let fields: [any InputField] = [PublishPlace.place] + PlaceForm.fields
    static let policy = Policy("officers of the place's city, its author until it is published, administrators") {
        viewer, input, transaction in
        let entry = try Entries.find(input[PublishPlace.place], kind: "place", as: viewer, in: transaction)
        return PlaceStanding.mayEdit(entry, viewer)
    }

    static func perform(_ input: Input, in context: ActionContext) throws -> Outcome {
        let transaction = context.transaction
        let before = try Entries.find(
            input[PublishPlace.place], kind: "place", as: context.viewer, in: transaction)
        var entry = before
        try PlaceForm.fill(&entry, from: input, in: transaction)
        // A public place does not leave the reach of its officers, nor a draft enter another city unseen by it.
        guard entry.visibility == .draft || PlaceStanding.mayPublish(entry, context.viewer) else {
            throw InputFaults.at(PlaceForm.city, "You can register places of your own city only.")
        }
        try Entries.update(entry, from: before, in: context)
        var details = try PlaceDetails.read(entry.id, in: transaction) ?? PlaceDetails()
        PlaceForm.fill(&details, from: input)
        try details.write(entry.id, in: transaction)
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

/// A proposed place is not published: it is hidden, and its proposer is not told of a public page that never was.
enum DeclinePlace: Action {
    static let name = "places.decline"
    static let summary: Message = "Decline a proposed place"
    static let fields: [any InputField] = [PublishPlace.place]
    static let policy = PublishPlace.policy

    static func perform(_ input: Input, in context: ActionContext) throws -> Outcome {
        let before = try Entries.find(
            input[PublishPlace.place], kind: "place", as: context.viewer, in: context.transaction)
        guard before.visibility == .draft else { throw InputFaults(general: ["This place is published already."]) }
        var entry = before
        entry.visibility = .hidden
        try Entries.update(entry, from: before, in: context)
        return Outcome(entry.subject)
    }
}

/// Who decides about a place.
enum PlaceStanding {
    /// Those who may publish it, and its author until then.
    static func mayEdit(_ entry: Entry, _ viewer: Viewer) -> Bool {
        mayPublish(entry, viewer)
            || (entry.visibility == .draft && entry.author != nil && entry.author == viewer.person)
    }

    static func mayPublish(_ entry: Entry, _ viewer: Viewer) -> Bool {
        viewer.isAdministrator || entry.city.map { viewer.holds(.officer, in: Scope(.city, $0)) } ?? false
    }
}
