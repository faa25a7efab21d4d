"""What stands behind a platform's word and is nobody's name: how the account is, samples of forms."""

from __future__ import annotations

from linkage.normalise.folding import folded
from linkage.normalise.spans import words

STATUS = words(
    folded("""
    banned suspended private public locked unlocked blocked broken dead hacked deleted removed disabled closed
    open inactive active gone down lost limited restricted reported stolen coming soon pending same none
    non no nope yes yep yeah oui si sim ja nein nie nee nej hayir evet tak da net niet jest brak ninguno
    ninguna
    aucun aucune nessuno keine kein geen ingen yok nenhum nenhuma niente rien nada nic
    faster slower better worse slow full empty busy offline online unavailable available verified unverified
    changed changing renamed moved updated below above here there attached bio profile profil perfil profilo
    privado privada privados prive privee privat private privato privata prywatny prywatne prywatna prywatnie
    prive particulier privatno privata soukromy gizli ozel kapali acik
    cerrado cerrada bloqueado bloqueada suspendido suspendida hackeado hackeada abierto roto muerto borrado
    ferme fermee bloque bloquee suspendu suspendue pirate piratee ouvert supprime supprimee desactive
    gesperrt geschlossen gehackt geloscht blockiert offentlich offen kaputt tot inaktiv deaktiviert
    chiuso chiusa bloccato bloccata sospeso sospesa hackerato spento spenta aperto rotto cancellato
    disattivato
    fechado fechada bloqueada suspenso suspensa hackeada aberto desativado desativada excluido
    zablokowany zablokowane zamkniety zamkniete usuniete usuniety zawieszone nieaktywne
    gesloten geblokkeerd gehackt verwijderd openbaar
    stangt stangd sparrad hackad lukket stengt suljettu
    pronto proximamente prossimamente bientot demnachst presto wkrotce binnenkort snart yakinda folgt bald
    arrivera segue siguen arrive arrivo kommer kommt volgt brzy hamarosan curand segera breve embreve
    zakryt zablokirovan udalen skoro net
    соон закрыт закрыта закрыто заблокирован удален скоро нет приват закрытый
    preguntar pregunta preguntame consultar consulta fragen frag demander demandez chiedere chiedi perguntar
    pergunte spytaj zapytaj vragen vraag sporg fraga sor спросить спроси
    anfrage request onrequest demande richiesta pedido aanvraag zapytanie solicitud
    """)
)
"""In many languages, accents left out."""

SAMPLES = words("""
    everyone here all channel media import username user_name user handle yourname your_name yourusername
    your_username yourhandle your_handle myusername name noon night home work nombre usuario nombredeusuario
    nome utente benutzername pseudo identifiant kullaniciadi mention admin admins followers someone somebody
    anyone example sample placeholder everybody
    """)
"""What forms and manuals show in place of a name, and words that chats give a meaning."""

RULES = words(
    "keyframes supports charset page layer media import container property namespace viewport override param "
    "returns deprecated"
)
"""What follows an `@` in style sheets and in source code."""
