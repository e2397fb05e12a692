//! Titles and offices: which words are titles, where a title begins, and which party its words name.

use super::super::words::Words;
use super::super::{Pronoun, places};

/// Small words inside names.
pub(super) const PARTICLES: &[&str] = &[
    "al", "bin", "da", "de", "del", "della", "den", "der", "di", "dos", "du", "el", "ibn", "la", "le", "ter", "van",
    "von",
];

/// Words that are titles or offices.
const TITLES: &[&str] = &[
    "adm.",
    "admiral",
    "adviser",
    "advisor",
    "aide",
    "ambassador",
    "analyst",
    "archbishop",
    "attaché",
    "attorney",
    "author",
    "baroness",
    "bishop",
    "boss",
    "brigadier",
    "candidate",
    "capt.",
    "captain",
    "cardinal",
    "chair",
    "chairman",
    "chairperson",
    "chairwoman",
    "chancellor",
    "chief",
    "coach",
    "col.",
    "colonel",
    "commander",
    "commissioner",
    "congressman",
    "congresswoman",
    "coordinator",
    "correspondent",
    "council",
    "councillor",
    "councilman",
    "counsel",
    "delegate",
    "deputy",
    "diplomat",
    "director",
    "dr",
    "dr.",
    "economist",
    "editor",
    "emir",
    "emperor",
    "empress",
    "envoy",
    "executive",
    "expert",
    "foreman",
    "founder",
    "gen.",
    "general",
    "gov.",
    "governor",
    "head",
    "historian",
    "host",
    "imam",
    "inspector",
    "journalist",
    "judge",
    "justice",
    "king",
    "lady",
    "lawmaker",
    "lawyer",
    "leader",
    "lieutenant",
    "lord",
    "lt.",
    "maj.",
    "major",
    "manager",
    "marshal",
    "mayor",
    "mediator",
    "minister",
    "mp",
    "negotiator",
    "nominee",
    "observer",
    "officer",
    "official",
    "owner",
    "patriarch",
    "pm",
    "pope",
    "premier",
    "president",
    "prince",
    "princess",
    "prof.",
    "professor",
    "prosecutor",
    "queen",
    "rabbi",
    "rapporteur",
    "rep.",
    "reporter",
    "representative",
    "researcher",
    "rev.",
    "scholar",
    "secretary",
    "sen.",
    "senator",
    "sergeant",
    "sgt.",
    "sheikh",
    "sheriff",
    "sir",
    "speaker",
    "spokesman",
    "spokesperson",
    "spokeswoman",
    "strategist",
    "sultan",
    "superintendent",
    "taoiseach",
    "treasurer",
    "vice-president",
    "mr",
    "mr.",
    "mrs",
    "mrs.",
    "ms",
    "ms.",
    "miss",
    "dame",
    "madam",
    "madame",
    "mister",
    "activist",
    "campaigner",
    "organizer",
    "organiser",
    "resident",
    "farmer",
    "veteran",
    "writer",
    "counterpart",
    "guest",
    "colleague",
    "predecessor",
    "successor",
    "shopkeeper",
    "teacher",
    "nurse",
    "vicar",
    "baker",
    "surrogate",
    "rival",
    "pollster",
    "fisherman",
    "engineer",
    "scientist",
    "inspector",
];

/// Words of an office that name no party.
const OFFICE: &[&str] = &[
    "acting",
    "agriculture",
    "army",
    "assistant",
    "attorney",
    "cabinet",
    "campaign",
    "chief",
    "climate",
    "commerce",
    "communications",
    "defence",
    "defense",
    "deputy",
    "development",
    "economic",
    "economics",
    "economy",
    "education",
    "energy",
    "environment",
    "exchequer",
    "executive",
    "county",
    "city",
    "town",
    "village",
    "district",
    "ward",
    "borough",
    "customs",
    "tax",
    "trade",
    "strike",
    "local",
    "same",
    "his",
    "her",
    "its",
    "their",
    "our",
    "my",
    "finance",
    "fisheries",
    "first",
    "foreign",
    "former",
    "gas",
    "general",
    "health",
    "home",
    "high",
    "incoming",
    "infrastructure",
    "interior",
    "interim",
    "international",
    "justice",
    "labor",
    "labour",
    "lead",
    "managing",
    "military",
    "mining",
    "national",
    "of",
    "outgoing",
    "party",
    "peace",
    "permanent",
    "police",
    "policy",
    "press",
    "prime",
    "regional",
    "secretary",
    "security",
    "senior",
    "special",
    "state",
    "then",
    "top",
    "trade",
    "transport",
    "treasury",
    "vice",
    "water",
    "the",
    "undersecretary",
    "under",
    "longtime",
    "veteran",
    "ex",
    "co",
    "new",
    "affairs",
    "for",
    "and",
    "river",
    "union",
    "office",
    "delegation",
    "member",
    "founding",
    "presidential",
    "republican",
    "democratic",
    "junior",
    "chair",
];

