public import Languages

/// One thing to choose from.
public struct Choice: Sendable {
    let value: String
    let label: String
    let hint: String?

    /// A choice that is sent as `value` and read as `label`.
    public init(_ value: String, _ label: String, hint: String? = nil) {
        self.value = value
        self.label = label
        self.hint = hint
    }
}

/// One question of a form: label, hint, control, and the error beside it.
///
/// A field that need not be filled in says so; the others are required. What was typed is always given back.
public struct FormField: Component {
    /// What the answer is given with.
    public enum Control: Sendable {
        /// One line; `autocomplete` is the HTML token for what browsers may fill in.
        case text(autocomplete: String? = nil)
        /// One line that offers answers while somebody writes, and takes any other as well.
        case suggestions([String])
        /// An address for mail.
        case email(autocomplete: String? = "email")
        /// A secret; `autocomplete` is `current-password` or `new-password`.
        case password(autocomplete: String)
        /// A code from an application or a mail.
        case oneTimeCode
        /// A web address.
        case webAddress
        /// A number. It is a line of text with a keyboard for numbers, because a browser's number field throws away
        /// what it cannot read, and the reader's decimal comma with it.
        case number(allowsFractions: Bool = false)
        /// A day, as `2026-11-21`; what is no day is given back as text.
        case date
        /// Several lines.
        case textArea(rows: Int = 5)
        /// One of many, in a list that opens; `prompt` is the empty first line.
        case select([Choice], prompt: String? = nil)
        /// One of a few, all in sight.
        case radios([Choice])
        /// Any of a few.
        case checkboxes([Choice])
        /// Yes or no; sent as `value`.
        case checkbox(value: String = "true")
        /// A file of one of the types.
        case file(accepted: [String] = [])
    }

    private let name: String
    private let label: String
    private let control: Control
    private let values: [String]
    private let hint: String?
    private let error: String?
    private let isRequired: Bool
    private let language: Language?
    private let maximumLength: Int?
    /// What tells the form from others on the page: two fields of one name then have identifiers of their own.
    var form: String?

    /// A question.
    ///
    /// - Parameters:
    ///   - values: what is filled in or chosen; only check boxes have more than one.
    ///   - error: what is wrong and how to mend it; nil when nothing is.
    ///   - language: the language that the answer is expected in, for spelling aids.
    ///   - maximumLength: in UTF-16 units, as browsers count.
    public init(
        _ name: String, label: String, control: Control = .text(), values: [String], hint: String? = nil,
        error: String? = nil, isRequired: Bool = true, language: Language? = nil, maximumLength: Int? = nil
    ) {
        self.name = name
        self.label = label
        self.control = control
        self.values = values
        self.hint = hint
        self.error = error
        self.isRequired = isRequired
        self.language = language
        self.maximumLength = maximumLength
    }

    /// A question with at most one answer; see the other initialiser for the parameters.
    public init(
        _ name: String, label: String, control: Control = .text(), value: String = "", hint: String? = nil,
        error: String? = nil, isRequired: Bool = true, language: Language? = nil, maximumLength: Int? = nil
    ) {
        self.init(
            name, label: label, control: control, values: [value], hint: hint, error: error, isRequired: isRequired,
            language: language, maximumLength: maximumLength)
    }

