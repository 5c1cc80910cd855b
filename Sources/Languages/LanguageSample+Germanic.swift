extension LanguageSample {
    static let germanic = [
        LanguageSample(
            language: .en,
            functionWords: """
                the of and to in is that it for was on are as with his they at be this have from or had by but not
                what all were we when your can said there use an each which she do how their if will up other about
                out many then them these so some her would make like him into has two more no way could than been who
                its now did get made may any only very where after without through should our you such because while
                """,
            prose: """
                The old school near the station has stood empty for years, and nobody knows who should take care of
                it. Children who live nearby would like to play there after lessons. We asked the neighbours what
                they need most, and many of them said that buses do not run late enough in the evening. When it
                rains, water fills the cellar of the library. Could someone show us how this was solved elsewhere?
                People with wheelchairs cannot use the entrance because the steps are too high. Please choose a name
                and write it in the box below. This option shows the list of all files that have been changed. The
                council wants to plant more trees along the streets so that summers become cooler. Older people feel
                lonely, though young families would gladly share a meal with them once a week. Everything you write
                can be deleted again. Each of these workshops was paid for by the town itself. Nothing was thrown
                away; broken things were mended by volunteers who had learned it from their grandparents. Which
                language do you speak at home? Turn off the light before leaving. Without your help the market hall
                would have closed. Enter the number of lines to print, or press the key to quit. It is possible to
                give another value, but then the default will not be used. Housing has become too expensive for
                nurses and teachers, which makes them move further out. Some shops lend tools instead of selling
                them. They walked through the park together, talking about the weather and their work.
                """),
        LanguageSample(
            language: .de,
            functionWords: """
                der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus
                er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber
                vor zur bis mehr durch man sein wurde wenn können kann wir ihr ihre unter keine mich dich uns euch ich
                du was wer wo warum weil damit gegen ohne schon sehr diese dieser dieses jede alle viele etwas nichts
                """,
            prose: """
                Die alte Schule am Bahnhof steht seit Jahren leer, und niemand weiß, wer sich darum kümmern soll.
                Kinder aus der Nachbarschaft würden dort gern nach dem Unterricht spielen. Wir haben die Leute
                gefragt, was ihnen am meisten fehlt, und viele sagten, dass abends keine Busse mehr fahren. Wenn es
                regnet, läuft der Keller der Bücherei voll Wasser. Könnte uns jemand zeigen, wie das anderswo gelöst
                wurde? Menschen im Rollstuhl kommen nicht hinein, weil die Stufen zu hoch sind. Bitte wählen Sie
                einen Namen und schreiben Sie ihn in das Feld. Diese Option zeigt eine Liste aller Dateien, die
                geändert worden sind. Der Gemeinderat möchte mehr Bäume an den Straßen pflanzen, damit es im Sommer
                kühler wird. Ältere Menschen fühlen sich einsam, dabei würden junge Familien gern einmal pro Woche
                mit ihnen essen. Alles, was Sie eingeben, lässt sich wieder löschen. Jede dieser Werkstätten wurde
                von der Stadt selbst bezahlt. Nichts wurde weggeworfen; Ehrenamtliche reparierten, was kaputt war.
                Welche Sprache sprechen Sie zu Hause? Schalte das Licht aus, bevor du gehst. Ohne eure Hilfe hätte
                die Markthalle schließen müssen. Geben Sie die Anzahl der Zeilen an oder drücken Sie eine Taste, um
                zu beenden. Wohnungen sind für Pflegekräfte und Lehrerinnen zu teuer geworden. Einige Läden
                verleihen Werkzeug, anstatt es zu verkaufen. Zwischen den Häusern entstehen Gärten, die gemeinsam
                gepflegt werden. Ungültige Angabe: Der Wert muss größer als null sein.
                """),
        LanguageSample(
            language: .nl,
            functionWords: """
                de en van ik te dat die in een hij het niet zijn is was op aan met als voor had er maar om hem dan zou
                of wat mijn men dit zo door over ze zich bij ook tot je mij uit der daar haar naar heb hoe heeft hebben
                deze u want nog zal me zij nu ge geen omdat iets worden toch al waren veel meer doen toen moet ben
                zonder kan hun dus alles onder ja eens hier wie werd altijd doch wordt wezen kunnen ons zelf tegen na
                """,
            prose: """
                De oude school bij het station staat al jaren leeg, en niemand weet wie ervoor moet zorgen.
                Kinderen uit de buurt zouden daar graag na de les spelen. We vroegen de bewoners wat ze het meest
                missen, en velen zeiden dat er 's avonds geen bussen meer rijden. Als het regent, loopt de kelder van
                de bibliotheek onder water. Kan iemand ons laten zien hoe dit ergens anders is opgelost? Mensen in
                een rolstoel kunnen niet naar binnen omdat de trap te hoog is. Kies een naam en schrijf die in het
                vak hieronder. Deze optie toont een lijst van alle bestanden die gewijzigd zijn. De gemeente wil meer
                bomen langs de straten planten zodat het in de zomer koeler wordt. Ouderen voelen zich eenzaam,
                terwijl jonge gezinnen graag een keer per week met hen zouden eten. Alles wat u invoert kan weer
                verwijderd worden. Elk van deze werkplaatsen is door de stad zelf betaald. Niets werd weggegooid;
                vrijwilligers herstelden wat kapot was. Welke taal spreekt u thuis? Doe het licht uit voordat je
                weggaat. Zonder jullie hulp was de markthal gesloten. Geef het aantal regels op of druk op een toets
                om te stoppen. Huizen zijn voor verpleegkundigen en leraren te duur geworden. Sommige winkels lenen
                gereedschap uit in plaats van het te verkopen. Tussen de gebouwen komen tuinen die samen worden
                onderhouden. Ongeldige waarde: het getal moet groter zijn dan nul. Gebruik deze mogelijkheid alleen
                wanneer u zeker weet wat u doet. Wij zoeken nieuwe manieren om afval te voorkomen.
                """),
        LanguageSample(
            language: .sv,
            functionWords: """
                och i att det som en på är av för med den till har de inte om ett han men var jag sig från vi så kan
                när år under också efter eller nu sin där vid mot ska skulle kommer ut får finns vara hade alla mycket
                upp än man över vad här hon utan bara dem blir in vilket dessa denna detta något någon några varje mig
                dig oss er hur varför eftersom innan sedan både mellan genom samt få bli blivit inga ingen själv hos
                """,
            prose: """
                Den gamla skolan vid stationen har stått tom i flera år, och ingen vet vem som ska ta hand om den.
                Barnen i området skulle gärna leka där efter lektionerna. Vi frågade grannarna vad de saknar mest, och
                många sade att bussarna slutar gå för tidigt på kvällen. När det regnar fylls bibliotekets källare med
                vatten. Kan någon visa oss hur man har löst det på andra håll? Människor i rullstol kommer inte in
                eftersom trappan är för hög. Välj ett namn och skriv det i rutan nedanför. Den här flaggan visar en
                lista över alla filer som har ändrats. Kommunen vill plantera fler träd längs gatorna så att det blir
                svalare på sommaren. Äldre känner sig ensamma, fastän unga familjer gärna skulle äta med dem en gång i
                veckan. Allt som du skriver kan tas bort igen. Varje verkstad betalades av staden själv. Inget
                kastades; frivilliga lagade det som var trasigt. Vilket språk talar du hemma? Släck lampan innan du
                går. Utan er hjälp hade saluhallen stängts. Ange antalet rader eller tryck på en tangent för att
                avsluta. Bostäder har blivit för dyra för sjuksköterskor och lärare, så de flyttar längre bort. Några
                butiker lånar ut verktyg i stället för att sälja dem. Mellan husen växer trädgårdar som sköts
                tillsammans. Ogiltigt värde: talet måste vara större än noll. Använd inte detta om du är osäker. Vi
                söker nya sätt att minska avfallet och göra torget tryggare. Hjälptexten skrivs ut och programmet
                avslutas.
                """),
        LanguageSample(
            language: .nb,
            functionWords: """
                og i det på som er en til å han av for med at var de ikke den har jeg om et men så seg hun hadde fra
                vi du kan da ble ut skal vil ham etter over ved også bare eller sa nå dette noe være meg mot opp der
                når inn dem kunne andre blir alle noen sin ett før mer enn hva hvis hvor hvordan hvorfor hvem fordi
                uten mellom gjennom under hver denne disse hos mye mange ingen selv blitt må får gjøre går kommer finnes
                """,
            prose: """
                Den gamle skolen ved stasjonen har stått tom i flere år, og ingen vet hvem som skal ta vare på den.
                Barna i nabolaget vil gjerne leke der etter timene. Vi spurte naboene hva de savner mest, og mange sa
                at bussene slutter å gå for tidlig på kvelden. Når det regner, fylles kjelleren i biblioteket med
                vann. Kan noen vise oss hvordan dette er løst andre steder? Mennesker i rullestol kommer ikke inn
                fordi trappen er for høy. Velg et navn og skriv det i ruten nedenfor. Dette valget viser en liste over
                alle filer som er endret. Kommunen ønsker å plante flere trær langs gatene slik at det blir kjøligere
                om sommeren. Eldre føler seg ensomme, selv om unge familier gjerne ville spist sammen med dem en gang i
                uken. Alt du skriver, kan slettes igjen. Hvert verksted ble betalt av byen selv. Ingenting ble kastet;
                frivillige reparerte det som var ødelagt. Hvilket språk snakker du hjemme? Slukk lyset før du går. Uten
                hjelpen deres ville markedshallen ha stengt. Oppgi antall linjer eller trykk en tast for å avslutte.
                Boliger er blitt for dyre for sykepleiere og lærere, så de flytter lenger ut. Noen butikker låner ut
                verktøy i stedet for å selge det. Mellom husene vokser det hager som stelles i fellesskap. Ugyldig
                verdi: tallet må være større enn null. Ikke bruk dette hvis du er usikker. Vi leter etter nye måter å
                gjøre torget tryggere på. Hjelpeteksten skrives ut og programmet avsluttes.
                """),
    ]
}