/// Words of names that only bodies have.
const BODY_WORDS: &[&str] = &[
    "aggregates",
    "airlines",
    "airways",
    "electronics",
    "energy",
    "enterprises",
    "holdings",
    "industries",
    "instruments",
    "lines",
    "logistics",
    "motors",
    "partners",
    "pharmaceuticals",
    "resources",
    "semiconductors",
    "steelworks",
    "systems",
    "technologies",
    "terminals",
    "academy",
    "administration",
    "agency",
    "alliance",
    "army",
    "assembly",
    "association",
    "authority",
    "bank",
    "board",
    "bureau",
    "center",
    "centre",
    "chamber",
    "club",
    "coalition",
    "college",
    "commission",
    "committee",
    "company",
    "confederation",
    "conference",
    "congress",
    "convention",
    "cooperation",
    "corp",
    "corp.",
    "corporation",
    "council",
    "court",
    "daily",
    "department",
    "embassy",
    "federation",
    "forces",
    "forum",
    "foundation",
    "front",
    "fund",
    "gazette",
    "government",
    "group",
    "guard",
    "herald",
    "house",
    "inc",
    "inc.",
    "initiative",
    "institute",
    "institution",
    "journal",
    "league",
    "ltd",
    "mail",
    "ministry",
    "mission",
    "movement",
    "nations",
    "network",
    "news",
    "office",
    "organisation",
    "organization",
    "pact",
    "parliament",
    "partnership",
    "party",
    "police",
    "post",
    "press",
    "radio",
    "republic",
    "review",
    "school",
    "senate",
    "service",
    "society",
    "star",
    "state",
    "summit",
    "team",
    "telegraph",
    "times",
    "treaty",
    "tribune",
    "trust",
    "tv",
    "union",
    "university",
    "states",
    "accord",
    "agreement",
    "act",
    "treaty",
    "bay",
    "river",
    "island",
    "islands",
    "lake",
    "sea",
    "street",
    "city",
    "county",
    "republicans",
    "democrats",
];

/// Whether a word of a name is one that only bodies have.
pub(super) fn is_body_word(word: &str) -> bool {
    BODY_WORDS.contains(&word)
}

/// Words of names that are places as often as bodies.
pub(super) fn is_place_word(word: &str) -> bool {
    const PLACES: &[&str] = &[
        "bay",
        "city",
        "county",
        "government",
        "house",
        "island",
        "islands",
        "lake",
        "office",
        "police",
        "post",
        "republic",
        "river",
        "sea",
        "state",
        "states",
        "street",
    ];
    PLACES.contains(&word)
}

pub(super) fn is_possessive(word: &str) -> bool {
    matches!(word, "its" | "his" | "her" | "their" | "our" | "my")
}

/// Words of an office that only a body has: whose chairman somebody is, is no person.
pub(super) fn leads_a_body(word: &str) -> bool {
    matches!(
        word,
        "executive"
            | "director"
            | "chairman"
            | "chairwoman"
            | "chair"
            | "founder"
            | "president"
            | "manager"
            | "professor"
            | "minister"
            | "ambassador"
            | "secretary"
            | "mayor"
            | "governor"
            | "secretary-general"
    )
}

pub(super) fn is_title(word: &str) -> bool {
    TITLES.contains(&word)
}

pub(super) fn is_body(parts: &[String]) -> bool {
    parts.iter().any(|part| BODY_WORDS.contains(&part.as_str()))
}

/// A form of address: what pronoun goes with it, if it tells.
pub(super) fn honorific(word: &str) -> Option<Option<Pronoun>> {
    match word {
        "mr" | "mr." | "sir" | "lord" | "king" | "prince" | "mister" => Some(Some(Pronoun::He)),
        "mrs" | "mrs." | "ms" | "ms." | "miss" | "lady" | "queen" | "princess" | "dame" | "madam" | "madame"
        | "baroness" => Some(Some(Pronoun::She)),
        "dr" | "dr." | "prof." => Some(None),
        _ => None,
    }
}