    /// The identifier of the control for a field's name; an error summary links to it.
    static func identifier(of name: String, in form: String? = nil) -> String {
        let whole = (form.map { $0 + "-" } ?? "") + name
        return "field-" + String(whole.map { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" ? $0 : "-" })
    }

    /// The question with its control.
    public func html(_ t: Localiser) -> HTML {
        switch control {
        case .radios(let choices): group(choices, type: "radio", t)
        case .checkboxes(let choices): group(choices, type: "checkbox", t)
        case .checkbox(let value): singleCheckbox(value, t)
        default: labelled(t)
        }
    }

    private var identifier: String { Self.identifier(of: name, in: form) }
    private var value: String { values.first ?? "" }

    private var wrapperClass: String { error == nil ? "field" : "field field-wrong" }

    private var described: String? {
        let parts = [hint.map { _ in identifier + "-hint" }, error.map { _ in identifier + "-error" }].compactMap(
            \.self)
        return parts.isEmpty ? nil : parts.joined(separator: " ")
    }

    /// Attributes that every control of the field shares.
    private func common(required: Bool = true) -> HTML {
        """
         name=\(attribute: name)\(attribute: "aria-describedby", described)\
        \(attribute: "aria-invalid", error == nil ? nil : "true")\(flag: "required", isRequired && required)
        """
    }

    private func labelText(_ t: Localiser) -> HTML {
        "\(label)\(if: !isRequired, " <span class=\"optional\">\(t("(optional)"))</span>")"
    }

    private func remarks(_ t: Localiser) -> HTML {
        """
        \(hint.map { "<p class=\"hint\" id=\(attribute: identifier + "-hint")>\($0)</p>" as HTML })\
        \(error.map { message in
            """
            <p class="field-error" id=\(attribute: identifier + "-error")>\(Icon.error.html)\
            <span class="hidden-text">\(t("Error:"))</span> \(message)</p>
            """ as HTML
        })
        """
    }

    private func labelled(_ t: Localiser) -> HTML {
        """
        <div class=\(attribute: wrapperClass)><label for=\(attribute: identifier)>\(labelText(t))</label>\
        \(remarks(t))\(input)</div>
        """
    }

    private var input: HTML {
        switch control {
        case .text(let autocomplete): line("text", autocomplete: autocomplete)
        case .suggestions(let answers): suggesting(answers)
        case .email(let autocomplete): line("email", autocomplete: autocomplete)
        case .password(let autocomplete): line("password", autocomplete: autocomplete, keepsValue: false)
        case .oneTimeCode: line("text", autocomplete: "one-time-code", mode: "numeric")
        case .webAddress: line("url", autocomplete: "url")
        case .number(let allowsFractions): line("text", mode: allowsFractions ? "decimal" : "numeric")
        case .date: line(value.isEmpty || CalendarDate(iso: value) != nil ? "date" : "text")
        case .file(let accepted):
            line(
                "file", keepsValue: false,
                more: "\(attribute: "accept", accepted.isEmpty ? nil : accepted.joined(separator: ","))")
        case .textArea(let rows): area(rows)
        case .select(let choices, let prompt): selection(choices, prompt)
        case .radios, .checkboxes, .checkbox: .empty
        }
    }

    private func line(
        _ type: String, autocomplete: String? = nil, mode: String? = nil, keepsValue: Bool = true,
        more: HTML = .empty
    ) -> HTML {
        """
        <input type=\(attribute: type) id=\(attribute: identifier)\(common())\
        \(attribute: "value", keepsValue ? value : nil)\(attribute: "autocomplete", autocomplete)\
        \(attribute: "inputmode", mode)\(attribute: "maxlength", maximumLength.map(String.init))\
        \(attribute: "lang", language?.rawValue)\(more)>
        """
    }

    private func suggesting(_ answers: [String]) -> HTML {
        let list = identifier + "-list"
        return """
            \(line("text", autocomplete: "off", more: " list=\(attribute: list)"))\
            <datalist id=\(attribute: list)>\(each: answers, { "<option value=\(attribute: $0)></option>" })</datalist>
            """
    }

    private func area(_ rows: Int) -> HTML {
        """
        <textarea id=\(attribute: identifier) rows="\(rows)"\(common())\
        \(attribute: "maxlength", maximumLength.map(String.init))\(attribute: "lang", language?.rawValue)>
        \(value)</textarea>
        """
    }

    private func selection(_ choices: [Choice], _ prompt: String?) -> HTML {
        func option(_ choice: Choice) -> HTML {
            "<option value=\(attribute: choice.value)\(flag: "selected", values.contains(choice.value))>\(choice.label)</option>"
        }
        return """
            <select id=\(attribute: identifier)\(common())>\
            \(prompt.map { "<option value=\"\">\($0)</option>" as HTML })\(each: choices, option)</select>
            """
    }

    /// Radio buttons or check boxes. The first one carries the field's identifier, so that the error summary's
    /// link lands on a control; check boxes cannot be required one by one.
    private func group(_ choices: [Choice], type: String, _ t: Localiser) -> HTML {
        func row(_ position: Int, _ choice: Choice) -> HTML {
            let own = position == 0 ? identifier : "\(identifier)-\(position + 1)"
            return """
                <div class="choice"><input type=\(attribute: type) id=\(attribute: own) name=\(attribute: name) \
                value=\(attribute: choice.value)\(flag: "checked", values.contains(choice.value))\
                \(flag: "required", isRequired && type == "radio")\
                \(attribute: "aria-describedby", choice.hint.map { _ in own + "-choice-hint" })>\
                <label for=\(attribute: own)>\(choice.label)</label>\
                \(choice.hint.map { "<p class=\"hint\" id=\(attribute: own + "-choice-hint")>\($0)</p>" as HTML })</div>
                """
        }
        return """
            <fieldset class=\(attribute: wrapperClass)\(attribute: "aria-describedby", described)>\
            <legend>\(labelText(t))</legend>\(remarks(t))\
            \(each: choices.enumerated(), { row($0.offset, $0.element) })</fieldset>
            """
    }

    private func singleCheckbox(_ sent: String, _ t: Localiser) -> HTML {
        """
        <div class=\(attribute: wrapperClass)>\(remarks(t))<div class="choice">\
        <input type="checkbox" id=\(attribute: identifier)\(common()) value=\(attribute: sent)\
        \(flag: "checked", values.contains(sent))><label for=\(attribute: identifier)>\(label)</label></div></div>
        """
    }
}
