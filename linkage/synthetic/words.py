"""Words that ads are made of: neutral services in four languages. Every person is made up."""

from __future__ import annotations

from typing import NamedTuple

CATEGORIES = ("massage", "wellness", "cleaning", "gardening", "tutoring", "labour")
NAMES = tuple(
    "Alba Ana Ben Carla Chris Dana Daria Elena Emil Erik Eva Felix Gina Hana Hugo Ida Ines Iris Jana Jin Jo"
    " Jonas Kai Karin Kim Lara Lea Leo Lin Lola Luca Maja Mara Marco Mei Mia Mila Mina Nadia Nico Nina Noa"
    " Olga Oscar Pia Rafa Rita Robin Rosa Ruth Sam Sara Sofia Stella Tara Theo Tina Vera Victor Yuki Zoe".split()
)
SYLLABLES = tuple(
    "ba be bi bo ca co da de di do fa fe fi ga go ha jo ka ki ko la le li lo lu ma me mi mo na ne ni no pa"
    " pe pi ra re ri ro sa se si so ta te ti to va ve vi wa ya yo za zo".split()
)
EMOJI = ("✨", "🌿", "🌸", "⭐", "💐", "🍀", "☀️", "🌻", "🧹", "📚", "💆", "🏡")
MAIL_DOMAINS = ("mailbox.example", "post.example", "letters.example", "inbox-mail.example")
PLATFORMS = ("telegram", "instagram", "whatsapp", "x", "snapchat")
LOOKALIKES = (
    "Ref. 0020 2301 1500 88",
    "Prices 100 150 200 250 300",
    "Open 2024-05-12 10:00-18:00",
    "Book of the week: ISBN 978-0-306-40615-7",
    "Order no. 4012888888881881",
    "Valid 01.02.2024-31.12.2025",
    "Registration 12-3456789",
    "60/90/120 min 80/110/140",
    "ZIP 20001-1234",
    "Unit 5, block 10, 2000 sq ft, since 1998",
)


class Bank(NamedTuple):
    """Sentences of one language, by their place in an ad; `{name}` and `{price}` are slots."""

    opening: tuple[str, ...]
    adjective: tuple[str, ...]
    offer: dict[str, tuple[str, ...]]
    detail: tuple[str, ...]
    manner: tuple[str, ...]
    hours: tuple[str, ...]
    terms: tuple[str, ...]
    closing: tuple[str, ...]
    lead: tuple[str, ...]
    extra: tuple[str, ...]


