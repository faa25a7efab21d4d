"""Words and signs around digits that say whether they are a phone."""

from __future__ import annotations

import re

from linkage.normalise.spans import words

_REACH = 28
_WORDS = re.compile(r"[^\W\d_]{1,64}")
_PHONE = words("""
    call calls calling text texts txt txts texting sms tel tele telephone phone phones ph mobile mob cell cel
    cellphone number num no nr nos ring dial contact reach whatsapp watsapp whatsap whats wa wsp wapp wasap
    viber signal zalo imessage line kakao telegram tg message msg hit hmu me at landline hotline fon
    llama llamame llamar llamanos telefono tlf tfno tlfno movil celular escribe escribeme mensaje numero
    appelle appelez appeler appel tél telephonez portable numero joindre contactez
    anruf anrufen ruf rufe melde handy telefon tel rufnummer nummer mobil schreib
    ligue ligar liga telefone zap zapzap whats contato chama chame numero
    chiama chiamami chiamare telefono cellulare numero scrivimi contattami
    тел телефон звони звоните позвони номер ватсап вотсап вацап вайбер сот моб мобильный пиши пишите
    电话 手机 微信 联系 致电 电 联系方式 電話 手機 聯絡 bel bellen telefoon gsm tlf ring telefonnummer
    zadzwon dzwon telefonu ara arayin telefon numara 전화 โทร
    """)
_PHONE_SIGNS = re.compile("[\u260e\u260f\u2706\U0001f4de\U0001f4df\U0001f4f1\U0001f4f2\U0001f919\u2121]")
_HAN_CUES = re.compile("电话|手机|微信|联系|致电|電話|手機|聯絡|电|v信|號碼|号码|โทร|전화|연락|携帯")
_OTHER = words("""
    id ids ref reference order isbn issn ean account acct konto iban bic imei vin sku zip postcode license
    licence lic invoice booking serial card visa mastercard amex ssn ein vat ust ustid siret siren nif cif
    cpf cnpj rut dni passport reg registration abn acn item code pin post ticket case tracking parcel kvk
    gst pan tin ogrn inn bsb sort swift steuernummer hrb rechnung bestellung factura pedido commande commandes
    заказ счет инн огрн flight lot model part batch build version barcode permit member membership reviews
    review listing poster kundennummer artikel artikelnummer cuenta tarjeta compte carte conto seriennummer
    lucky lotto loto lottery bingo bus buses tram
    annonce annonces anzeige anzeigennr anzeigennummer anzeigenid anuncio annuncio объявления объявление
    secu securite insee rif riferimento pratica dossier advertencia kunde client cliente
    reservation reservierung bank banque banco sortcode routing aba nhs bn
    """)
"""Words that announce a number of another sort."""
_HAN_OTHER = re.compile(
    "(?:编号|编码|订单|账号|账户|卡号|身份证|邮编|快递|单号|工号|編號|訂單|帳號|郵編)[^\\w]{0,3}$"
)
_FILLERS = words("no numbers number nr num is the my our s numero nummer n nb номер номером")
_CHATS = words("wechat line zalo whatsapp viber kakao signal telegram")
"""Words after which an "id" may be a phone."""


def announced(text: str, start: int) -> int:
    """What stands before the digits at `start` of folded text: 1 a phone's cue, -1 another number's."""
    lead = text[max(0, start - _REACH) : start]
    if not lead:
        return 0
    before = _WORDS.findall(lead)[-4:]
    close = [word for word in before if word not in _FILLERS][-1:]
    if close and close[0] in _OTHER and (close[0] != "id" or not _CHATS.intersection(before)):
        return -1
    if _HAN_OTHER.search(lead):
        return -1
    return 1 if _PHONE.intersection(before) or _PHONE_SIGNS.search(lead) or _HAN_CUES.search(lead) else 0


def is_phone_word(word: str) -> bool:
    """Whether a folded word announces phones, so that it may be glued to one."""
    return word in _PHONE or bool(_HAN_CUES.search(word))
