extension LanguageSample {
    static let others = [
        LanguageSample(
            language: .fi,
            functionWords: """
                ja on ei että se oli hän mutta ovat kun niin kuin myös olla tai sen joka mitä jos nyt vain ole siitä
                sitä hänen jo vielä mukaan kanssa jonka jotka ollut koska voi voidaan olisi minä sinä me te he tämä
                nämä tätä tässä siinä sekä mikä missä miten miksi kuka ilman ennen jälkeen kaikki paljon enemmän joita
                jossa jolla eikä eivät pitää täytyy saa mutta vaan eri oma niitä niiden heidän ovat yli alle sitten
                """,
            prose: """
                Aseman vieressä oleva vanha koulu on ollut vuosia tyhjillään, eikä kukaan tiedä, kenen siitä pitäisi
                huolehtia. Lähistön lapset leikkisivät siellä mielellään oppituntien jälkeen. Kysyimme naapureilta,
                mitä he eniten kaipaavat, ja moni sanoi, etteivät bussit kulje tarpeeksi myöhään illalla. Kun sataa,
                kirjaston kellari täyttyy vedestä. Voisiko joku näyttää, miten tämä on ratkaistu muualla?
                Pyörätuolilla liikkuvat eivät pääse sisään, koska portaat ovat liian korkeat. Valitse nimi ja kirjoita
                se alla olevaan kenttään. Tämä valitsin näyttää luettelon kaikista muutetuista tiedostoista. Kunta
                haluaa istuttaa lisää puita katujen varsille, jotta kesällä olisi viileämpää. Vanhukset tuntevat
                itsensä yksinäisiksi, vaikka nuoret perheet söisivät mielellään heidän kanssaan kerran viikossa.
                Kaiken kirjoittamasi voi poistaa. Kaupunki maksoi jokaisen työpajan itse. Mitään ei heitetty pois, vaan
                vapaaehtoiset korjasivat rikkinäiset tavarat. Mitä kieltä puhut kotona? Sammuta valot ennen kuin
                lähdet. Ilman teidän apuanne kauppahalli olisi suljettu. Anna rivien määrä tai lopeta painamalla
                näppäintä. Asunnoista on tullut liian kalliita hoitajille ja opettajille. Jotkin kaupat lainaavat
                työkaluja myymisen sijaan. Talojen väliin syntyy puutarhoja, joita hoidetaan yhdessä. Virheellinen
                arvo: luvun on oltava suurempi kuin nolla. Älä käytä tätä, ellet ole varma. Etsimme uusia tapoja
                vähentää jätettä. Tulostetaan ohje ja lopetetaan ohjelma.
                """),
        LanguageSample(
            language: .pl,
            functionWords: """
                i w na z że się do nie jest o jak to a za po co od dla są jego ale czy przez tylko oraz było może być
                tym lub przy już ich jej który która które których ma tak pod jeszcze bardzo wszystko bez aby gdy gdzie
                kiedy dlaczego ponieważ kto ten ta te tego tej ze we my wy oni ja ty nas was im został została można
                należy więcej każdy każda nad między przed jeśli jeżeli brak wszystkich swoje sobie mamy mają ktoś coś
                """,
            prose: """
                Stara szkoła przy dworcu od lat stoi pusta i nikt nie wie, kto powinien się nią zająć. Dzieci z
                sąsiedztwa chętnie bawiłyby się tam po lekcjach. Zapytaliśmy mieszkańców, czego im najbardziej
                brakuje, a wielu odpowiedziało, że wieczorem autobusy kursują zbyt krótko. Gdy pada deszcz, piwnica
                biblioteki napełnia się wodą. Czy ktoś mógłby nam pokazać, jak rozwiązano to gdzie indziej? Ludzie na
                wózkach nie mogą wejść do środka, ponieważ schody są za wysokie. Wybierz nazwę i wpisz ją w polu
                poniżej. Ta opcja wyświetla listę wszystkich plików, które zostały zmienione. Gmina chce posadzić
                więcej drzew wzdłuż ulic, żeby latem było chłodniej. Starsi ludzie czują się samotni, choć młode
                rodziny chętnie zjadłyby z nimi posiłek raz w tygodniu. Wszystko, co napiszesz, można później usunąć.
                Każdą z tych pracowni opłaciło samo miasto. Niczego nie wyrzucono; wolontariusze naprawiali zepsute
                rzeczy. W jakim języku mówisz w domu? Zgaś światło, zanim wyjdziesz. Bez waszej pomocy hala targowa
                zostałaby zamknięta. Podaj liczbę wierszy albo naciśnij klawisz, aby zakończyć. Mieszkania stały się
                zbyt drogie dla pielęgniarek i nauczycieli. Niektóre sklepy wypożyczają narzędzia, zamiast je
                sprzedawać. Między domami powstają ogrody, o które dba się wspólnie. Nieprawidłowa wartość: liczba musi
                być większa od zera. Nie używaj tego, jeśli nie masz pewności. Szukamy nowych sposobów ograniczania
                odpadów. Wypisanie pomocy i zakończenie działania programu.
                """),
        LanguageSample(
            language: .cs,
            functionWords: """
                a v se na je že s z do o i to k ve za by pro ale si po jako od už které který která nebo tak jsou bylo
                jeho jen až aby co při podle mezi před ze bude jsem také může být byl byla není má jak když však není
                kde proč protože kdo ten ta tento tato toto této tím těch jejich nás vás jim mu ji pokud nelze lze více
                každý bez nad pod ještě velmi všechno všech něco někdo nic nikdo jste jsme musí budou mají můžete svůj
                """,
            prose: """
                Stará škola u nádraží stojí už léta prázdná a nikdo neví, kdo by se o ni měl starat. Děti ze sousedství
                by si tam po vyučování rády hrály. Zeptali jsme se obyvatel, co jim nejvíce chybí, a mnozí řekli, že
                večer autobusy nejezdí dost dlouho. Když prší, sklep knihovny se plní vodou. Mohl by nám někdo ukázat,
                jak se to vyřešilo jinde? Lidé na vozíku se dovnitř nedostanou, protože schody jsou příliš vysoké.
                Zvolte název a napište ho do pole níže. Tato volba zobrazí seznam všech souborů, které byly změněny.
                Obec chce podél ulic vysadit více stromů, aby bylo v létě chladněji. Starší lidé se cítí osamělí, i
                když by s nimi mladé rodiny jednou týdně rády pojedly. Vše, co napíšete, lze opět smazat. Každou z
                těchto dílen zaplatilo samo město. Nic se nevyhazovalo; dobrovolníci opravovali, co bylo rozbité. Jakým
                jazykem mluvíte doma? Zhasněte světlo, než odejdete. Bez vaší pomoci by se tržnice zavřela. Zadejte
                počet řádků nebo stiskněte klávesu pro ukončení. Byty jsou pro zdravotní sestry a učitele příliš drahé.
                Některé obchody nářadí půjčují, místo aby je prodávaly. Mezi domy vznikají zahrady, o které se pečuje
                společně. Neplatná hodnota: číslo musí být větší než nula. Nepoužívejte to, pokud si nejste jistí.
                Hledáme nové způsoby, jak omezit odpad. Vypíše tuto nápovědu a skončí. Potřebujeme místo, kde se můžou
                mladí lidé scházet. Ještě není rozhodnuto, zda se most zavře úplně.
                """),
        LanguageSample(
            language: .fr,
            functionWords: """
                de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont aux avec
                son cette ont ou mais comme nous vous elle ils elles sa ses leur leurs être été fait tout tous toute
                deux même aussi bien où sans peut ces entre sous après avant donc si je tu on moi toi lui quand comment
                pourquoi parce car chez vers depuis pendant très peu trop rien jamais encore ici c'est d'un d'une qu'il
                """,
            prose: """
                La vieille école près de la gare est vide depuis des années, et personne ne sait qui devrait s'en
                occuper. Les enfants du quartier aimeraient y jouer après les cours. Nous avons demandé aux voisins ce
                qui leur manque le plus, et beaucoup ont dit que les bus ne circulent pas assez tard le soir. Quand il
                pleut, la cave de la bibliothèque se remplit d'eau. Quelqu'un pourrait-il nous montrer comment cela a
                été résolu ailleurs ? Les personnes en fauteuil roulant ne peuvent pas entrer, car les marches sont
                trop hautes. Choisissez un nom et écrivez-le dans le champ ci-dessous. Cette option affiche la liste de
                tous les fichiers qui ont été modifiés. La commune veut planter davantage d'arbres le long des rues
                pour que les étés soient plus frais. Les aînés se sentent seuls, alors que de jeunes familles
                partageraient volontiers un repas avec eux une fois par semaine. Tout ce que vous écrivez peut être
                effacé. Chacun de ces ateliers a été payé par la ville elle-même. Rien n'a été jeté ; des bénévoles
                réparaient ce qui était cassé. Quelle langue parlez-vous à la maison ? Éteins la lumière avant de
                partir. Sans votre aide, la halle aurait fermé. Indiquez le nombre de lignes ou appuyez sur une touche
                pour quitter. Les logements sont devenus trop chers pour les infirmières et les enseignants. Certains
                magasins prêtent des outils au lieu de les vendre. Entre les immeubles naissent des jardins entretenus
                ensemble. Valeur non valable : le nombre doit être supérieur à zéro. N'utilisez pas cela sans être sûr.
                """),
        LanguageSample(
            language: .it,
            functionWords: """
                di e il la che in un per è una del non con i da si le al sono dei nel alla come più ma gli della ha lo
                su anche o se delle questo questa ai dal cui loro quando essere nella tra suo sua ci dalla hanno stato
                tutti tutto quello senza dopo prima ancora solo molto ogni chi dove perché cosa noi voi lei lui io tu
                mi ti ne fra sul sulla degli agli dai alle può deve viene era stata c'è dell nell all un'altra altri
                """,
            prose: """
                La vecchia scuola vicino alla stazione è vuota da anni e nessuno sa chi se ne dovrebbe occupare. I
                bambini del quartiere ci giocherebbero volentieri dopo le lezioni. Abbiamo chiesto ai vicini che cosa
                manca loro di più, e molti hanno detto che la sera gli autobus non passano abbastanza tardi. Quando
                piove, la cantina della biblioteca si riempie d'acqua. Qualcuno potrebbe mostrarci come è stato risolto
                altrove? Le persone in sedia a rotelle non possono entrare perché i gradini sono troppo alti. Scegli
                un nome e scrivilo nel campo qui sotto. Questa opzione mostra l'elenco di tutti i file che sono stati
                modificati. Il comune vuole piantare più alberi lungo le strade affinché d'estate faccia più fresco.
                Gli anziani si sentono soli, mentre giovani famiglie mangerebbero volentieri con loro una volta alla
                settimana. Tutto ciò che scrivete può essere cancellato. Ognuno di questi laboratori è stato pagato
                dalla città stessa. Niente è stato buttato; i volontari riparavano ciò che era rotto. Quale lingua
                parlate a casa? Spegni la luce prima di uscire. Senza il vostro aiuto il mercato coperto avrebbe chiuso.
                Indicare il numero di righe oppure premere un tasto per uscire. Gli alloggi sono diventati troppo cari
                per infermieri e insegnanti. Alcuni negozi prestano gli attrezzi invece di venderli. Tra le case
                nascono giardini curati insieme. Valore non valido: il numero deve essere maggiore di zero. Non usare
                questa funzione se non sei sicuro. Cerchiamo nuovi modi per ridurre i rifiuti nelle piazze.
                """),
        LanguageSample(
            language: .hu,
            functionWords: """
                a az és hogy nem is egy ez meg azt de volt el csak van mint már ha még kell lesz ki ezt vagy mert mi
                fel be sem majd sok lehet nincs minden olyan akkor ő én te ők nagyon úgy most amely aki ami ahol amikor
                között után előtt alatt által szerint nélkül vannak voltak lenne hogyan miért mikor hol itt ott ezek
                azok ezen azon ennek annak így több egyik másik valaki valami senki semmi kérem kérjük illetve valamint
                """,
            prose: """
                Az állomás melletti régi iskola évek óta üresen áll, és senki sem tudja, kinek kellene gondoskodnia
                róla. A környékbeli gyerekek szívesen játszanának ott a tanítás után. Megkérdeztük a szomszédokat, mi
                hiányzik nekik a legjobban, és sokan azt mondták, hogy este nem járnak elég sokáig a buszok. Amikor
                esik az eső, a könyvtár pincéje megtelik vízzel. Meg tudná valaki mutatni, hogyan oldották meg ezt
                máshol? A kerekesszékes emberek nem tudnak bemenni, mert túl magasak a lépcsők. Válasszon egy nevet,
                és írja be az alábbi mezőbe. Ez a kapcsoló kiírja az összes megváltozott fájl listáját. Az
                önkormányzat több fát szeretne ültetni az utcák mentén, hogy nyáron hűvösebb legyen. Az idősek
                magányosnak érzik magukat, pedig a fiatal családok hetente egyszer szívesen ennének velük. Minden, amit
                beír, később törölhető. Ezeket a műhelyeket maga a város fizette. Semmit sem dobtak ki; az önkéntesek
                megjavították, ami elromlott. Milyen nyelven beszél otthon? Kapcsold le a villanyt, mielőtt elmész.
                A segítségetek nélkül bezárt volna a vásárcsarnok. Adja meg a sorok számát, vagy nyomjon meg egy
                billentyűt a kilépéshez. A lakások túl drágák lettek az ápolóknak és a tanároknak. Néhány bolt eladás
                helyett kölcsönadja a szerszámokat. A házak között közösen gondozott kertek jönnek létre. Érvénytelen
                érték: a számnak nagyobbnak kell lennie nullánál. Ne használja ezt, ha nem biztos benne. Új módokat
                keresünk a hulladék csökkentésére. Kiírja ezt a súgót, és kilép.
                """),
        LanguageSample(
            language: .tr,
            functionWords: """
                ve bir bu da de için ile çok olarak daha en gibi olan ne ama kadar sonra var her ya mi mı mu mü değil
                ki o ben sen biz siz onlar şu hem yok ise göre önce kendi bütün tüm diye veya nasıl neden niçin kim
                nerede zaman ancak eğer çünkü üzere başka aynı böyle şey şimdi yeni iyi bunu onu olur olduğu olması
                oldu olup vardır edilir etmek eder içinde üzerinde arasında tarafından bulunan hiç bazı birkaç lütfen
                """,
            prose: """
                İstasyonun yanındaki eski okul yıllardır boş duruyor ve kimse onunla kimin ilgilenmesi gerektiğini
                bilmiyor. Mahalledeki çocuklar dersten sonra orada oynamak isterdi. Komşulara en çok neyin eksikliğini
                duyduklarını sorduk; birçoğu akşamları otobüslerin yeterince geç saate kadar çalışmadığını söyledi.
                Yağmur yağınca kütüphanenin bodrumu suyla doluyor. Bunun başka yerlerde nasıl çözüldüğünü bize biri
                gösterebilir mi? Tekerlekli sandalye kullananlar içeri giremiyor, çünkü basamaklar çok yüksek. Bir ad
                seçin ve aşağıdaki alana yazın. Bu seçenek değiştirilmiş bütün dosyaların listesini gösterir. Belediye
                yazın daha serin olsun diye sokaklara daha fazla ağaç dikmek istiyor. Yaşlılar kendilerini yalnız
                hissediyor, oysa genç aileler haftada bir onlarla seve seve yemek yerdi. Yazdığınız her şey yeniden
                silinebilir. Bu atölyelerin hepsinin parasını kent kendisi ödedi. Hiçbir şey atılmadı; gönüllüler
                bozulanları onardı. Evde hangi dili konuşuyorsunuz? Çıkmadan önce ışığı söndür. Yardımınız olmasaydı
                pazar yeri kapanırdı. Satır sayısını girin ya da çıkmak için bir tuşa basın. Konutlar hemşireler ve
                öğretmenler için fazla pahalı hale geldi. Bazı dükkânlar aletleri satmak yerine ödünç veriyor. Evlerin
                arasında birlikte bakılan bahçeler oluşuyor. Geçersiz değer: sayı sıfırdan büyük olmalıdır. Emin
                değilseniz bunu kullanmayın. Atıkları azaltmanın yeni yollarını arıyoruz. Bu yardımı görüntüle ve çık.
                Belirtilen dosya bulunamadı, bu yüzden işlem yapılmadı. Gençlerin buluşabileceği bir yere ihtiyaç var.
                """),
    ]
}
