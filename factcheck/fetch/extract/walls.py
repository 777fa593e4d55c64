"""Guess whether a page that answered 200 is a wall: captcha, consent, paywall, or "not found" in nice words.

A guess by short lists of phrases that such pages share; a long article that mentions one is not a wall.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from factcheck.domain.captures import Why

SHORT = 1500
"""Characters of article text from which a page is not taken for a wall."""

_CAPTCHA_MARKS = re.compile(
    r"cf-chl-|cf_chl_|challenge-platform|/cdn-cgi/challenge|px-captcha|perimeterx|captcha-delivery\.com|datadome|"
    r"g-recaptcha|h-captcha|hcaptcha\.com|awswaf|_incapsula_resource|distil_r_captcha",
    re.IGNORECASE,
)
_CAPTCHA = re.compile(
    r"\bjust a moment\b|verify (?:that )?you are (?:a )?human|are you a (?:human|robot)|i.m not a robot|"
    r"unusual (?:traffic|"
    r"activity)|checking your browser|enable javascript and cookies to continue|press (?:&|and) hold|"
    r"pardon our interruption|"
    r"access (?:to this page has been )?denied|you have been blocked|bestätigen sie, dass sie ein mensch|"
    r"vérifi(?:ez|er) que vous êtes (?:un )?humain|verifica que eres humano|security check",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"before you continue|we value your privacy|your privacy (?:choices|matters)|(?:accept|manage) (?:all )?cookies|"
    r"we (?:and our partners )?use cookies|cookie (?:consent|settings|policy)|ihre privatsphäre|"
    r"wir (?:verwenden|nutzen) cookies|"
    r"zustimmung|avant de continuer|nous (?:utilisons|respectons)[^.]{0,40}(?:cookies|vie privée)|antes de continuar|"
    r"utilizamos cookies|prima di continuare|utilizziamo[^.]{0,20}cookie|wij gebruiken cookies",
    re.IGNORECASE,
)
_CONSENT_HOST = re.compile(r"\A(?:consent|privacy|cmp|myprivacy|zustimmung)[.-]", re.IGNORECASE)
_PAYWALL = re.compile(
    r"subscribe (?:now )?to (?:continue|read|keep)|to continue reading|continue reading (?:with|by)|"
    r"subscribers? only|"
    r"(?:only|exclusively) (?:for|available to) subscribers|already a subscriber|this (?:article|content|"
    r"story) is (?:for|"
    r"available (?:only )?to) (?:paying )?(?:subscribers|members)|you(?:'|"
    r"\u2019)ve reached your (?:article )?limit|free articles? (?:left|"
    r"remaining)|create (?:a free|an) account to (?:continue|read)|register to (?:continue|read)|unlock this article|"
    r"jetzt abonnieren|nur für abonnenten|weiterlesen mit|réservée? (?:à nos|aux) abonnés|"
    r"il vous reste \d+ ?% de cet article|"
    r"contenido exclusivo para suscriptores|suscríbete para (?:seguir|leer)|"
    r"per continuare a leggere|alleen voor abonnees",
    re.IGNORECASE,
)
_MISSING = re.compile(
    r"\b404\b|(?:page|article|story|content|file) (?:was |is |could )?(?:not|cannot|can\u2019t|can't) (?:be )?found|"
    r"(?:page|article|story|content) (?:is |has been )?(?:no longer (?:available|exists?)|"
    r"(?:been )?removed|unavailable|"
    r"(?:does ?n.t|does not) exist)|(?:can.t|cannot|couldn.t) find (?:that|the|this) page|nothing (?:was )?found|"
    r"seite (?:wurde )?nicht gefunden|page (?:introuvable|non trouvée)|página no (?:encontrada|existe)|"
    r"pagina non trovata|pagina niet gevonden",
    re.IGNORECASE,
)


def guess(markup: str, title: str, text: str, url: str = "", *, free: bool | None = None) -> Why:
    """Name the wall, or nothing.

    `free` is what the page says of itself (isAccessibleForFree), None where it says nothing.
    """
    if len(text) > SHORT:
        return Why.NONE
    head = markup[:300_000]
    seen = f"{title}\n{text[:SHORT]}"
    short = len(text) < SHORT // 3
    tiny = len(text) < SHORT // 8
    words = _words(head) if short else ""
    host = urlsplit(url).hostname or ""
    checks = (
        ((short and _CAPTCHA.search(seen)) or (tiny and _CAPTCHA_MARKS.search(head)), Why.CAPTCHA),
        (_MISSING.search(title) or (len(text) < SHORT // 4 and _MISSING.search(text)), Why.SOFT_404),
        (_CONSENT_HOST.match(host) or (short and _CONSENT.search(seen)), Why.CONSENT),
        (free is False or _PAYWALL.search(seen) or (short and _PAYWALL.search(words)), Why.PAYWALL),
        (tiny and _CAPTCHA.search(words), Why.CAPTCHA),
    )
    return next((why for found, why in checks if found), Why.NONE)


def _words(markup: str) -> str:
    without = re.sub(r"<(script|style|noscript)\b.*?</\1>", " ", markup, flags=re.DOTALL | re.IGNORECASE)
    return re.sub(r"<[^>]{0,2000}>", " ", without)[:20_000]


REASONS = {
    Why.CAPTCHA: "The site asks visitors to prove that they are human, so the page could not be read.",
    Why.CONSENT: "The site shows a consent page instead of the article.",
    Why.PAYWALL: "The article is behind a paywall; only its beginning could be read.",
    Why.SOFT_404: "The site says that there is no such page.",
}
"""One sentence for people for each wall."""
