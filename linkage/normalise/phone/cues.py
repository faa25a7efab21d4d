"""Words and signs around digits that say whether they are a phone."""

from __future__ import annotations

import re

from linkage.normalise.folding import folded
from linkage.normalise.spans import words

_REACH = 28


def _folded(text: str) -> frozenset[str]:
    return words(folded(text))


_WORDS = re.compile(r"[^\W\d_]{1,64}")
_PHONE = _folded("""
    call calls calling text texts txt txts texting sms tel tele telephone phone phones ph mobile mob
    cell cel cellphone number num no nr nos ring dial contact reach whatsapp watsapp whatsap whats wa
    wsp wapp wasap viber signal zalo imessage line kakao telegram tg message msg hit hmu me at landline
    hotline fon llama llamame llamar llamanos telefono tlf tfno tlfno movil celular escribe escribeme
    mensaje numero appelle appelez appeler appel tél telephonez portable joindre contactez anruf anrufen
    ruf rufe melde handy telefon rufnummer nummer mobil schreib ligue ligar liga telefone zap zapzap
    contato chama chame chiama chiamami chiamare cellulare scrivimi contattami тел телефон звони звоните
    позвони номер ватсап вотсап вацап вайбер сот моб мобильный пиши пишите bel bellen telefoon gsm
    telefonnummer zadzwon dzwon telefonu ara arayin numara โทร booking bookings reservations
    reservierung reserver numer
    电话 手机 微信 联系 致电 电 联系方式 電話 手機 聯絡 전화
    """)
_PHONE_SIGNS = re.compile("[\u260e\u260f\u2706\U0001f4de\U0001f4df\U0001f4f1\U0001f4f2\U0001f919\u2121]")
_HAN_PHONE = re.compile("(?:电话|手机|電話|手機|전화|携帯|号码)[^\\w]{0,3}(?:番号|번호|编号)?[^\\w]{0,3}$")
_HAN_CUES = re.compile("电话|手机|微信|联系|致电|電話|手機|聯絡|电|v信|號碼|号码|โทร|전화|연락|携帯")
_OTHER = _folded("""
    id ids ref reference order isbn issn ean account acct konto iban bic imei vin sku postcode license
    licence lic invoice serial ssn ein vat ust ustid siret siren nif cif cpf cnpj rut dni passport reg
    registration abn acn pin ticket case tracking parcel kvk gst pan tin ogrn inn bsb sort swift hrb
    rechnung bestellung factura pedido commande commandes заказ счет инн огрн flight lot batch build
    version barcode permit kundennummer cuenta compte conto banque banco sortcode routing aba nhs bn
    lucky lotto loto lottery bingo bus buses tram secu securite insee rif riferimento pratica dossier
    confirmation model rma mrn neq pnr consignment chiffre aktenzeichen auskunft localizador colegiado
    expediente boleto folio guia matricula protocolo encomenda piva ordine codice articolo kenmerk regon
    pesel nip zamowienia faktura rejestr артикул артикулы кадастровый серийный серииныи siparis ilan
    bilet cvr ordre kode receipt objednavka ico mst npwp password passwort wifi wlan contrasena clave
    sociale seguridad serie sn nss rfc curp cedula ruc nit numeros numeri departements dep item items
    storrelse uge uke size sizes maat taille tailles tallas levels bussen autobus автобусы маршрут ratio
    scores результаты договор договора полис снилс паспорт паспорта квитанция лицензия накладная посылка
    трек заказа заявка заявки окпо бик бин иин рс contract contrato contratto vertrag vertrags police
    polizza policy poliza apolice ticketnr numero-serie folha processo bilhete biglietto billet billete
    expedition sendung sendungs paket paquete colis pacco przesylka paczka pakke nro awb ups usps fedex
    dhl waybill hawb cas doi patent chassis engine motor kenteken plate matricola immatriculation código
    nf nfe fiscal rastreio rastreamento inscrição cep cadastro mls nmls npi meter auftrag contrat
    facture devis steuer loyalty quote ss plz cp cap codes zips units los
    """)
