"""Ordinary words: what follows "IG:" or stands before "at" in a sentence and is nobody's name."""

from __future__ import annotations

from linkage.normalise.spans import words

PRONOUNS = words("me us you him her them it i we my our your here there this that the a an")

ORDINARY = (
    PRONOUNS
    | words("""
    able about above accept accepted accepting account accounts acct active add added address after again
    age agency ago all allowed almost alone along already also always am amazing and another answer any
    anybody anyone anything anytime anyway app apply appointment appointments appt are area around arrive
    as ask at available away back bad based be beautiful because become been before being below beside
    best better between big birthday block blocked book booked booking both boy boys bring brand busy but
    buy by bye call called caller callers calling calls came can cancel card care cash cashapp cashtag
    center central chance change charge chat chatting cheap check city class clean cleaning click clients
    close closed code come comes coming comment comments confirm contact content cool cost could couple
    cute daily date dates day days deal deals deep deliver delivery deposit deposits details did different
    direct directly discount discreet dm dms dot point period do does doing done down download each early
    easy either else email emails empty end english enjoy enough even evening evenings ever every everyday
    everyone everything exclusive explore extra facebook fake fan fans far fast favorite few filter
    filters finally find fine fingers first follow followers following for form found free fresh friday
    friend friendly friends from fuck full fun game games gave get getting gift gifts girl girls give glad
    go goes going gone good got great group groups guess guest guests had half hand handle happy hard has
    hate have having he hello help her hers hey hi high hit hmu home hope hot hotel hour hours house how
    http https if in inbox include included includes info inside insta instagram into is its job join just
    keep kik kind know lady last late later latest leave left legit less lesson lessons let lets lifestyle
    like limited line link linked links list little live lmk local location locations long look looking
    looks lot lots love lovely lower made mail make male man many map massage maybe mean media meet
    meeting meetings member message messages messaging messenger might min mind mins minute minutes miss
    mobile monday money month more morning most move much must name names near nearby need needed never
    new news next nice night nights no nobody none noon not note nothing now number numbers obviously of
    off offer offers office ok okay old on once online only onlyfans open opened opening or order other
    others out outside over own page pages paid parking part party pass password past pay paying payment
    payments paypal people per person personal phone photo photos pic pics picture pictures place places
    platform platforms play please pls plus plz possible post posted posts prefer preferred premium
    prepaid present pretty price prices pro private prof profile profiles promo proof public put question
    questions quick quickly quiet quite rate rates ready real reach read really receive recent regular
    rejoin relax relaxing reply replies request requests required respond response rest right room rooms
    safe said sale same saturday say scam schedule school search see seen selfie selfies sell send sending
    sent serious service services session sessions set share she shop short should show sign simple since
    single skype slow small snap snapchat so some someone something soon sorry special specials spot staff
    start starting stay still stop stories story street studio such suite sunday super sure swipe take
    taken taking talk tap tea team tech telegram tell terms text texting texts than thank thanks that
    their then these they thing things think those though through thursday tiktok till time times tip tips
    to today together todo tomorrow tonight too top touch town travel traveling treat true try tuesday
    tutoring tv twitter txt type under until up update updated updates upon use used user username using
    usually vacation valid verification verified verify very via video videos view viber vip visit
    visiting visits wait waiting walk want wanted was wax way wechat website wednesday week weekdays
    weekend weekends weekly welcome well were what whatsapp when where which while who whole why wife will
    wink wire with within without woman women work working works world worth would write www xoxo yeah
    year years yes yesterday yet young yours yourself zelle venmo discord signal telegramm ig fb tg apple
    android iphone google gmail yahoo hotmail outlook zero one two three four five six seven eight nine
    ten oh eleven twelve hundred twenty thirty forty fifty sixty seventy eighty ninety double triple
    """)
    | words("""
    que con para por los las una uno mas más muy todo todos toda disponible disponibles solo sólo hola
    aqui llama llamar llamame escribe escribeme escribir mensaje mensajes foto fotos nuevo nueva casa hoy
    ahora mi tu su sus amor favor gracias tambien el la en es y o de del disponibile per chi come sono
    ciao nuovo nuova chiama chiamami scrivi scrivimi messaggio oggi grazie il lo gli le un di da e pour
    avec sur dans les des une est bonjour merci appelle appelez message photos nouveau ici moi vous nous
    et ou pas und oder ist der die das ein eine mit fur nur auf bitte schreib schreibt anrufen ruf bilder
    neu heute mich dich uns ich bin verfugbar nachricht danke hallo voce meu minha seu sua chama chame
    mensagem hoje agora obrigado ola nao sim disponivel ligar
    """)
)
"""In English, Spanish, Italian, French, German and Portuguese, accents left out."""

NEXT = words("""
    and or add text call msg message dm hit for if also y e et und o write i im thanks pls please ok lets
    let only ask
    """)
"""Words that may follow a name in a sentence, where a phrase would go on otherwise."""
