"""What stands around an article and is none of it: sharing, comments, tags, cookies, menus.

A line is judged whole: a sentence of the article that speaks of sharing is none of these. Each
expression is matched against a line that is folded: lower case, no accents, plain apostrophes.
"""

import re
import unicodedata
from collections.abc import Sequence

from bot.articles.pieces import Piece, is_prose

MAX_LINE_CHARACTERS = 400
# What stands before a comment box is the article, when it is more than a caption.
MIN_ARTICLE_CHARACTERS = 200
# Behind a share bar that ends an article there is less than this share of prose.
MAX_PROSE_BEHIND = 1 / 3

NETWORK = (
    r"(?:facebook|twitter|x|linkedin|whats ?app|pinterest|instagram|tik ?tok|youtube|telegram"
    r"|reddit|bluesky|mastodon|threads|messenger|viadeo|flipboard|sms|e-?mail|courriel|mail|rss"
    r"|imprimer|print|copier le lien|copy link|partager|share|tweet|tweeter|enregistrer)"
)
NETWORKS = re.compile(rf"{NETWORK}(?:[ ,·•|/()0-9-]{{1,6}}{NETWORK}){{0,30}}[ 0-9]{{0,6}}:?")
SHARE = re.compile(
    rf"(?:cliquez pour )?(?:partage[rz]|share|tweete[rz]|epingle[rz]|envoye[rz]|imprime[rz])"
    rf"(?: (?:sur|on|par|via|by|a un ami|cet article|cette page|l'article|this|this article"
    rf"|this post|this page|avec vos amis|le lien|{NETWORK})){{0,6}}"
    rf"(?: ?\(ouvre dans une nouvelle fenetre\)| ?\(opens in new window\))? ?[:!]?"
)
COMMENTS = re.compile(
    r"(?:laisse[rz]|ajoute[rz]|ecri(?:re|vez)|poste[rz]|publie[rz]) (?:un|votre|ton|le premier) commentaire"
    r"|(?:\d{1,6}|aucun|pas de|no|un) (?:commentaires?|comments?|reponses?|responses?|thoughts?)"
    r"(?: (?:sur|on|a|to) .{1,200})?"
    r"|(?:leave|add|post|write) a (?:comment|reply)(?: cancel reply)?|annuler la reponse|cancel reply"
    r"|(?:vos )?commentaires \(\d{1,6}\)|comments \(\d{1,6}\)|soyez le premier a commenter"
    r"|reagir a cet article|(?:connectez-vous|log in) (?:pour|to) (?:commenter|comment)"
)
ENDING = re.compile(
    r"(?:vos )?commentaires?|comments?|etiquettes?|tags?|mots[ -]cles|articles? (?:similaires?|recents?|relies)"
    r"|articles lies|related (?:posts?|articles?|stories)|recent posts|(?:a |et )?(?:lire|voir) (?:aussi|egalement)"
    r"|(?:vous aimerez|ca pourrait vous interesser|cela pourrait vous plaire)(?: aussi)?"
    r"|(?:ces articles|ceci|cela) (?:pourraient|pourrait|peuvent|peut) (?:aussi )?vous (?:interesser|plaire)"
    r"|vous aimerez (?:aussi|peut-etre)|you may also like|you might also like|more from .{1,60}|read (?:also|more|next)"
    r"|sur le meme (?:sujet|theme)|dans la meme (?:categorie|rubrique)|les plus (?:lus|recents|populaires)"
    r"|a propos de l'auteur|about the author|newsletter|suivez[- ]nous|follow (?:us|me)|contactez[- ]nous"
    r"|navigation (?:de l'article|des articles)|post navigation"
)
ALSO = re.compile(
    r"(?:(?:a |et )?(?:lire|voir|decouvrir) (?:aussi|egalement)|lire aussi|voir aussi|read also|see also"
    r"|also read|related|sur le meme sujet|pour aller plus loin|lire la suite|continue reading)"
    r"(?: ?[:>»→-].{0,250}| dans .{1,60})?"
)
LABEL = re.compile(
    r"(?:tags?|etiquettes?|mots[ -]cles|categories?|rubriques?|themes?|sujets|classe dans|filed under"
    r"|tagged(?: with)?|posted in|publie dans) ?:.{0,350}"
    r"|(?:classe dans|filed under|posted in|tagged) .{1,200}"
)
READING_TIME = re.compile(
    r"(?:temps de lecture|duree de lecture|lecture|reading time|read time) ?[:~-]? ?(?:environ |about )?"
    r"\d{1,3} ?(?:min(?:utes?)?|mn)\.?|\d{1,3} ?(?:min(?:utes?)?|mn)\.? (?:de lecture|read|reading)"
)
BREADCRUMBS = re.compile(
    r"(?:vous etes ici ?:? ?|you are here ?:? ?)?(?:accueil|home)(?: ?[-–—›»>/|·] ?| {2,}).{1,300}"
    r"|(?:vous etes ici|you are here) ?:.{0,300}"
)
COOKIES = re.compile(
    r"(?:(?:nous|ce site|notre site|we|this (?:site|website)).{0,40} (?:utilis\w{1,4}|use|uses) des? ?"
    r"|we use |this (?:site|website) uses )(?:cookies|traceurs).{0,60}"
    r"(?:accept|prefer|experience|navigation|consent|continu|poursui|mesur|audience|politique|policy).{0,300}"
    r"|en poursuivant votre navigation.{0,300}|(?:tout )?(?:accepter|refuser)(?: tout| les cookies| et fermer)?"
    r"|(?:accept|reject)(?: all)?(?: cookies)?|(?:gerer|parametrer|personnaliser) (?:mes|les|vos)"
    r" (?:preferences|choix|cookies)|continuer sans accepter|(?:manage|cookie) (?:preferences|settings)"
)
NEWSLETTER = re.compile(
    r"(?:abonne[rz][- ]vous|inscrive[rz][- ]vous|s'abonner|s'inscrire|subscribe|sign up|recevez|rejoignez)"
    r" .{0,80}(?:newsletter|infolettre|lettre d'information|par e-?mail|par courriel|inbox).{0,160}"
    r"|(?:votre|your|entrez votre|enter your) (?:adresse )?(?:e-?mail|courriel|email)(?: address)?.{0,20}"
    r"|s'abonner|je m'abonne|s'inscrire|subscribe(?: me)?|sign up|votre adresse e-?mail ne sera pas publiee.{0,120}"
    r"|your email address will not be published.{0,120}|enregistrer mon nom, mon e-?mail.{0,150}"
    r"|les champs obligatoires sont indiques avec ?\*?|required fields are marked ?\*?"
)
FURNITURE = re.compile(
    r"menu(?: principal)?|(?:aller|passer) au (?:contenu|menu)(?: principal)?|skip to (?:main )?content"
    r"|re?cherche[rz]?|search|publicite|advertisement|sponsorise|annonce|retour en haut|back to top"
    r"|(?:article |post )?(?:precedent|suivant|previous|next)(?: article| post)?(?: ?:.{0,150})?"
    r"|se connecter|connexion|deconnexion|log ?in|sign in|mon compte|panier|fermer|close|repondre|reply"
    r"|mentions legales|politique de confidentialite|privacy policy|conditions generales.{0,40}|plan du site"
    r"|(?:copyright )?(?:©|\(c\)|copyright).{0,150}|tous droits reserves.{0,60}|all rights reserved.{0,60}"
    r"|(?:suivez[- ]nous|retrouvez[- ]nous|follow (?:us|me)) (?:sur|on) .{1,80}|en savoir plus|lire plus"
    r"|voir (?:plus|tout|tous les articles.{0,60})|view all posts.{0,60}|ecouter(?: cet)? article|j'aime|like"
)
ALONE = (NETWORKS, SHARE, COMMENTS, ALSO, LABEL, READING_TIME, BREADCRUMBS, COOKIES, NEWSLETTER)
# These words may be an article's heading; they are furniture where no sentence follows.
WITHOUT_PROSE = (ENDING, FURNITURE)


