"""Sentences of English ads for neutral services."""

from __future__ import annotations

from typing import NamedTuple


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
