public import Languages
public import Platform

/// The form of an action, drawn from the action's own fields: what the verb needs is said once.
public struct ActionForm {
    private let all: [any InputField]
    private let request: WebRequest
    private let values: RawInput
    private let faults: InputFaults
    /// Tells the form from others on its page that have fields of the same name.
    public var identifier: String?
    /// Where the form is sent.
    public var address: String
    /// The words on the button.
    public var submit: Message = "Save"
    public var style: Button.Style = .primary
    /// Names and values that travel unseen; those fields are not drawn.
    public var fixed: [String: String] = [:]
    /// The fields to draw, in order; nil draws all.
    public var fields: [String]?
    /// The name under which the browser keeps a draft.
    public var draft: String?
    /// What fields offer whose values only the database knows, by field name: cities, topics.
    public var options: [String: [FieldOption]] = [:]
    /// Answers that lines of text offer while somebody writes, by field name; other answers may be written too.
    public var suggestions: [String: [String]] = [:]
    /// What stands above the fields.
    public var lead: HTML = .empty
    /// What stands between the fields and the button.
    public var extra: HTML = .empty
    /// Groups of fields under headings; nil draws one plain list.
    public var groups: [(title: Message, fields: [String])] = []

    /// A form for an action, empty or with what was sent before and what was wrong with it.
    /// - Parameter address: where it is sent, without the language.
    public init(
        _ action: any Action.Type, _ request: WebRequest, to address: String, values: RawInput = [:],
        faults: InputFaults = InputFaults()
    ) {
        self.init(action.fields, request, to: address, values: values, faults: faults)
    }

    /// A form for fields that belong to no action of the API, such as those with passwords.
    public init(
        _ fields: [any InputField], _ request: WebRequest, to address: String, values: RawInput = [:],
        faults: InputFaults = InputFaults()
    ) {
        all = fields
        self.request = request
        self.address = address
        self.values = values
        self.faults = faults
    }

    /// The form with its error summary.
    public var html: HTML {
        let t = request.t
        let hidden = fixed.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) }
        let body: HTML =
            groups.isEmpty ? "\(each: drawn(fields), control)" : "\(each: groups, group)"
        let summary = ErrorSummary(
            faults.general.map { (field: nil, message: t($0)) }
                + all.compactMap { field in
                    faults.fields[field.name].map { (field: field.name, message: t($0)) }
                }, in: identifier)
        let form = Form(
            action: request.link(address), token: request.formToken, hidden: hidden, draft: draft,
            content: "\(body)\(extra)\(Button.submit(t(submit), style: style), t)")
        return "\(lead)\(summary, t)\(form, t)"
    }

    private func drawn(_ names: [String]?) -> [any InputField] {
        let shown = all.filter { fixed[$0.name] == nil }
        guard let names else { return shown }
        return names.compactMap { name in shown.first { $0.name == name } }
    }

    private func group(_ group: (title: Message, fields: [String])) -> HTML {
        """
        <fieldset class="group"><legend>\(request.t(group.title))</legend>\
        \(each: drawn(group.fields), control)</fieldset>
        """
    }

    private func control(of field: any InputField) -> FieldControl {
        guard let own = options[field.name] else { return field.control }
        if case .choices = field.control { return .choices(own) }
        return .choice(own)
    }

    /// Secrets tell the browser's password store by their names which of them they are.
    private func formControl(of field: any InputField) -> FormField.Control {
        if let answers = suggestions[field.name] { return .suggestions(answers) }
        guard field.isSecret else { return control(of: field).formControl(request.t) }
        if field.name.hasSuffix("code") { return .oneTimeCode }
        return .password(autocomplete: field.name.hasPrefix("new_") ? "new-password" : "current-password")
    }

    private func control(_ field: any InputField) -> HTML {
        let t = request.t
        guard field.control != .hidden else {
            return
                "<input type=\"hidden\" name=\(attribute: field.name) value=\(attribute: values[field.name]?.first ?? "")>"
        }
        var shown = FormField(
            field.name, label: t(field.label), control: formControl(of: field),
            values: field.isSecret ? [] : values[field.name] ?? [], hint: field.hint.map { t($0) },
            error: faults.fields[field.name].map { t($0) }, isRequired: field.isRequired,
            maximumLength: field.schema.maximumLength)
        shown.form = identifier
        return shown.html(t)
    }
}

extension FieldControl {
    /// The control that a browser shows for it.
    func formControl(_ t: Localiser) -> FormField.Control {
        func choices(_ options: [FieldOption]) -> [Choice] { options.map { Choice($0.value, t($0.label)) } }
        switch self {
        case .line(.text), .hidden: return .text()
        case .line(.email): return .email()
        case .line(.password): return .password(autocomplete: "current-password")
        case .line(.number): return .number()
        case .line(.decimal): return .text()
        case .line(.date): return .date
        case .line(.url): return .webAddress
        case .lines(let rows): return .textArea(rows: rows)
        case .choice(let options): return options.count <= 5 ? .radios(choices(options)) : .select(choices(options))
        case .choices(let options): return .checkboxes(choices(options))
        case .checkbox: return .checkbox()
        }
    }
}

extension Route {
    /// The page of a verb: shown empty, sent, shown again with what is wrong, or left when it is done.
    ///
    /// - Parameters:
    ///   - path: both where the form is shown and where it is sent.
    ///   - fixed: what the address says, by field name.
    ///   - page: the page around the form; is given the values and faults to draw it with.
    ///   - done: where to go when the action was carried out.
    public static func form(
        _ path: String, _ action: any Action.Type, access: Access = .signedIn,
        fixed: @escaping @Sendable (WebRequest) -> [String: String] = { _ in [:] },
        initial: @escaping @Sendable (WebRequest) async throws -> RawInput = { _ in [:] },
        page: @escaping @Sendable (WebRequest, ActionForm) async throws -> WebResponse,
        done: @escaping @Sendable (WebRequest, Outcome) async throws -> WebResponse
    ) -> [Route] {
        [
            .page(path, access: access) { request in
                var form = ActionForm(action, request, to: request.path, values: try await initial(request))
                form.fixed = fixed(request)
                return try await page(request, form)
            },
            .post(path, access: access, action: action) { request in
                let input = request.input(adding: fixed(request)).filter { $0.key != Form.tokenField }
                do {
                    return try await done(request, try await request.run(action, input))
                } catch let faults as InputFaults {
                    var form = ActionForm(action, request, to: request.path, values: input, faults: faults)
                    form.fixed = fixed(request)
                    var response = try await page(request, form)
                    response.status = 422
                    return response
                }
            },
        ]
    }

    /// A verb of a single button, shown somewhere else: sent, then back to a page.
    public static func button(
        _ path: String, _ action: any Action.Type, access: Access = .signedIn,
        fixed: @escaping @Sendable (WebRequest) -> [String: String],
        done: @escaping @Sendable (WebRequest, Outcome) async throws -> WebResponse
    ) -> Route {
        .post(path, access: access, action: action) { request in
            let input = request.input(adding: fixed(request)).filter { $0.key != Form.tokenField }
            return try await done(request, try await request.run(action, input))
        }
    }
}