/// The pronoun that the words of an office tell: “spokeswoman”.
pub(super) fn pronoun(words: &Words, first: usize, last: usize) -> Option<Pronoun> {
    (first..=last).find_map(|token| match words.low(token) {
        "chairman" | "congressman" | "councilman" | "emperor" | "king" | "prince" | "spokesman" | "businessman"
        | "fisherman" => Some(Pronoun::He),
        "chairwoman" | "congresswoman" | "councilwoman" | "empress" | "queen" | "princess" | "spokeswoman"
        | "businesswoman" => Some(Pronoun::She),
        _ => None,
    })
}

/// The most words that a title has before the name.
const LONGEST_ROLE: usize = 9;

/// The first token of the title that goes before `first`: the words before it in the same phrase, without an article.
pub(super) fn start(words: &Words, first: usize) -> usize {
    let mut start = first;
    while start > 0 && first - start < LONGEST_ROLE {
        let before = start - 1;
        let fits = matches!(words.tag(before), "JJ" | "NN" | "NNP" | "NNS" | "NNPS" | "POS" | "HYPH" | "VBG")
            || roles_word(words.low(before));
        if !fits || words.quote(before) != words.quote(first) || words.sentence(before) != words.sentence(first) {
            break;
        }
        start = before;
    }
    start
}

fn roles_word(word: &str) -> bool {
    matches!(word, "then" | "former" | "acting" | "'s" | "’s")
}

/// The office in the words after a name: “Kaja Kallas, the foreign policy chief of …,”.
pub(super) fn after(words: &Words, last: usize) -> Option<(usize, usize)> {
    if words.word(last + 1) != "," {
        return None;
    }
    let first = last + 2;
    let end = words.sentence_range(last).end.min(first + 16);
    let mut title = None;
    let mut at = first;
    while at < end {
        let word = words.low(at);
        if word == ","
            || word == "."
            || word == ";"
            || (word == "and" && title.is_some())
            || word == "who"
            || words.quote(at) != words.quote(last)
        {
            break;
        }
        if matches!(words.tag(at), "VBD" | "VBZ" | "VBP" | "MD" | "PRP") {
            return None;
        }
        if is_title(word) || is_title(words.lemma(at)) || word == "secretary-general" {
            title = title.or(Some(at));
        }
        at += 1;
    }
    title.filter(|_| at > first)?;
    let skip = usize::from(matches!(words.tag(first), "DT") && first + 1 < at);
    Some((first + skip, at - 1))
}

/// The office in the words before a name with a comma between: “the bloc's foreign policy chief, Kaja Kallas,”.
pub(super) fn before(words: &Words, first: usize, last: usize) -> Option<(usize, usize)> {
    let noun = words.head(last);
    let apposed = words.dep(last) == "appos" && noun + 1 < first && words.word(first - 1) == ",";
    (apposed && is_title(words.lemma(noun))).then(|| {
        let start = words.edges(noun).0;
        let skip = usize::from(words.tag(start) == "DT" && start < noun);
        (start + skip, first - 2)
    })
}

/// The first country or organisation of the table among these tokens.
pub(super) fn party_in(words: &Words, first: usize, last: usize) -> Option<&'static str> {
    (first..=last).find_map(|from| {
        (0..places::LONGEST).rev().find_map(|more| {
            let to = from + more;
            let text = words.text.get(words.span(from, to.min(last)))?;
            let fits = to <= last && text.starts_with(char::is_uppercase);
            places::party(text).filter(|_| fits).map(|(party, _)| party)
        })
    })
}

/// The words of a title that name a party that no table lists: “Velland Foreign Minister”, “the mayor of Northbank”.
pub(super) fn unknown_party(words: &Words, first: usize, last: usize) -> Option<(usize, usize)> {
    let of = (first..last).find(|&token| matches!(words.low(token), "of" | "for" | "at" | "from"));
    let run = |from: usize, to: usize| {
        let named = |token: usize| {
            words.word(token).starts_with(char::is_uppercase)
                && !OFFICE.contains(&words.low(token))
                && !is_title(words.low(token))
        };
        let begin = (from..=to).find(|&token| named(token))?;
        let end = (begin..=to).take_while(|&token| named(token)).last()?;
        Some((begin, end))
    };
    let before_title = (first..=last)
        .find(|&token| is_title(words.low(token)))
        .and_then(|title| title.checked_sub(1))
        .filter(|&t| t >= first);
    before_title.and_then(|to| run(first, to)).or_else(|| of.and_then(|of| run(of + 1, last)))
}
