import Exchange
import Languages
import Platform
import Web

/// Changes what an administrator decides about the installation as a whole.
enum ChangeSettings: Action {
    static let name = "installation.change-settings"
    static let summary: Message = "Change the name, languages, colour and openness of the installation"
    static let policy = Policy.administrator
    static let title = Field.text("name", label: "Name of the installation", maximum: 60)
    static let languages = Field.choices(
        "languages", label: "Languages offered", hint: "At least one.",
        options: Language.allCases.map { FieldOption($0.rawValue, Message(verbatim: $0.ownName)) })
    static let colour = Field.optionalText(
        "colour", label: "Main colour",
        hint:
            "A number sign and six digits, such as #0e5a5c. White text must be readable on it. Leave it empty for the usual colour.",
        maximum: 20)
    static let isOpen = Field.checkbox("open", label: "Anybody may make an account")
    static let learns = Field.checkbox(
        "learns", label: "Search learns from what people mark as useful",
        hint: "Marks by signed-in people move an entry up or down a little for a like need.")
    static let fields: [any InputField] = [title, languages, colour, isOpen, learns]

    static func perform(_ input: Input, in context: ActionContext) throws -> Outcome {
        let before = try Settings.read(in: context.transaction)
        let chosen = Set(input[languages])
        var after = before
        after.name = input[title]
        after.languages = Language.allCases.filter { chosen.contains($0.rawValue) }
        after.colour = try input[colour].map(checked)
        after.isOpenToAll = input[isOpen]
        after.learnsFromMarks = input[learns]
        guard !after.languages.isEmpty else {
            throw InputFaults.at(languages, "Please choose at least one language.")
        }
        try after.write(in: context.transaction)
        let subject = Subject("settings", "installation")
        context.changed(subject, before: before.record, after: after.record)
        return Outcome(subject)
    }

    private static func checked(_ text: String) throws -> String {
        guard let colour = BrandColour(text) else {
            throw InputFaults.at(
                self.colour, "Please write the colour as a number sign and six digits from 0 to f, such as #0e5a5c.")
        }
        let contrast = colour.contrast(with: .white)
        guard contrast >= BrandColour.leastContrast else {
            throw InputFaults.at(
                self.colour,
                "White text has a contrast of \(contrast, fractionDigits: 1) on this colour and needs 4.5. Please choose a darker one."
            )
        }
        return colour.text
    }

    /// The settings as the form shows them.
    static func values(_ settings: Settings) -> RawInput {
        [
            "name": [settings.name], "languages": settings.languages.map(\.rawValue),
            "colour": [settings.colour ?? ""], "open": settings.isOpenToAll ? ["true"] : [],
            "learns": settings.learnsFromMarks ? ["true"] : [],
        ]
    }

    static var routes: [Route] {
        Route.form(
            "/admin/settings", Self.self, access: .administrator,
            initial: { request in values(request.site.settings.current) },
            page: { request, form in request.adminPage(.settings) { form.html } },
            done: { request, _ in request.done("/admin/settings", saying: .saved) })
    }
}

extension Settings {
    fileprivate var record: JSONValue {
        [
            "name": .string(name), "languages": .array(languages.map { .string($0.rawValue) }),
            "colour": colour.map(JSONValue.string) ?? .null, "open_to_all": .bool(isOpenToAll),
            "learns_from_marks": .bool(learnsFromMarks),
        ]
    }
}
