"""Lists of names, syllables and signs that made-up ads draw from."""

from __future__ import annotations

CATEGORIES = ("massage", "wellness", "cleaning", "gardening", "tutoring", "labour")
_NAMES = (
    "Alba Ana Ben Carla Chris Dana Daria Elena Emil Erik Eva Felix Gina Hana Hugo Ida Ines Iris Jana Jin Jo"
    " Jonas Kai Karin Kim Lara Lea Leo Lin Lola Luca Maja Mara Marco Mei Mia Mila Mina Nadia Nico Nina Noa"
    " Olga Oscar Pia Rafa Rita Robin Rosa Ruth Sam Sara Sofia Stella Tara Theo Tina Vera Victor Yuki Zoe"
)
_SYLLABLES = (
    "ba be bi bo ca co da de di do fa fe fi ga go ha jo ka ki ko la le li lo lu ma me mi mo na ne ni no pa"
    " pe pi ra re ri ro sa se si so ta te ti to va ve vi wa ya yo za zo"
)
NAMES = tuple(_NAMES.split())
SYLLABLES = tuple(_SYLLABLES.split())
EMOJI = ("✨", "🌿", "🌸", "⭐", "💐", "🍀", "☀️", "🌻", "🧹", "📚", "💆", "🏡")
MAIL_DOMAINS = ("mailbox.example", "post.example", "letters.example", "inbox-mail.example")
PLATFORMS = ("telegram", "instagram", "tiktok", "x", "snapchat")
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
