/// Words that carry no subject: articles, prepositions, pronouns, auxiliaries, and the "we would like to" of a need.
enum StopWords {
    static func contains(_ word: String, _ tongue: Tongue) -> Bool {
        lists[Int(tongue.rawValue)].contains(word)
    }

    /// Whether the word is one of them or a single letter.
    static func saysNothing(_ word: String, _ tongue: Tongue) -> Bool {
        if contains(word, tongue) { return true }
        guard word.utf8.count == 1, let only = word.utf8.first else { return false }
        return !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(only)
    }

    private static let lists: [Set<String>] = Tongue.allCases.map { tongue in
        Set((source[tongue] ?? "").split(whereSeparator: \.isWhitespace).map(String.init))
    }

    private static let source: [Tongue: String] = [
        .english: """
        a an the and or but if not no nor of to in on at by for with from into onto over under up down out off as is
        are was were be been being am do does did done have has had having it its this that these those there here
        he she they them their his her him we us our you your i me my who whom whose which what when where why how
        can could may might must shall should will would want wants wanted need needs like get gets got so than
        then too very just also more most much many some any each every all both other such only own same about
        after before between during through while because until against without within per via one nobody
        anyone everyone someone let lets make makes made become becomes still often
        """,
        .swedish: """
        och eller men om inte ej av till i på vid för med från in ut upp ner över under som är var vara varit blir bli
        blev har hade ha haft det den de dem dess denna detta dessa en ett han hon vi oss vår vårt våra ni er jag mig
        min mitt mina sin sitt sina sig du din hur vad vem vilka vilken vilket när där här varför kan kunde ska skall
        skulle vill ville får fick måste bör så än då mycket många mer mest alla allt några något någon ingen inga
        inget också bara utan innan efter mellan genom medan eftersom mot hos per man behöver behövs göra gör att
        själva själv varje andra annan annat ofta
        """,
        .finnish: """
        ja tai mutta jos ei eivät en emme ette et eikä eivätkä on ovat oli olivat olla ole ollut olisi se sen sitä
        siitä siihen siinä sille ne niitä niiden niistä niihin niille tämä tämän tätä tässä nämä näitä näiden tuo
        hän hänen he heidän heitä me meidän meitä te minä sinä jotka joka jonka joita joissa joista joille jossa
        josta jolle jota joihin johon mikä mitä mitkä missä mistä mihin milloin miten miksi kuka kun kuin että jotta
        koska vaikka myös vain vielä jo niin näin siis sekä eri kaikki kaikkien muu muut muita oma omaa oman omia
        itse voi voisi voivat voida voisivat haluamme haluaa haluavat halutaan pitää pitäisi täytyy saa saada tulee
        tulla ilman ennen jälkeen kanssa välillä kautta mukaan varten vastaan pitkin yli ali ympäri sisään ulos pois
        kohti hyvin enemmän paljon monta moni monet usein yhä tehdä tehdään ehkä eivätkö siellä täällä sinne tänne
        """,
        .norwegian: """
        og eller men om ikke av til i på ved for med fra inn ut opp ned over under som er var være vært blir bli ble
        har hadde ha hatt det den de dem denne dette disse en et ei han hun vi oss vår vårt våre dere jeg meg min
        mitt mine sin sitt sine seg du din hvordan hva hvem hvilke hvilken hvilket når der her hvorfor kan kunne
        skal skulle vil ville får fikk må bør så enn da mye mange mer mest alle alt noen noe ingen intet også bare
        uten før etter mellom gjennom mens fordi mot hos per man trenger gjøre gjør at å selv hver andre annen annet
        ofte ønsker
        """,
        .polish: """
        i a o u w we z ze na do od po za nad pod przed przy przez dla oraz lub albo ale ani jeśli jeżeli nie tak jak
        że żeby aby by to ten ta te tego tej temu tym tych tymi ci co kto kogo komu czym czego który która które
        którego której którym których którzy któremu którą jest są był była było były być będzie będą się siebie
        sobie swój swoje swoją swoich swojego swoim swojej jego jej ich im mu nam nas nasz nasze naszych wam was ja
        ty on ona ono oni one my wy mój moje gdzie kiedy dlaczego czy już jeszcze też także tylko bardzo więcej
        wiele wielu każdy każda każde wszystkie wszystkich wszyscy inny inne innych może mogą można móc mogli
        chcemy chce chcą chcielibyśmy trzeba powinny powinien powinno ma mają mieć miał mamy bo gdy niż więc oto sam
        sama same sami bez między podczas według przeciw wobec
        """,
        .french: """
        le la les un une des du de d l et ou mais si ne pas non plus à au aux en dans sur sous par pour avec sans
        vers chez entre pendant avant après depuis comme que qui quoi dont où quand comment pourquoi ce cet cette ces
        cela ça c il elle ils elles on nous vous je tu me te se s m t lui leur leurs son sa ses mon ma mes notre nos
        votre vos est sont était étaient être été sera seront a ont avait avaient avoir eu ayant fait faire font peut
        peuvent pouvoir pourrait doit doivent devoir veut veulent voulons voudrions vouloir faut besoin très trop
        aussi encore toujours déjà tout tous toute toutes même mêmes autre autres chaque plusieurs quelques aucun
        aucune n y j qu car donc ni puis ainsi afin lors jusqu lorsqu selon contre aujourd hui souvent
        """,
        .german: """
        der die das den dem des ein eine einen einem einer eines und oder aber wenn nicht kein keine keinen keiner
        von zu zum zur in im ins an am auf bei beim für mit aus nach über unter vor durch gegen ohne um als ist sind
        war waren sein gewesen wird werden wurde wurden worden hat haben hatte hatten es er sie ihr ihre ihren ihrem
        ihrer ihn ihm sich wir uns unser unsere unseren ich mich mir mein du dich dir dieser diese dieses diesem
        diesen jener welche welcher welches was wer wie wo wann warum kann können könnte könnten soll sollen sollte
        will wollen möchten möchte muss müssen darf dürfen so dann da hier dort auch nur noch schon sehr mehr viel
        viele vielen alle allen alles andere anderen jede jeder jedes man dass damit weil während bis seit zwischen
        brauchen braucht machen macht oft selbst seine seinen seiner
        """,
        .dutch: """
        de het een en of maar als niet geen van te tot in op aan bij voor met uit naar over onder door tegen zonder
        om is zijn was waren wordt worden werd werden geworden heeft hebben had hadden dat die dit deze er hij zij ze
        we wij ons onze ik mij me mijn je jij jou jouw u uw hun hen haar hem zich wat wie waar hoe wanneer waarom
        welke welk kan kunnen kon konden zal zullen zou zouden wil willen moet moeten mag mogen dan toen hier daar
        ook nog al alleen zeer veel meer meest alle alles andere ander elk elke ieder iedere omdat terwijl tussen
        tijdens na voordat sinds per via nodig doen doet maken maakt vaak zelf eigen
        """,
        .italian: """
        il lo la i gli le un uno una di a da in con su per tra fra del dello della dei degli delle al allo alla ai
        agli alle dal dallo dalla dai dagli dalle nel nello nella nei negli nelle sul sullo sulla sui sugli sulle e
        ed o ma se non né che chi cui quale quali quando dove come perché è sono era erano essere stato stati sia ha
        hanno aveva avere fa fanno fare può possono potere potrebbe deve devono dovere vuole vogliono vogliamo
        vorremmo questo questa questi queste quello quella quelli quelle ci vi si mi ti lui lei loro noi voi io tu
        suo sua suoi sue nostro nostra nostri nostre mio mia anche ancora già molto molti molte più meno tutto tutti
        tutte altro altri altra altre ogni ciascuno senza dopo prima durante contro verso solo stesso poi così
        bisogno serve spesso
        """,
        .czech: """
        a i o u v ve k ke s se z ze na do od po za nad pod před při pro bez mezi přes podle proti během nebo ale ani
        když pokud jestli ne není nejsou ano jak že aby by bychom to ten ta ty ti toho té tomu tím těch těm těmi tato
        tento toto tyto co kdo kde kdy proč který která které kteří kterého kterou kterých kterým je jsou byl byla
        bylo byli byly být bude budou si sebe svůj svoje své svých jeho její jejich jim jí nám nás náš naše našich
        vás vám já on ona ono oni my vy můj moje už ještě také jen jenom velmi více mnoho každý každá každé všechny
        všech všichni jiný jiné může mohou můžeme moci chceme chce chtějí chtěli musí má mají mít měl potřebujeme
        potřebuje než tak tedy však protože sám sami často
        """,
        .hungarian: """
        a az egy és vagy de ha nem ne sem is van vannak volt voltak lenne lesz lesznek lenni ez ezek azok ezt azt ezen
        azon erre arra ebben abban ennek annak ő ők mi ti én te minket neki nekik nekünk aki akik ami amik amely
        amelyek amelyet ahol amikor mikor hol hogy hogyan miért mit kit mely milyen mint mert pedig csak még már
        nagyon több sok minden mindenki más mások saját maga maguk lehet lehetne tud tudnak kell kellene szeretnénk
        akar akarunk akarnak szükség után előtt között alatt felett mellett nélkül által szerint ellen felé során
        illetve valamint így úgy akkor ott itt meg el fel be ki le gyakran
        """,
        .turkish: """
        ve veya ya da de ama fakat eğer değil bir bu şu o bunlar şunlar onlar bunu onu bunun onun ben sen biz siz
        bize bizim sizin benim onların kendi ne kim nerede nasıl neden niçin hangi kaç için ile gibi kadar göre
        karşı sonra önce arasında altında üstünde üzerinde içinde olan olarak olduğu oldu olur olmak olsun var yok
        vardır çok daha en az her tüm bütün bazı başka diğer aynı sadece yalnız henüz hâlâ artık mı mi mu mü ki ise
        çünkü istiyoruz ister istiyor gerek gerekir gerekiyor lazım yapmak yapılan eder etmek edilen kişi sık
        """,
    ]
}
