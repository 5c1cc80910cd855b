/// The words that lists of leaked passwords begin with, in the languages of this platform.
///
/// Only the core of a password is compared (`PasswordRules`), so "Password2026!" is covered by "password". What is
/// shorter than twelve characters is refused anyhow; the words matter with what people append to them.
enum CommonPasswords {
    /// Whether a password's core is a word of the list, or two of them side by side.
    static func contains(_ core: String) -> Bool {
        if words.contains(core) { return true }
        return core.indices.dropFirst().contains { index in
            words.contains(String(core[..<index])) && words.contains(String(core[index...]))
        }
    }

    /// Runs along the alphabet, the digits and keyboards; each three times, for those who go round again.
    static let sequences = [
        "abcdefghijklmnopqrstuvwxyz", "0123456789", "1234567890", "qwertyuiop", "qwertzuiop", "azertyuiop",
        "asdfghjkl", "qsdfghjklm", "zxcvbnm", "yxcvbnm", "wxcvbn", "qwertyuiopasdfghjklzxcvbnm",
        "azertyuiopqsdfghjklmwxcvbn", "qwertzuiopasdfghjklyxcvbnm", "1q2w3e4r5t6y7u8i9o0p", "q1w2e3r4t5y6u7i8o9p0",
        "qazwsxedcrfvtgbyhnujmikolp", "1qaz2wsx3edc4rfv5tgb6yhn7ujm", "qayxswedcvfrtgbnhzujm",
    ].map { $0 + $0 + $0 }

    private static let words = Set(
        """
        password passwort passord passwd pass parola parole heslo haslo jelszo salasana losenord losen motdepasse
        wachtwoord sifre contrasena senha kennwort secret secreto segreto geheim hemlig hemmelig salainen tajne titok
        qwerty qwertz azerty asdf asdfgh zxcvbn qwe asd zxc qaz wsx edc abc abcd xyz test testing tester guest admin
        administrator root user username login logon signin welcome willkommen welkom bienvenue benvenuto tervetuloa
        velkommen valkommen witaj vitejte hosgeldiniz letmein master superman batman spiderman pokemon starwars
        princess princesse prinzessin prinsessa dragon monkey shadow sunshine sonnenschein football fussball futbol
        fotball fotboll jalkapallo calcio voetbal baseball basketball hockey soccer tennis iloveyou loveyou iloveu
        jetaime tiamo ichliebedich kochamcie kocham kochanie milujite szeretlek seniseviyorum jagalskardig minarakastan
        trustno trustme changeme changeit default temp temporary internet computer server mobile samsung google
        facebook linkedin twitter instagram youtube amazon microsoft windows linux ubuntu apple android system network
        hello hallo hello hei hej moi bonjour salut ciao ahoj czesc szia merhaba hola goodbye summer sommer sommar
        kesa ete estate zomer lato leto nyar yaz winter vinter talvi hiver inverno zima tel kis spring fruhling var
        kevat printemps primavera lente wiosna jaro tavasz ilkbahar autumn herbst host syksy automne autunno herfst
        jesien podzim osz sonbahar monday friday january february march april may june july august september october
        november december januar februar maerz juni juli oktober dezember january michael jennifer jordan michelle
        daniel thomas robert andrew charlie jessica ashley nicole matthew george william joshua anthony martin
        alexander andrea andreas stefan christian sebastian maria anna marie julia laura sara sarah mateusz bartek
        karolina agnieszka katarzyna patrick francois camille juventus inter milan barcelona realmadrid liverpool
        arsenal chelsea manchester galatasaray fenerbahce besiktas legia bayern schalke ajax feyenoord freedom
        whatever nothing killer hunter ranger buster soccer pepper ginger cookie chocolate schokolade banana flower
        orange purple silver golden diamond mustang ferrari porsche mercedes corvette harley matrix phoenix eagle
        tiger lion wolf hund katze kissa koira chien chat perro gatto kedi kopek pies kot pes macska kutya jesus
        christ angel heaven blessed family familie famille famiglia rodina rodzina perhe familj aile superstar
        champion winner victory forever always lovely beautiful baby babygirl sweety honey darling kitty puppy
        stockholm helsinki suomi sverige norge norway finland sweden oslo polska warszawa katowice silesia
        slask france paris lyon deutschland berlin nederland amsterdam italia italy roma praha cesko brno magyar
        budapest turkiye istanbul ankara europe europa city stadt ville miasto kaupunki stad citta mesto varos sehir
        kommune gemeinde kunta commune gmina obec comune gemeente innocities innovation innovations innokaupungit
        municipality council mayor office work company business money lottery number one two three four five thisis
        my the is your our mein meine mon ma moje minun mitt min ist i a you me it no yes new old good best
        """.split(whereSeparator: \.isWhitespace).map(String.init))
}