ENGLISH = Bank(
    opening=(
        "Hello, my name is {name}.",
        "Hi, {name} here.",
        "Good day from {name}!",
        "New in town and happy to help.",
        "Visiting this week.",
        "Back by popular demand.",
        "This is {name}, nice to meet you.",
        "Welcome to my page.",
        "Looking for a helping hand?",
        "Your search ends here.",
        "Just arrived and taking bookings.",
        "A friendly face for your week.",
        "Thank you for reading.",
        "Here for a few days only.",
    ),
    adjective=(
        "relaxing",
        "professional",
        "careful",
        "friendly",
        "thorough",
        "affordable",
        "reliable",
        "experienced",
        "gentle",
        "quick",
        "honest",
        "certified",
        "flexible",
        "local",
    ),
    offer={
        "massage": (
            "I offer a {adj} massage for back and shoulders",
            "Enjoy a {adj} full hour of massage",
            "My {adj} massage takes the week off your neck",
            "A {adj} foot and leg massage after a long day",
        ),
        "wellness": (
            "A {adj} afternoon of wellness",
            "My {adj} wellness sessions include tea and aroma oils",
            "Try a {adj} stretch and breathing class",
            "I run a {adj} home spa",
        ),
        "cleaning": (
            "I do {adj} cleaning of homes and offices",
            "Get {adj} window and kitchen cleaning",
            "Our {adj} team cleans before and after you move",
            "Book {adj} weekly cleaning",
        ),
        "gardening": (
            "I do {adj} gardening and hedge trimming",
            "Our {adj} crew mows, plants and tidies",
            "Get {adj} help with lawn and borders",
            "A {adj} hand for your garden in every season",
        ),
        "tutoring": (
            "I give {adj} lessons in maths and science",
            "My {adj} tutoring covers reading and languages",
            "Get {adj} help before the exam",
            "A {adj} teacher for piano and guitar",
        ),
        "labour": (
            "We are hiring {adj} hands for the warehouse",
            "A {adj} crew for moving and loading",
            "We look for {adj} pickers for the season",
            "Join our {adj} kitchen staff",
        ),
    },
    detail=(
        "clean and quiet place near the centre",
        "free parking behind the house",
        "I come to you with everything needed",
        "own tools and materials",
        "first session at a lower price",
        "references on request",
        "more than ten years of practice",
        "small groups or one to one",
        "weekend rates apply",
        "no travel costs inside the ring road",
        "short notice is fine",
        "gift cards available",
        "discount for regular guests",
        "photos show my recent work",
    ),
    manner=(
        "I take my time and listen first.",
        "Calm music and fresh towels are included.",
        "You will get an honest answer about the cost.",
        "Every visit is planned with you.",
        "I speak English and Spanish.",
        "Ask for the package of three.",
        "Please be on time.",
        "No rush and no hidden fees.",
        "Satisfaction is what brings people back.",
        "I keep everything tidy.",
        "Serious enquiries only.",
        "You choose the day and I adapt.",
    ),
    hours=(
        "Every day from 9 to 20.",
        "Monday to Saturday, 10 to 18.",
        "Evenings and weekends.",
        "By appointment only.",
        "Mornings are quietest.",
        "Open late on Fridays.",
        "Any day but Sunday.",
        "Weekdays after 4.",
        "From noon until 22.",
        "Same day is often possible.",
    ),
    terms=(
        "From {price} an hour.",
        "Rates start at {price}.",
        "{price} for the first visit.",
        "Fair price: {price}.",
        "{price}, all included.",
        "Ask for a quote, usually around {price}.",
        "Flat fee of {price}.",
        "An hour is {price}, two are cheaper.",
    ),
    closing=(
        "See you soon.",
        "Talk to you soon!",
        "Looking forward to your message.",
        "Thank you and take care.",
        "Book early, days fill up.",
        "Have a lovely day.",
        "Do not hesitate to ask.",
        "Until then, {name}.",
        "Warm regards, {name}",
        "Save this page for later.",
    ),
    lead=("Call", "Text", "Call or text", "Phone:", "Reach me at", "Bookings:", "My number is"),
    extra=(
        "Only this week.",
        "New photos added.",
        "Now also on Sundays.",
        "Still a few places left.",
        "Price lowered.",
        "Back from a short break.",
    ),
)
SPANISH = Bank(
    opening=(
        "Hola, soy {name}.",
        "Buenos días de parte de {name}.",
        "De visita esta semana.",
        "Recién llegada a la ciudad.",
        "Gracias por leer mi anuncio.",
        "Por pocos días aquí.",
        "Bienvenidos.",
        "Un saludo a todos.",
    ),
    adjective=("relajante", "profesional", "cuidadoso", "amable", "completo", "rápido", "fiable", "flexible"),
    offer={
        "massage": ("Ofrezco masaje {adj} de espalda", "Una hora de masaje {adj}"),
        "wellness": ("Sesiones de bienestar en ambiente {adj}", "Estiramientos con un estilo {adj}"),
        "cleaning": ("Servicio {adj} de limpieza de casas", "Equipo {adj} de limpieza de oficinas"),
        "gardening": ("Servicio {adj} de jardinería", "Cuidado {adj} de setos y césped"),
        "tutoring": ("Apoyo {adj} en matemáticas", "Curso {adj} de idiomas"),
        "labour": ("Buscamos personal {adj} para el almacén", "Equipo {adj} de mudanzas"),
    },
    detail=(
        "lugar limpio y tranquilo",
        "voy a domicilio",
        "materiales incluidos",
        "más de diez años de práctica",
        "descuento la primera vez",
        "referencias disponibles",
        "cerca del centro",
        "aparcamiento gratis",
    ),
    manner=(
        "Hablo español e inglés.",
        "Sin prisa y sin sorpresas.",
        "Cada visita se prepara contigo.",
        "Puntualidad, por favor.",
        "Pregunta por el bono de tres.",
        "Todo queda ordenado.",
        "Música tranquila y té.",
    ),
    hours=(
        "Todos los días de 9 a 20.",
        "De lunes a sábado.",
        "Tardes y fines de semana.",
        "Solo con cita.",
        "Por la mañana hay más sitio.",
        "Cualquier día menos el domingo.",
    ),
    terms=(
        "Desde {price} la hora.",
        "Precio: {price}.",
        "{price} todo incluido.",
        "Primera visita {price}.",
        "Tarifa única de {price}.",
    ),
    closing=(
        "Hasta pronto.",
        "Espero tu mensaje.",
        "Un saludo, {name}",
        "Reserva con tiempo.",
        "Gracias y buen día.",
        "No dudes en preguntar.",
    ),
    lead=("Llámame al", "Teléfono:", "Escríbeme al", "Reservas:"),
    extra=("Solo esta semana.", "Fotos nuevas.", "Quedan pocas plazas.", "Ahora también los domingos."),
)
FRENCH = Bank(
    opening=(
        "Bonjour, je m'appelle {name}.",
        "De passage cette semaine.",
        "Bienvenue sur mon annonce.",
        "{name}, enchantée.",
        "Pour quelques jours seulement.",
        "Merci de votre visite.",
        "Nouvelle adresse en ville.",
    ),
    adjective=("agréable", "sérieux", "soigné", "rapide", "calme", "fiable", "souple", "complet"),
    offer={
        "massage": ("Je propose un massage {adj} du dos", "Une heure de massage {adj}"),
        "wellness": ("Un moment {adj} de bien-être", "Un cours {adj} d'étirements"),
        "cleaning": ("Un ménage {adj} chez vous", "Un nettoyage {adj} de bureaux"),
        "gardening": ("Un jardinage {adj} en toute saison", "Un entretien {adj} de haies"),
        "tutoring": ("Un soutien {adj} en maths", "Un cours {adj} de langues"),
        "labour": ("Nous cherchons du personnel {adj} pour l'entrepôt", "Un déménagement {adj} avec deux personnes"),
    },
    detail=(
        "endroit propre et calme",
        "je me déplace",
        "matériel compris",
        "plus de dix ans de pratique",
        "remise la première fois",
        "près du centre",
        "parking gratuit",
        "références sur demande",
    ),
    manner=(
        "Je parle français et anglais.",
        "Sans hâte ni surprise.",
        "Chaque visite se prépare avec vous.",
        "Merci d'être à l'heure.",
        "Demandez le forfait de trois.",
        "Tout reste en ordre.",
    ),
    hours=(
        "Tous les jours de 9 à 20 h.",
        "Du lundi au samedi.",
        "Le soir et le week-end.",
        "Sur rendez-vous.",
        "Le matin de préférence.",
        "Tous les jours sauf dimanche.",
    ),
    terms=(
        "À partir de {price} l'heure.",
        "Tarif : {price}.",
        "{price} tout compris.",
        "Première visite {price}.",
        "Forfait de {price}.",
    ),
    closing=(
        "À bientôt.",
        "J'attends votre message.",
        "Cordialement, {name}",
        "Réservez à l'avance.",
        "Belle journée à vous.",
        "N'hésitez pas.",
    ),
    lead=("Appelez le", "Téléphone :", "Écrivez au", "Réservations :"),
    extra=("Seulement cette semaine.", "Nouvelles photos.", "Encore quelques places.", "Aussi le dimanche."),
)
GERMAN = Bank(
    opening=(
        "Hallo, ich bin {name}.",
        "Diese Woche zu Besuch.",
        "Willkommen auf meiner Seite.",
        "{name} grüßt alle.",
        "Nur für ein paar Tage hier.",
        "Danke fürs Lesen.",
        "Neu in der Stadt.",
    ),
    adjective=("ruhig", "sorgfältig", "freundlich", "zuverlässig", "gründlich", "günstig", "flexibel", "schnell"),
    offer={
        "massage": ("Massage für den Rücken, {adj} und erfahren", "Eine Stunde Massage, {adj} und wohltuend"),
        "wellness": ("Ein Nachmittag Wellness, {adj} und warm", "Dehnen und Atmen, {adj} angeleitet"),
        "cleaning": ("Reinigung für Haus und Büro, {adj} erledigt", "Fenster und Küche, {adj} geputzt"),
        "gardening": ("Gartenarbeit, {adj} und sauber", "Hecke und Rasen, {adj} gepflegt"),
        "tutoring": ("Nachhilfe in Mathe, {adj} erklärt", "Sprachunterricht, {adj} und persönlich"),
        "labour": ("Wir suchen Hilfe im Lager, {adj} und fit", "Umzug mit zwei Leuten, {adj} gemacht"),
    },
    detail=(
        "sauberer Ort nahe der Mitte",
        "ich komme zu Ihnen",
        "Material inbegriffen",
        "über zehn Jahre Praxis",
        "erstes Mal günstiger",
        "Parkplatz hinter dem Haus",
        "kurzfristig möglich",
        "Referenzen vorhanden",
    ),
    manner=(
        "Ich spreche Deutsch und Englisch.",
        "Ohne Eile und ohne Überraschung.",
        "Jeder Besuch wird mit Ihnen geplant.",
        "Bitte pünktlich sein.",
        "Fragen Sie nach dem Dreierpaket.",
        "Alles bleibt ordentlich.",
    ),
    hours=(
        "Jeden Tag von 9 bis 20 Uhr.",
        "Montag bis Samstag.",
        "Abends und am Wochenende.",
        "Nur mit Termin.",
        "Vormittags ist es ruhiger.",
        "Täglich außer Sonntag.",
    ),
    terms=(
        "Ab {price} die Stunde.",
        "Preis: {price}.",
        "{price}, alles dabei.",
        "Erster Besuch {price}.",
        "Pauschal {price}.",
    ),
    closing=(
        "Bis bald.",
        "Ich freue mich auf Ihre Nachricht.",
        "Viele Grüße, {name}",
        "Bitte früh buchen.",
        "Einen schönen Tag.",
        "Fragen kostet nichts.",
    ),
    lead=("Anruf:", "Telefon:", "Nachricht an", "Termine:"),
    extra=("Nur diese Woche.", "Neue Bilder.", "Noch wenige Plätze.", "Jetzt auch sonntags."),
)
BANKS = {"en": ENGLISH, "es": SPANISH, "fr": FRENCH, "de": GERMAN}
