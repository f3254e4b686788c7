"""What stands around an article and is none of it: sharing, comments, tags, cookies, menus.

A line is judged whole: a sentence of the article that speaks of sharing is none of these. Each
expression is matched against a line that is folded: lower case, no accents, plain apostrophes.
"""

import re
import unicodedata

MAX_LINE_CHARACTERS = 400


def _whole(pattern: str) -> re.Pattern[str]:
    # Tied to the start it is tried once, however many forms it has.
    return re.compile(rf"\A(?:{pattern})\Z")


NETWORK = (
    r"(?:facebook|twitter|x|linkedin|whats ?app|pinterest|instagram|tik ?tok|youtube|telegram"
    r"|reddit|bluesky|mastodon|threads|messenger|viadeo|flipboard|sms|e-?mail|courriel|mail|rss"
    r"|imprimer|print|copier le lien|copy link|partager|share|tweet|tweeter|enregistrer)"
)
NETWORKS = _whole(rf"{NETWORK}(?:[ ,·•|/()0-9-]{{1,6}}{NETWORK}){{0,30}}[ 0-9]{{0,6}}:?")
SHARE = _whole(
    rf"(?:cliquez pour )?(?:partage[rz]|share|tweete[rz]|epingle[rz]|envoye[rz]|imprime[rz])"
    rf"(?: (?:sur|on|par|via|by|a un ami|cet article|cette page|l'article|this|this article"
    rf"|this post|this page|avec vos amis|le lien|{NETWORK})){{0,6}}"
    rf"(?: ?\(ouvre dans une nouvelle fenetre\)| ?\(opens in new window\))? ?[:!]?"
)
COMMENTS = _whole(
    r"(?:laisse[rz]|ajoute[rz]|ecri(?:re|vez)|poste[rz]|publie[rz]) (?:un|votre|ton"
    r"|le premier) commentaire"
    r"|(?:\d{1,6}|aucun|pas de|no|un) (?:commentaires?|comments?|reponses?|responses?|thoughts?)"
    r"(?: (?:sur|on|a|to) .{1,200})?"
    r"|(?:leave|add|post|write) a (?:comment|reply)(?: cancel reply)?|annuler la reponse"
    r"|cancel reply"
    r"|(?:vos )?commentaires \(\d{1,6}\)|comments \(\d{1,6}\)|soyez le premier a commenter"
    r"|reagir a cet article|(?:connectez-vous|log in) (?:pour|to) (?:commenter|comment)"
)
ENDING = _whole(
    r"(?:vos )?commentaires?|comments?|etiquettes?|tags?|mots[ -]cles|articles? (?:similaires?"
    r"|recents?|relies)"
    r"|articles lies|related (?:posts?|articles?|stories)|recent posts|(?:a |et )?(?:lire"
    r"|voir) (?:aussi|egalement)"
    r"|(?:vous aimerez|ca pourrait vous interesser|cela pourrait vous plaire)(?: aussi)?"
    r"|(?:ces articles|ceci|cela) (?:pourraient|pourrait|peuvent"
    r"|peut) (?:aussi )?vous (?:interesser|plaire)"
    r"|vous aimerez (?:aussi|peut-etre)|you may also like|you might also like|more from .{1,60}"
    r"|read (?:also|more|next)"
    r"|sur le meme (?:sujet|theme)|dans la meme (?:categorie|rubrique)|les plus (?:lus|recents"
    r"|populaires)"
    r"|a propos de l'auteur|about the author|newsletter|suivez[- ]nous|follow (?:us|me)"
    r"|contactez[- ]nous"
    r"|navigation (?:de l'article|des articles)|post navigation"
)
ALSO = _whole(
    r"(?:(?:a |et )?(?:lire|voir|decouvrir) (?:aussi|egalement)|lire aussi|voir aussi|read also"
    r"|see also"
    r"|also read|related|sur le meme sujet|pour aller plus loin|lire la suite|continue reading)"
    r"(?: ?[:>»→-].{0,250}| dans .{1,60})?"
)
LABEL = _whole(
    r"(?:tags?|etiquettes?|mots[ -]cles|categories?|rubriques?|themes?|sujets|classe dans"
    r"|filed under"
    r"|tagged(?: with)?|posted in|publie dans) ?:[^.!?]{0,350}"
    r"|(?:classe dans|filed under|posted in|tagged) [^.!?]{1,200}"
)
READING_TIME = _whole(
    r"(?:(?:temps|duree) de lecture(?: estimee?)?|lecture|reading time|read time)"
    r" ?[:~-]? ?(?:environ |about )?"
    r"\d{1,3} ?(?:min(?:utes?)?|mn)\.?|\d{1,3} ?(?:min(?:utes?)?|mn)\.? (?:de lecture|read|reading)"
)
BREADCRUMBS = _whole(
    r"(?:vous etes ici ?:? ?|you are here ?:? ?)?(?:accueil|home)(?: ?[-–—›»>/|·] ?"
    r"| {2,}).{0,299}[^.]"
    r"|(?:vous etes ici|you are here) ?:.{0,300}"
)
COOKIES = _whole(
    r"(?:(?:nous|ce site|notre site|we|this (?:site|website)).{0,40} (?:utilis\w{1,4}|use"
    r"|uses) des? ?"
    r"|we use |this (?:site|website) uses )(?:cookies|traceurs).{0,60}"
    r"(?:accept|prefer|experience|navigation|consent|continu|poursui|mesur|audience|politique"
    r"|policy).{0,300}"
    r"|en poursuivant votre navigation.{0,300}|(?:tout )?(?:accepter|refuser)(?: tout"
    r"| les cookies| et fermer)?"
    r"|(?:accept|reject)(?: all)?(?: cookies)?|(?:gerer|parametrer|personnaliser) (?:mes|les|vos)"
    r" (?:preferences|choix|cookies)|continuer sans accepter|(?:manage|cookie) (?:preferences"
    r"|settings)"
)
NEWSLETTER = _whole(
    r"(?:abonne[rz][- ]vous|inscrive[rz][- ]vous|s'abonner|s'inscrire|subscribe|sign up|recevez"
    r"|rejoignez)"
    r" .{0,80}(?:newsletter|infolettre|lettre d'information|par e-?mail|par courriel|inbox).{0,160}"
    r"|(?:votre|your|entrez votre|enter your) (?:adresse )?(?:e-?mail|courriel"
    r"|email)(?: address)?.{0,20}"
    r"|s'abonner|je m'abonne|s'inscrire|subscribe(?: me)?|sign up"
    r"|votre adresse e-?mail ne sera pas publiee.{0,120}"
    r"|your email address will not be published.{0,120}|enregistrer mon nom, mon e-?mail.{0,150}"
    r"|les champs obligatoires sont indiques avec ?\*?|required fields are marked ?\*?"
)
FURNITURE = _whole(
    r"(?:aller|passer) au (?:contenu|menu)(?: principal)?"
    r"|skip to (?:main )?content"
    r"|rechercher|chercher|publicite|advertisement|sponsorise|retour en haut|back to top"
    r"|(?:article |post )?(?:precedent|suivant|previous|next)(?: article| post)?(?: ?:.{0,150})?"
    r"|se connecter|deconnexion|log ?in|sign in|fermer"
    r"|repondre|reply"
    r"|mentions legales|politique de confidentialite|privacy policy"
    r"|conditions generales (?:de vente|d'utilisation)"
    r"|plan du site"
    r"|(?:copyright )?(?:©|\(c\)).{0,150}|copyright \d{4}.{0,100}|tous droits reserves.{0,60}"
    r"|all rights reserved.{0,60}"
    r"|(?:suivez[- ]nous|retrouvez[- ]nous|follow (?:us|me)) (?:sur|on) .{1,80}|en savoir plus"
    r"|lire plus"
    r"|voir (?:plus|tout|tous les articles.{0,60})|view all posts.{0,60}"
    r"|ecouter(?: cet)? article|j'aime"
)
ALONE = (
    *(NETWORKS, SHARE, COMMENTS, ALSO, LABEL),
    *(READING_TIME, BREADCRUMBS, COOKIES, NEWSLETTER, FURNITURE),
)
# These words may be a heading of the article; they are furniture where no sentence follows.
AMBIGUOUS = _whole(
    r"menu(?: principal)?|recherches?|search|annonce|connexion|mon compte|panier|contact|like|close"
)
WITHOUT_PROSE = (ENDING, AMBIGUOUS)


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
