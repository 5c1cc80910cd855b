import Catalogue
import Database
import Languages
import Platform

/// Who enters projects, and for which city.
enum ProjectStanding {
    static let mayRegister: @Sendable (Viewer) -> Bool = { viewer in
        viewer.isAdministrator || !viewer.scopes(of: .city, as: .officer).isEmpty
    }

    /// The city of that name, if the viewer acts for it. Two statements at most.
    static func city(named name: String, as viewer: Viewer, in transaction: Transaction) throws -> Entry {
        guard let city = try EntryNames.find(name, kind: "city", as: viewer, in: transaction) else {
            throw InputFaults.at(
                RegisterProject.city, "There is no city of this name here. Please choose one from the list of cities.")
        }
        guard viewer.holds(.officer, in: Scope(.city, city.id)) else {
            throw InputFaults.at(RegisterProject.city, "You can register projects of your own city only.")
        }
        return city
    }

    /// The cities for which the viewer acts, as choices; nil for administrators, who write any city's name.
    static func cities(of viewer: Viewer, _ t: Localiser, in transaction: Transaction) throws -> [FieldOption]? {
        guard !viewer.isAdministrator else { return nil }
        let titles = try EntryLists.titles(of: viewer.scopes(of: .city, as: .officer), in: transaction)
        return titles.map { FieldOption($0.key, Message("\($0.value.reading(for: t.language).text)")) }
            .sorted { collationCompare(t($0.label), t($1.label), t.language) == .orderedAscending }
    }
}