"""Words that announce a number of another sort."""
_OFTEN_OTHER = _folded("""
    zip ad ads card visa mastercard amex code post part member membership reviews review listing poster client
    cliente clientes tarjeta carte anuncio annonce annonces anzeige anzeigen annuncio объявления
    объявление bank advert artikel box unit apt room gate bestell
    """)
"""Words that do where a sign, "no" or "id" stands between."""
_NUMBERED = re.compile(r"[^\W\d_]{3,40}(?:nr|nummer|nummern)$|(?:번호|番号|編號|编号)$")
_PHONE_NUMBERED = re.compile(
    r"^(?:tel|tlf|ruf|handy|mobil|gsm|fon|phone|whatsapp|wa|kontakt|contact|service|not|privat|buro"
    r"|전화|휴대|핸드폰|연락|電話|电话|携帯|連絡|联系)"
)
_HAN_OTHER = re.compile(
    "(?:编号|编码|订单|订单号|账号|账户|卡号|身份证|邮编|快递|单号|工号|編號|訂單|帳號|郵編|番号|번호|收據|收据)[^\\w]{0,3}$"
)
_FILLERS = words(
    "no numbers number nr num is the my our s numero nummer n nb номер номером o de del do da of"
)
_CHATS = words("wechat line zalo whatsapp viber kakao signal telegram")
"""Words after which an "id" may be a phone."""
_BREAK = re.compile(r"[!?;,\n]|\. ")
_SIGN = re.compile(r"[#№]|\b(?:no|nr|num|number|numero|nummer|id|ids|n|номер)\b")
_SAID_NUMBER = re.compile(r"\b(?:no|nr|num|n)\b ?\.?")
_HAS_DIGIT = re.compile(r"[0-9]")
_SERIAL = re.compile(r"\b(?:s/n|p\.? ?iva)\b[\W_]{0,4}$")


def announced(text: str, start: int) -> int:
    """What stands before the digits at `start` of folded text: 1 a phone's cue, -1 another number's."""
    lead = text[max(0, start - _REACH) : start]
    if not lead:
        return 0
    before = list(_WORDS.finditer(lead))[-5:]
    close = next((m for m in reversed(before) if m.group() not in _FILLERS), None)
    names = {m.group() for m in before[-4:]}
    if close is not None and _is_other(close.group(), lead, close.end(), names):
        return -1
    if _SERIAL.search(lead):
        return -1
    if _HAN_OTHER.search(lead) and not _HAN_PHONE.search(lead):
        return -1
    return 1 if not _PHONE.isdisjoint(names) or _PHONE_SIGNS.search(lead) or _HAN_CUES.search(lead) else 0


def _is_other(word: str, lead: str, end: int, names: set[str]) -> bool:
    """Whether a word that ends at `end` announces a number of another sort: only signs and fillers follow."""
    between = _SAID_NUMBER.sub("", lead[end:])
    numbered = _NUMBERED.search(word) is not None and not _PHONE_NUMBERED.search(word)
    if _HAS_DIGIT.search(between):
        return False
    if _BREAK.search(between) and not (between.startswith(".") and (len(word) <= 4 or numbered)):
        return False
    if word in _OTHER:
        return word != "id" or _CHATS.isdisjoint(names)
    if word in _OFTEN_OTHER:
        before = lead[max(0, end - len(word) - 14) : end - len(word)]
        return not _OTHER.isdisjoint(_WORDS.findall(before)[-2:]) or bool(
            _SIGN.search(lead, end) or _SIGN.search(before)
        )
    return numbered


def is_phone_word(word: str) -> bool:
    """Whether a folded word announces phones, so that it may be glued to one."""
    return word in _PHONE or bool(_HAN_CUES.search(word))
