"""Tables for places, folded: names of big cities in other languages, and towns that are words.

Hand-made. The towns were picked from the words that are both among the most frequent of English,
Spanish, French, German, Portuguese or Italian and names in GeoNames.
"""

from __future__ import annotations

from linkage.normalise.spans import words

ALIASES = """
IT Rome: roma, rom, рим
IT Milan: milano, mailand, milao, милан
IT Naples: napoli, neapel, napoles, неаполь
IT Turin: torino, турин
IT Florence: firenze, florenz, florencia, florenca
IT Venice: venezia, venedig, venecia, veneza, venise
IT Genoa: genova, genua
IT Padua: padova
ES Madrid: мадрид
ES Barcelona: barcelone, барселона, bcn
ES Sevilla: seville
ES Zaragoza: saragossa, saragosse
ES Alicante: alacant
ES Palma: palma de mallorca
PT Lisbon: lisboa, lissabon, lisbonne, lisbona, лиссабон
PT Porto: oporto
FR Paris: parigi, париж
FR Nice: nizza, niza, ницца
FR Marseille: marseilles, marsella, marsiglia
FR Lyon: lyons, lione
FR Strasbourg: strassburg, estrasburgo
FR Bordeaux: burdeos
FR Toulouse: tolosa
DE Munich: munchen, muenchen, monaco di baviera, мюнхен
DE Köln: koeln, cologne, colonia, кельн
DE Berlin: berlino, берлин
DE Hamburg: hambourg, hamburgo, amburgo, гамбург
DE Frankfurt am Main: frankfurt, frankfurt main, francfort, francoforte, франкфурт
DE Nuremberg: nurnberg, nuernberg, norimberga
DE Düsseldorf: duesseldorf, дюссельдорф
DE Hannover: hanover
DE Stuttgart: stoccarda
AT Vienna: wien, vienne, viena, вена
CH Zürich: zurich, zuerich, zurigo, цюрих
CH Geneva: geneve, genf, ginebra, ginevra, женева
CH Basel: bale, basilea
CH Bern: berne, berna
BE Brussels: bruxelles, brussel, bruselas, bruxelas, брюссель
BE Antwerp: antwerpen, anvers, amberes
BE Gent: ghent, gand
BE Liège: luttich, liege
NL The Hague: den haag, la haye, la haya
NL Amsterdam: амстердам
LU Luxembourg: luxemburg, luxemburgo
GB London: londres, londra, лондон
GB Edinburgh: edimburgo, edimbourg
IE Dublin: dublino, дублин
DK Copenhagen: kobenhavn, kopenhagen, copenhague, copenaghen
SE Stockholm: estocolmo, стокгольм
SE Gothenburg: goteborg
FI Helsinki: helsingfors
NO Oslo: осло
PL Warsaw: warszawa, warschau, varsovia, varsovie, варшава
PL Kraków: cracow, krakau, cracovia, cracovie
PL Wrocław: breslau
PL Gdańsk: danzig
CZ Prague: praha, prag, praga, прага
HU Budapest: будапешт
RO Bucharest: bucuresti, bukarest, bucarest
BG Sofia: софия
GR Athens: athen, athenes, atenas, atene, афины
GR Thessaloníki: thessaloniki, salonica
TR Istanbul: estambul, стамбул
TR Ankara: анкара
RS Belgrade: beograd, belgrad, belgrado, белград
HR Zagreb: загреб
UA Kyiv: kiev, kiew, киев, київ
UA Kharkiv: kharkov, харьков, харків
UA Odesa: odessa, одесса, одеса
UA Lviv: lvov, lemberg, львов, львів
UA Dnipro: днепр, дніпро
BY Minsk: минск
RU Moscow: moskva, moskau, moscou, mosca, moscu, москва
RU Saint Petersburg: st petersburg, sankt petersburg, санкт петербург, петербург, спб
RU Novosibirsk: новосибирск
RU Yekaterinburg: ekaterinburg, екатеринбург
RU Nizhniy Novgorod: nizhny novgorod, нижний новгород
RU Kazan: казань
RU Samara: самара
RU Sochi: сочи
RU Krasnodar: краснодар
RU Rostov-on-Don: rostov na donu, rostov, ростов на дону
RU Ufa: уфа
RU Perm: пермь
RU Voronezh: воронеж
RU Volgograd: волгоград
RU Chelyabinsk: челябинск
RU Omsk: омск
KZ Almaty: алматы, алма ата
KZ Astana: nur sultan, астана
UZ Tashkent: ташкент
GE Tbilisi: tiflis, тбилиси
AM Yerevan: erevan, ереван
AZ Baku: баку
IL Tel Aviv: tel aviv yafo, тель авив
IL Jerusalem: иерусалим
AE Dubai: дубай
EG Cairo: le caire, el cairo, kairo
MA Casablanca: casa blanca
MA Marrakesh: marrakech
CN Beijing: peking, pekin, пекин
CN Guangzhou: canton
JP Tokyo: tokio, токио
KR Seoul: seul
IN Mumbai: bombay
IN Kolkata: calcutta
IN Bengaluru: bangalore
IN Chennai: madras
VN Ho Chi Minh City: saigon
TH Bangkok: бангкок
US New York City: new york, nyc, nueva york, nova york, нью йорк
US Los Angeles: лос анджелес
US Las Vegas: vegas
US Philadelphia: philly
US Washington: washington dc, washington d c
US St. Louis: saint louis
US Saint Paul: st paul
US San Francisco: san fran
US Miami: майами
US Fort Lauderdale: ft lauderdale
US Fort Worth: ft worth
CA Montréal: montreal
CA Québec: quebec
MX Mexico City: ciudad de mexico, cdmx
BR São Paulo: sao paulo
BR Rio de Janeiro: rio
AR Buenos Aires: capital federal
CU Havana: la habana
PA Panama City: panama, ciudad de panama
CO Bogotá: bogota
"""
"""`CC Name in GeoNames: other names, folded`."""

