import Platform

/// What the room keeps about people.
enum NetworksPersonalData {
    static let all: [PersonalData] = [
        PersonalData(
            "network_member", purpose: "The networks you are or were a member of",
            export: {
                """
                SELECT network, sector, roles, shares_mail, since, until FROM network_member WHERE person = \($0)
                """
            },
            erase: {
                [
                    """
                    DELETE FROM involvement WHERE member IN (SELECT id FROM network_member WHERE person = \($0))
                    """,
                    "DELETE FROM network_member WHERE person = \($0)",
                ]
            }),
        PersonalData(
            "involvement", purpose: "Your levels of involvement in networks",
            export: {
                """
                SELECT i.level, i.since, i.until FROM involvement i JOIN network_member m ON m.id = i.member
                WHERE m.person = \($0)
                """
            },
            erase: { _ in [] }),
        PersonalData(
            "network_invitation", purpose: "The networks you were invited to",
            export: {
                """
                SELECT network, role, recipient, at, ends_at FROM network_invitation
                WHERE accepted_by = \($0) OR recipient IN (SELECT address FROM email_address WHERE person = \($0))
                """
            },
            erase: {
                [
                    """
                    DELETE FROM network_invitation
                    WHERE accepted_by = \($0) OR recipient IN (SELECT address FROM email_address WHERE person = \($0))
                    """,
                    "UPDATE network_invitation SET invited_by = NULL WHERE invited_by = \($0)",
                ]
            }),
        PersonalData(
            "network_request", purpose: "The networks you asked to join",
            export: {
                "SELECT network, message, at, answered_at, is_accepted FROM network_request WHERE person = \($0)"
            },
            erase: {
                [
                    "DELETE FROM network_request WHERE person = \($0)",
                    "UPDATE network_request SET answered_by = NULL WHERE answered_by = \($0)",
                ]
            }),
    ]
}