def folded(text: str) -> str:
    """Return `text` in lower case, without accents, typographic apostrophes and wide spaces."""
    parts = unicodedata.normalize("NFKD", text.replace("’", "'").lower())
    plain = "".join(sign for sign in parts if not unicodedata.combining(sign))
    return " ".join(plain.split())


def is_boilerplate(line: str, *, has_prose_behind: bool = False) -> bool:
    """Tell a line that is none of the article's; with prose behind it may be a heading of it."""
    if len(line) > MAX_LINE_CHARACTERS:
        return False
    plain = folded(line)
    patterns = ALONE if has_prose_behind else (*ALONE, *WITHOUT_PROSE)
    return any(pattern.fullmatch(plain) for pattern in patterns) or (
        not has_prose_behind and bool(ENDING.fullmatch(plain.rstrip(" :")))
    )


def without_boilerplate(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Return the article's own pieces, in their order."""
    kept: list[Piece] = []
    drops_titles = False
    for at, piece in enumerate(cut := _cut(pieces)):
        behind = any(map(is_prose, cut[at + 1].lines)) if at + 1 < len(cut) else False
        own = _own(piece, has_prose_behind=behind)
        # Below « À lire aussi » stand titles, not sentences.
        is_title = drops_titles and piece.kind in {"list", "paragraph"} and _has_no_sentence(piece)
        drops_titles = (own is None and bool(ALSO.fullmatch(folded(piece.text)))) or is_title
        if own is not None and not is_title:
            kept.append(own)
    while kept and kept[-1].kind == "heading":
        kept.pop()
    return tuple(kept)


def _own(piece: Piece, *, has_prose_behind: bool) -> Piece | None:
    """Return the piece without lines that are boilerplate, or None when nothing is left."""
    if piece.kind in {"table", "code", "quotation"}:
        return piece
    if piece.kind == "heading":
        return None if is_boilerplate(piece.text, has_prose_behind=has_prose_behind) else piece
    lines = tuple(
        line for line in piece.lines if not is_boilerplate(line, has_prose_behind=has_prose_behind)
    )
    return Piece(piece.kind, lines, piece.level) if lines else None


def _has_no_sentence(piece: Piece) -> bool:
    return not any(line.rstrip().endswith((".", "!", "…")) for line in piece.lines)


def _cut(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """Leave out what follows the end of the article: the comment box, the tags, the sidebar."""
    total = sum(piece.prose_characters for piece in pieces)
    before = 0
    for at, piece in enumerate(pieces):
        if len(piece.lines) == 1 and before and _ends(pieces, at, before, total):
            return pieces[:at]
        before += piece.prose_characters
    return pieces


def _ends(pieces: Sequence[Piece], at: int, before: int, total: int) -> bool:
    piece = pieces[at]
    plain = folded(piece.text).rstrip(" :")
    if len(plain) > MAX_LINE_CHARACTERS:
        return False
    if COMMENTS.fullmatch(plain):
        return before >= MIN_ARTICLE_CHARACTERS
    is_mark = any(each.fullmatch(plain) for each in (ENDING, SHARE, NETWORKS, ALSO))
    is_followed = at + 1 < len(pieces) and any(map(is_prose, pieces[at + 1].lines))
    behind = total - before - piece.prose_characters
    return is_mark and not is_followed and behind <= before * MAX_PROSE_BEHIND
