"""Number words of many languages, as a table from folded word to the digits it stands for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import product
from types import MappingProxyType
from typing import NamedTuple

from linkage.normalise.folding import folded
from linkage.normalise.spans import words

WORD = 1
"""A spelled-out number."""
DIGITS = 2
LETTER = 4
"""A letter that stands for a digit."""
SOFT = 8
"""An ordinary word too: counts only among other spelled-out digits."""
ROUND = 16
"""Ends in zeros that the next word may fill: fifty two, девятьсот шестнадцать."""
TIMES = 32
"""Repeats the next digit: double five, triple zero. Its own `digits` says how often."""
SCALE = 64
"""Zeros behind a digit: hundred, thousand."""
AND = 128
"""Joins tens and units: cincuenta y cinco."""
TWENTIES = 256
"""May be filled by eleven to nineteen: soixante-dix, quatre-vingt-seize."""
HOMOPHONE = 2_048
"""An English word that sounds like a number: to, for."""
MISSPELT = 1_024
"""Not as the dictionary has it."""


class Numeral(NamedTuple):
    """What one word stands for."""

    digits: str
    flags: int


_UNITS = """
    zero one two three four five six seven eight nine
    zero uno dos tres cuatro cinco seis siete ocho nueve
    cero una doz trez quatro sinco ceis ciete hocho nuebe
    zero un deux trois quatre cinq six sept huit neuf
    null eins zwei drei vier fünf sechs sieben acht neun
    null ein zwo drei fier fuenf sex siben achte neune
    zero um dois três quatro cinco seis sete oito nove
    zero uma duas tres quatro cinco meia sete oito nove
    zero uno due tre quattro cinque sei sette otto nove
    ноль один два три четыре пять шесть семь восемь девять
    нуль одна две три чотири пять шісте сім вісім девять
    ноль одын двa тры четыри пьять шест сем восем девят
    nul een twee drie vier vijf zes zeven acht negen
    zero jeden dwa trzy cztery pięć sześć siedem osiem dziewięć
    sıfır bir iki üç dört beş altı yedi sekiz dokuz
    noll ett två tre fyra fem sex sju åtta nio
    零 一 二 三 四 五 六 七 八 九
    〇 壹 贰 叁 肆 伍 陆 柒 捌 玖
    ○ 幺 两 參 肆 伍 陸 柒 捌 玖
    ゼロ いち に さん よん ご ろく なな はち きゅう
    零 一 貳 三 四 五 六 七 八 九
    """
_MISSPELT = {
    "0": "zer0 zro zeero ziro zerro xero nul",
    "1": "0ne wun onne oen 1ne einz",
    "2": "tw0 twoo tuw 2wo deu zwai",
    "3": "thre threee thee3 thr33 thr3e 3hree",
    "4": "fuor foru foar fourr fo4r 4our phour katre quatr четыри чыре чтыре",
    "5": "fiv fife fith fivee fve 5ive phive fyve sinq fumf",
    "6": "siix sixx sics 6ix 5ix zeis шест",
    "7": "svn sven sevn seben seve se7en s3v3n 7even 5even ziete sete",
    "8": "eigt eght eigth aight eihgt ei8ht 8ight uit",
    "9": "nien nin niner ninne nyne 9ine n9ne девядь neuf",
}
"""As advertisers write them; some were seen by the HTI project (Memex)."""
_SOFT = {
    "0": "oh o nil nought naught ohh owe", "1": "won", "2": "to too tow", "3": "tree", "4": "for fore",
    "6": "sicks", "8": "ate",
}  # fmt: skip
_ALSO_WORDS = words("un una um uma ein een bir ett due sei iki once fem sex meia")
"""Numbers of one language that are ordinary words of another; they count, in company."""
_TEENS = """
    ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen
    diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve
    dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf
    zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn
    dez onze doze treze quatorze quinze dezesseis dezessete dezoito dezenove
    dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove
    tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien
    """
_RUSSIAN_TEENS = """
    десять одиннадцать двенадцать тринадцать четырнадцать
    пятнадцать шестнадцать семнадцать восемнадцать девятнадцать
    """
_TENS = """
    twenty thirty forty fifty sixty seventy eighty ninety
    twenny thirdy fourty fivty sixtie sevety eightty ninty
    veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa
    vingt trente quarante cinquante soixante septante huitante nonante
    zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig
    vinte trinta quarenta cinquenta sessenta setenta oitenta noventa
    venti trenta quaranta cinquanta sessanta settanta ottanta novanta
    двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто
    yirmi otuz kırk elli altmış yetmiş seksen doksan
    twintig dertig veertig vijftig zestig zeventig tachtig negentig
    """
_POLISH_TENS = """
    dwadzieścia trzydzieści czterdzieści pięćdziesiąt
    sześćdziesiąt siedemdziesiąt osiemdziesiąt dziewięćdziesiąt
    """
_HUNDREDS = """
    сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот
    ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos
    cento duecento trecento quattrocento cinquecento seicento settecento ottocento novecento
    cem duzentos trezentos quatrocentos quinhentos seiscentos setecentos oitocentos novecentos
    sto dwieście trzysta czterysta pięćset sześćset siedemset osiemset dziewięćset
    """
_ZEROS = {"00": "hundred hundert yuz", "000": "thousand mil mille тысяч"}
_TIMES = {"2": "double dbl doble doppel duplo doppio zweimal дважды", "3": "triple triplo dreimal трижды"}
_AND = {"": "y e und et и en"}
_OTHERS = (
    (WORD | MISSPELT, _MISSPELT),
    (WORD | SOFT | HOMOPHONE, _SOFT),
    (WORD | SCALE, _ZEROS),
    (WORD | TIMES, _TIMES),
    (AND, _AND),
)
_GERMAN = "ein zwei drei vier fünf sechs sieben acht neun"
_GERMAN_TENS = "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig"
_DUTCH = "een twee drie vier vijf zes zeven acht negen"
_DUTCH_TENS = "twintig dertig veertig vijftig zestig zeventig tachtig negentig"
_ITALIAN = "uno due tre quattro cinque sei sette otto nove"
_ITALIAN_TENS = "venti trenta quaranta cinquanta sessanta settanta ottanta novanta"
_SPANISH = "uno dos tres cuatro cinco séis siete ocho nueve"


def _table() -> dict[str, Numeral]:
    table: dict[str, Numeral] = {}

    def add(word: str, digits: str, flags: int = WORD) -> None:
        table.setdefault(folded(word), Numeral(digits, flags))

    def add_row(line: str, values: Iterable[str], flags: int = WORD) -> None:
        for word, digits in zip(line.split(), values, strict=False):
            add(word, digits, flags | SOFT if word in _ALSO_WORDS else flags)

    rows = (
        (_UNITS.strip().splitlines(), range(10), WORD),
        ((*_TEENS.strip().splitlines(), _RUSSIAN_TEENS), range(10, 20), WORD),
        ((*_TENS.strip().splitlines(), _POLISH_TENS), range(20, 100, 10), WORD | ROUND),
        (_HUNDREDS.strip().splitlines(), range(100, 1_000, 100), WORD | ROUND),
    )
    for lines, values, flags in rows:
        for line in lines:
            add_row(line, map(str, values), flags)
    for flags, meanings in _OTHERS:
        for digits, spellings in meanings.items():
            for word in spellings.split():
                add(word, digits, flags)
    _add_compounds(add)
    # French counts on from sixty and from four twenties, and its ten takes seven, eight and nine.
    table["dix"] = Numeral("10", WORD | ROUND)
    table["soixante"] = Numeral("60", WORD | ROUND | TWENTIES)
    table["vingt"] = table["vingts"] = Numeral("20", WORD | ROUND | TWENTIES)
    return table


def _add_compounds(add: Callable[[str, str], None]) -> None:
    for (one, unit), (ten, tens) in product(
        enumerate(_GERMAN.split(), 1), enumerate(_GERMAN_TENS.split(), 2)
    ):
        add(f"{unit}und{tens}", f"{ten}{one}")
    for (one, unit), (ten, tens) in product(enumerate(_DUTCH.split(), 1), enumerate(_DUTCH_TENS.split(), 2)):
        add(f"{unit}en{tens}", f"{ten}{one}")
    for (one, unit), (ten, tens) in product(
        enumerate(_ITALIAN.split(), 1), enumerate(_ITALIAN_TENS.split(), 2)
    ):
        add((tens[:-1] if one in {1, 8} else tens) + unit, f"{ten}{one}")
    for one, unit in enumerate(_SPANISH.split(), 1):
        add(f"veinti{unit}", f"2{one}")


NUMERALS = MappingProxyType(_table())
