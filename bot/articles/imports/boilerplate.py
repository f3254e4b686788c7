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
    r"|(?:\d{1,6}|aucun|pas de|no|un) (?:commentaires?|comments?)(?: (?:sur|on|a|to) .{1,200})?"
    # « 10 réponses sur la vaccination » is a heading, « 10 réponses sur “La vaccination” » is not.
    r"|(?:\d{1,6}|one|une) (?:reponses?|responses?|thoughts?|replies|reply) (?:sur|on|a|to)"
    r" ?[«\"“'].{1,200}"
    r"|(?:leave|add|post|write) a (?:comment|reply)(?: cancel reply)?|annuler la reponse"
    r"|laisser un commentaire annuler la reponse|cancel reply"
    r"|(?:vos )?commentaires \(\d{1,6}\)|comments \(\d{1,6}\)|soyez le premier a commenter"
    r"|reagir a cet article|(?:connectez-vous|log in) (?:pour|to) (?:commenter|comment)"
)
# What stands below each comment, or in the form for one.
REPLIES = _whole(
    r"repondre|reply|signaler(?: un abus)?|report"
    r"|votre adresse e-?mail ne sera pas publiee.{0,120}"
    r"|your email address will not be published.{0,120}|enregistrer mon nom, mon e-?mail.{0,150}"
    r"|les champs obligatoires sont indiques avec ?\*?|required fields are marked ?\*?"
)
# Titles of other pages stand below these, to the page's end.
LISTING = _whole(
    r"etiquettes?|tags?|mots[ -]cles|articles? (?:similaires?|recents?|relies)"
    r"|articles lies|related (?:posts?|articles?|stories)|recent posts"
    r"|(?:vous aimerez|ca pourrait vous interesser|cela pourrait vous plaire)(?: aussi)?"
    r"|(?:ces articles|ceci|cela) (?:pourraient|pourrait|peuvent"
    r"|peut) (?:aussi )?vous (?:interesser|plaire)"
    r"|vous aimerez (?:aussi|peut-etre)|you may also like|you might also like|more from .{1,60}"
    r"|dans la meme (?:categorie|rubrique)|les plus (?:lus|recents|populaires)"
    r"|navigation (?:de l'article|des articles)|post navigation"
)
ABOUT = _whole(
    r"(?:vos )?commentaires?|comments?"
    r"|a propos de l'auteur|about the author|newsletter|suivez[- ]nous|follow (?:us|me)"
    r"|contactez[- ]nous"
)
ALSO_ALONE = (
    r"(?:(?:a |et )?(?:lire|voir|decouvrir) (?:aussi|egalement)|lire aussi|voir aussi"
    r"|read (?:also|more|next)|see also|also read|related|sur le meme (?:sujet|theme)|lire la suite"
    r"|continue reading)"
)
READ_ALSO = _whole(ALSO_ALONE)
ALSO = _whole(
    rf"{ALSO_ALONE}(?: ?[:>»→-].{{0,250}}| dans .{{1,60}})?"
    r"|pour aller plus loin ?[:>»→-].{1,250}"
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
    r"(?:vous etes ici ?:? ?|you are here ?:? ?)?(?:accueil|home)"
    # A dash may part a sentence too, two of them in so few words hardly do.
    r"(?: ?[›»>/].{0,299}[^.]| ?[-–—|·] .{1,100} [-–—|·] .{0,198}[^.])"
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
)
# What a page says in place of the rest of its article.
PAYWALL = _whole(
    r"il vous reste \d{1,3} ?% de (?:cet|l')? ?article a lire\b.{0,250}"
    r"|(?:(?:la suite|le reste|l'integralite|la totalite)(?: de (?:cet |l')article)?"
    r"|(?:cet |l')article|ce contenu) est reservee? (?:a nos|aux) (?:abonnes|membres).{0,250}"
    r"|(?:article |contenu )?reserve (?:a nos|aux) abonnes\.?"
    r"|pour lire (?:la suite|cet article|l'article).{0,40} (?:abonnez|connectez|inscrivez)-vous"
    r".{0,250}"
    r"|deja abonnee? ?\?.{0,120}|already a subscriber ?\?.{0,120}"
    r"|vous (?:lisez|pouvez lire) .{1,60} sur un (?:autre|seul) appareil.{0,250}"
    r"|subscribe (?:now )?to (?:read|continue|keep reading|unlock).{0,200}"
    r"|this (?:article|content|story) is (?:for|only for|reserved for|available (?:only )?to)"
    r" .{0,40}(?:subscribers|members).{0,200}"
    r"|you have (?:reached|read) .{0,60}free (?:articles?|stories).{0,200}"
    r"|(?:vous devez|veuillez|merci d'|please|you need to) ?(?:activer|enable) javascript.{0,250}"
)
FURNITURE = _whole(
    r"(?:aller|passer) au (?:contenu|menu)(?: principal)?"
    r"|skip to (?:main )?content"
    r"|rechercher|chercher|publicite|advertisement|sponsorise|retour en haut|back to top"
    r"|(?:article |post )?(?:precedent|suivant|previous|next)(?: article| post)?(?: ?:.{0,150})?"
    r"|se connecter|deconnexion|log ?in|sign in|fermer"
    r"|s'abonner|je m'abonne|s'inscrire|subscribe(?: me)?|sign up"
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
# Never the article's, whatever stands around it.
CERTAIN = (COMMENTS, REPLIES, READING_TIME, BREADCRUMBS, COOKIES, NEWSLETTER, PAYWALL)
ALONE = (*CERTAIN, NETWORKS, SHARE, ALSO, LABEL, FURNITURE)
# These words may be a heading of the article; what follows tells.
AMBIGUOUS = _whole(
    r"menu(?: principal)?|recherches?|search|annonce|connexion|mon compte|panier|contact|like|close"
)
WITHOUT_PROSE = (LISTING, ABOUT, AMBIGUOUS)


def folded(text: str) -> str:
    """Return `text` in lower case, without accents, typographic apostrophes and wide spaces."""
    parts = unicodedata.normalize("NFKD", text.replace("’", "'").lower())
    plain = "".join(sign for sign in parts if not unicodedata.combining(sign))
    return " ".join(plain.split())


def is_one_of(line: str, *patterns: re.Pattern[str]) -> bool:
    """Tell a line that one of the expressions of this module is about, with or without a colon."""
    if len(line) > MAX_LINE_CHARACTERS:
        return False
    plain = folded(line)
    bare = plain.rstrip(" :")
    return any(each.fullmatch(plain) or each.fullmatch(bare) for each in patterns)


def is_boilerplate(line: str, *, has_prose_behind: bool = False) -> bool:
    """Tell a line that is none of the article's; with prose behind it may be a heading of it."""
    return is_one_of(line, *(ALONE if has_prose_behind else (*ALONE, *WITHOUT_PROSE)))
