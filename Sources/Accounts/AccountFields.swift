import Languages
import Platform

/// The fields of the forms about accounts.
enum AccountFields {
    static let name = Field.text("name", label: "Your name", hint: "As others will see it.", maximum: 120)
    static let address = Field.email(label: "Mail address")
    static let language = Field<Language>.language(label: "Language", hint: "Mails come to you in this language.")
    static let password = Field.secret("password", label: "Password")
    static let newPassword = Field.secret(
        "new_password", label: "New password", hint: "At least 12 characters. A short sentence is easy to remember.")
    static let newPasswordOrNone = optionalSecret(
        "new_password", label: "Password",
        hint: "At least 12 characters. Without one, you sign in by a link that is mailed to you.")
    static let presentPassword = optionalSecret(
        "password", label: "Present password", hint: "Not needed if you signed in less than 15 minutes ago.")
    static let code = Field.secret(
        "code", label: "Code", hint: "Six digits from your authenticator app, or one of your recovery codes.")
    static let confirmationCode = Field.secret("code", label: "Code", hint: "Six digits from your authenticator app.")

    private static func optionalSecret(_ name: String, label: Message, hint: Message) -> Field<String?> {
        Field(
            name, label: label, hint: hint, required: false, secret: true, control: .line(kind: .password),
            schema: FieldSchema(.string, maximumLength: 1024)
        ) { raw throws(FieldFault) in
            guard let text = raw.first, !text.isEmpty else { return nil }
            guard text.utf8.count <= 1024 else { throw FieldFault("This is too long.") }
            return text
        }
    }
}
