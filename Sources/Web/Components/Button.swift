public import Languages

/// Something to do: a link that looks like a button when it leads somewhere, a button when it sends a form.
public struct Button: Component {
    /// How strongly it asks. At most one primary button stands on a page.
    public enum Style: String, Sendable { case primary, secondary, quiet, danger }

    private enum Effect: Sendable {
        case follow(address: String)
        case send(name: String?, value: String?)
        case copy(address: String)
    }

    private let text: String
    private let style: Style
    private let icon: Icon?
    private let effect: Effect

    private init(_ text: String, _ style: Style, _ icon: Icon?, _ effect: Effect) {
        self.text = text
        self.style = style
        self.icon = icon
        self.effect = effect
    }

    /// A button that leads to an address.
    public static func link(_ text: String, to address: String, style: Style = .secondary, icon: Icon? = nil) -> Button
    {
        Button(text, style, icon, .follow(address: address))
    }

    /// A button that sends the form it stands in, with its own name and value if there are several.
    public static func submit(
        _ text: String, style: Style = .primary, icon: Icon? = nil, name: String? = nil, value: String? = nil
    ) -> Button {
        Button(text, style, icon, .send(name: name, value: value))
    }

    /// A link to `address` that, where scripts run, copies it to the clipboard instead of following it.
    public static func copyLink(_ text: String, address: String, style: Style = .quiet) -> Button {
        Button(text, style, .link, .copy(address: address))
    }

    /// The button.
    public func html(_ t: Localiser) -> HTML {
        switch effect {
        case .follow(let address):
            "<a class=\"button button-\(style.rawValue)\" href=\(address: address)>\(icon?.html)\(text)</a>"
        case .send(let name, let value):
            """
            <button class="button button-\(style.rawValue)" type="submit"\(attribute: "name", name)\
            \(attribute: "value", value)>\(icon?.html)\(text)</button>
            """
        case .copy(let address):
            """
            <a class="button button-\(style.rawValue)" href=\(address: address) \
            data-copied=\(attribute: t("Link copied")) data-copy>\(icon?.html)<span>\(text)</span></a>
            """
        }
    }
}