COMMON = words(
    # English words
    "of can time than most much say best man same come god young university along hit nice police buy"
    " deal march date goes bank reading save federal green central union mine officer normal sale"
    " opportunity bar spring rich gay male mission pop mobile wedding cat van surprise bay bear forest"
    " drama golden holiday liberal split orange un republic salt bell mile independence tank semi bush gap"
    " superior temple bath crystal hire sake enterprise pace pen hook fate punch boom fleet liberty bow"
    " clay summit oral ho dig imperial coin sandy yoga metro jam lens paradise buffalo horn mason pearl"
    " peer tours bend eagle retreat sterling humble hub savage hull queens sunset palmer tire abu bo roses"
    " po delta alot manga butterfly mentor boo anthem bake fountain reservoir dome bury terrace saga lynn"
    " mon bra para temple eden sunrise banning parole soo worms kai flint hammond swords turbo paramount"
    " plantation shaping carey apex boulder cork oi vista ada sur highland midway plaque borne dire rouge"
    " cove laurel pest colon mascot hale mustang seaside dover mango tame walnut plum sedan ware vineyard"
    " sparks moss bury sheer college park center centre city town beach lake hills grand royal barking"
    " poole weston ama converse badger stains zion avon defiance keystone una orion sire torrent evergreen"
    " midland meridian centennial garland od bras hillside soho vicar anal chinatown draper uptown marin"
    " mojo ans canning palo inverness shoreline panorama prosper homestead plunge annex crystal concord"
    " corona mesa reno ode napa labrador maga whitehall mine lash moreno tema nada moron kara taza sakura"
    " medina lima lady miss girl girls baby honey star angel rose diamond spa thai massage asia oriental"
    " lotus may june north south east west upper lower new old big little white black blue red hot sexy"
    " full short long"
    # Spanish, Portuguese
    " como este tienen pueblo seria universidad largo lista hola tomar obra luz poblacion justicia"
    " libertad alta campana baja mala sola toma banda constitucion isla cine sala reforma independencia"
    " esperanza chico registro tanta azul anda fundacion frontera resistencia pasan altos dura avion"
    " hermosa madera palacio bonito estrella onda gracia libres tenes iglesias chino coronel nacimiento"
    " minas reserva tono plano triunfo ventas regla progreso conde castilla paredes rojas esquina rosario"
    " tome gigante silla fria retiro ronda americana concepcion corrientes aventura salto pacifico soledad"
    " medias cerro fortuna amarillo bello hilo indio guarda barra dolores extrema limpio ventanas rama"
    " vaso campamento milagro alegre joda canta tumba paraiso apartado encanto estancia tela pasaje"
    " pelotas crema mito gama sana capas coro morena pilar playas laguna tigre delgado tapa custodia guapo"
    " hidalgo condado limon tabaco encantado granja mora tarifa burla divino ende fomento horizonte bando"
    " marte amparo mim feira propria quarto tendo vitoria uniao porta praia sete liberdade massa loja"
    " batalha mestre jardim cair pedra paulista floresta bela socorro posse virar beira serra passos moca"
    " maia sorriso belas caridade maravilha senta chato remedios lido correntes piedade limao vence saida"
    " salta latina palma palmas santa san victorias metz ventura"
    # French, German, Italian
    " fer cela tete celle sens vite peine terme plaisir langue mari nomme croix dure fiche gare vise jette"
    " fier sucre assis baise fontaine bosse carrefour moche bulle tours angers racine golfe vienne brest"
    " de auch nur waren ihren gar mach kamen lander langen"
    " trat singen sanger siegen klang fussen olympia senden hagen enger hanno voi"
    " parla parola luce vari mie mani noto rosso vinto passi fondi potenza beni faro fermo vada bere borsa"
    " collo bari basi pasto erba estero gode lodi pari sano piacenza chiari asse"
)
"""Words first, towns second: a small letter or the start of a sentence never makes a town of one."""

PERSONAL = words(
    "essen lage mitte boden zug bau halle wetter hof norden haar heide eisen "
    "mary george david taylor carolina jackson adam clinton wilson jordan roman davis howard elizabeth"
    " victoria walker allen anna wayne anderson ann chelsea ali lawrence graham kennedy moore alice barry"
    " warren roy mitchell nelson leo parker charlotte evans perry ron sue douglas franklin stanley kent"
    " madison tyler harvey kyle nancy norman vincent murphy stuart brad lucas rogers harrison linda logan"
    " harper hudson duncan bradley brandon arnold adelaide bryan mercedes florence adrian frederick troy"
    " vladimir leon marco carson gilbert leslie sebastian garcia beverly burke hayes sherman bryant donna"
    " marina miranda tracy chester eugene marion preston lopez sofia aurora dixon gloria shirley carlton"
    " stella nikki perez tara katy helena alicia clive savannah regina florida augusta jasper alma edison"
    " shelby lara ariel alexandra garner mai georgia vera flora teresa diana valentina luciana mariana"
    " santiago sierra sonora india asia china brittany cali isabel isabela fernando lorena adriana camila"
    " luz soledad rosario lourdes fatima trinidad montserrat lida lola ida irene eva nina rita paola"
    " savanna cheyenne jenny kimberly monroe bella rosa maria marta monica silvia susa maya mila zara emma"
    " sara sarah luna lea mia antonio pedro juan jose carlos julia juliana claudia natalia angelica"
    " catalina ana santana sandy crystal amber melissa karina irina alina angela veronica viktoria nora"
    " ella dora cristina martina andrea gabriela"
)
"""Given names, surnames and German nouns first: a capital says nothing, a preposition or a country must."""

BEFORE = words(
    "in near from around at to visiting downtown outside central en a em bei nach aus von w pres vers dans"
    " в из около город г cerca desde nahe vicino presso"
)
"""Words that a place follows."""
