//! The words that ascribe something to somebody, by the construction they take.
//!
//! The lists are written by hand from knowledge of English; a word is named by its base form. They say nothing of any subject.

/// Whether `word` is in a list.
pub(super) fn has(list: &[&str], word: &str) -> bool {
    list.contains(&word)
}

/// Verbs of saying whose clause is what was said.
pub(super) const SAY: &[&str] = &[
    "acknowledge", "add", "admit", "advise", "affirm", "allege", "announce", "answer", "argue", "assert", "assure", "aver",
    "boast", "brag", "caution", "charge", "claim", "clarify", "comment", "complain", "concede", "conclude", "concur", "confess", "confide",
    "confirm", "contend", "continue", "counsel", "counter", "cry", "declare", "deny", "disclose", "elaborate", "emphasise", "emphasize",
    "estimate", "exclaim", "explain", "forecast", "fume", "gloat", "hint", "imply", "indicate", "inform", "insinuate", "insist", "interject", "joke", "lament",
    "maintain", "mention", "moan", "muse", "mutter", "note", "notify", "object", "observe", "opine", "pledge", "point", "post", "posit",
    "predict", "proclaim", "profess", "promise", "pronounce", "propose", "protest", "put", "quip", "read", "reaffirm", "reassure", "recall",
    "reckon", "recommend", "recount", "reiterate", "rejoin", "relate", "remark", "remind", "repeat", "reply", "report", "respond", "retort",
    "reveal", "rule", "say", "scoff", "shout", "signal", "sigh", "snap", "speculate", "state", "stipulate", "stress", "submit", "suggest",
    "surmise", "swear", "tell", "testify", "theorize", "threaten", "thunder", "tweet", "underline", "underscore", "urge", "venture", "vow", "warn",
    "warrant", "whisper", "write", "yell", "demand", "request", "ask", "inquire", "enquire", "wonder", "question", "decide", "agree", "disagree",
    "accept", "find", "show", "demonstrate", "prove", "determine", "propose", "calculate", "project", "retweet", "reason", "plead", "beg", "rant", "rail",
    "tout", "echo", "repent", "conjecture", "hypothesize", "hypothesise", "postulate", "intimate", "convey", "relay", "convince", "persuade", "teach", "deem", "highlight", "detail", "describe", "outline", "discuss", "specify", "document", "blog", "text", "email", "sing", "chant", "roar", "holler", "scream", "gush", "rave", "grumble", "growl", "snarl", "jibe", "jeer", "taunt", "mock", "crow", "chime", "chuckle", "laugh", "begin", "conclude", "finish",
];

/// Of these, the ones that ascribe only with a quotation beside them, for with a clause or alone they say something else.
pub(super) const ONLY_WITH_QUOTATION: &[&str] = &[
    "begin", "chime", "chuckle", "continue", "crow", "cry", "describe", "echo", "elaborate", "finish", "fume", "go", "growl", "gush", "interject", "jeer", "laugh",
    "mock", "post", "put", "rail", "read", "respond", "roar", "scoff", "scream", "shout", "sigh", "sing", "snap", "snarl", "taunt", "text", "thunder", "tweet", "retweet", "email", "blog",
];

/// Verbs that tell what somebody thinks, knows or wishes, with a clause.
pub(super) const THINK: &[&str] = &[
    "anticipate", "assume", "believe", "consider", "doubt", "dream", "expect", "fear", "feel", "figure", "foresee", "guess", "hope", "imagine",
    "know", "prefer", "presume", "realise", "realize", "recognise", "recognize", "regret", "suppose", "suspect", "think", "trust",
    "understand", "want", "wish", "worry", "learn", "discover", "remember", "forget", "hear", "concern", "see", "envision", "desire", "acknowledge", "sense", "notice", "appreciate", "hold", "support", "oppose", "favor", "favour", "care", "mind", "perceive", "judge",
];

/// Verbs that say something about their object.
pub(super) const OBJECT: &[&str] = &[
    "accept", "acknowledge", "admit", "advocate", "affirm", "announce", "applaud", "assail", "attack", "back", "bash", "belittle",
    "bemoan", "blast", "celebrate", "challenge", "champion", "chide", "cite", "clarify", "commend", "condemn", "confirm", "contest", "contradict",
    "criticise", "criticize", "debunk", "decry", "defend", "demand", "denigrate", "denounce", "deny", "deplore", "deride", "describe",
    "detail", "disavow", "discount", "dismiss", "dispute", "disparage", "downplay", "emphasise", "emphasize", "embrace", "endorse",
    "espouse", "explain", "expound", "express", "extol", "favor", "favour", "hail", "highlight", "insinuate", "insult", "justify", "lambast", "lambaste",
    "lament", "laud", "lambast", "lament", "mention", "minimise", "minimize", "mock", "note", "oppose", "outline", "overrule", "pan", "pledge",
    "praise", "predict", "proclaim", "promise", "promote", "propose", "protest", "question", "reaffirm", "rebuff", "rebuke", "rebut", "recall", "recommend",
    "recount", "refute", "regret", "reiterate", "reject", "renounce", "report", "repudiate", "request", "retract", "reveal", "ridicule",
    "salute", "scorn", "shun", "slam", "spurn", "state", "stress", "suggest", "support", "threaten", "tout", "underline", "underscore",
    "urge", "veto", "vilify", "voice", "vow", "welcome", "withdraw", "trash", "skewer", "rip", "hammer", "grill", "condone", "applaud", "trumpet", "tackle",
    "admire", "approve", "blame", "call", "label", "brand", "dub", "deem", "portray", "characterize", "characterise", "doubt", "fear", "decry", "concede", "claim", "signal", "say", "weigh", "consider", "discuss", "address", "want", "like", "love", "hate", "detest", "despise", "dislike", "prefer", "seek", "believe", "trust", "distrust", "expect", "respect", "value", "resent", "mull", "raise", "vent", "disclose", "mean",
];

/// Of these, the ones that ascribe nothing by themselves in most reports: such a reading is not sure.
pub(super) const WEAK_OBJECT: &[&str] = &[
    "address", "attack", "back", "believe", "call", "challenge", "cite", "claim", "consider", "detail", "discuss", "explain", "expect", "grill",
    "hammer", "hate", "like", "love", "mean", "mention", "mull", "note", "promote", "raise", "recall", "respect", "reveal", "rip", "say", "seek", "show",
    "signal", "state", "suggest", "support", "tackle", "threaten", "trust", "value", "veto", "want", "weigh", "withdraw", "report", "rebuff", "admire", "shun", "describe", "express",
];

/// Verbs with what the speaker will or will not do.
pub(super) const TO: &[&str] = &[
    "agree", "aim", "claim", "commit", "consent", "decide", "decline", "demand", "desire", "expect", "fail", "hope", "intend", "long", "mean", "offer",
    "plan", "pledge", "prefer", "prepare", "promise", "propose", "refuse", "resolve", "seek", "swear", "threaten", "undertake", "volunteer",
    "vow", "want", "wish", "ask", "choose", "opt", "urge", "yearn", "profess", "elect", "need", "like", "love",
];

/// Of these, the ones that make a commitment or refuse one.
pub(super) const TO_STATEMENT: &[&str] = &[
    "agree", "claim", "commit", "consent", "decline", "demand", "offer", "pledge", "profess", "promise", "propose", "refuse", "swear", "threaten", "undertake", "volunteer", "vow",
];

/// Verbs that ask others to do something.
pub(super) const ASK_TO: &[&str] = &[
    "advise", "ask", "beg", "beseech", "call", "challenge", "command", "dare", "direct", "encourage", "entreat", "exhort", "forbid", "implore", "instruct",
    "invite", "order", "petition", "plead", "press", "pressure", "push", "remind", "request", "tell", "urge", "want", "warn", "need", "expect", "lobby", "appeal", "persuade", "convince", "allow", "require", "counsel", "nudge",
];

/// Verbs with the prepositions that begin what was said.
pub(super) const PREPOSITION: &[(&str, &[&str])] = &[
    ("advocate", &["for", "against"]), ("agree", &["on", "to", "with"]), ("allude", &["to"]), ("apologise", &["for"]), ("apologize", &["for"]),
    ("appeal", &["for"]), ("argue", &["for", "against"]), ("ask", &["for", "about"]), ("beg", &["for"]), ("boast", &["of", "about"]),
    ("brag", &["about"]), ("call", &["for"]), ("campaign", &["for", "against", "on"]), ("caution", &["against", "about"]), ("clamor", &["for"]), ("clamour", &["for"]),
    ("comment", &["on"]), ("commit", &["to"]), ("complain", &["about", "of"]), ("consent", &["to"]), ("demur", &["at"]), ("disagree", &["with", "about", "on"]),
    ("fret", &["about", "over"]), ("fume", &["about", "over", "at"]), ("gripe", &["about"]), ("grumble", &["about", "over"]), ("hint", &["at"]), ("hope", &["for"]), ("insist", &["on", "upon"]),
    ("joke", &["about"]), ("lash", &["at", "against"]), ("lobby", &["for", "against"]), ("long", &["for"]), ("object", &["to"]), ("plead", &["for"]), ("point", &["to"]),
    ("press", &["for"]), ("protest", &["against", "over", "about"]), ("push", &["for"]), ("rail", &["against", "about"]), ("rant", &["about", "against"]), ("refer", &["to"]),
    ("speak", &["about", "against", "of"]), ("talk", &["about", "of", "up"]), ("testify", &["about", "against"]), ("think", &["about", "of"]), ("vote", &["for", "against"]), ("warn", &["of", "about", "against"]),
    ("wonder", &["about"]), ("worry", &["about", "over"]), ("weigh", &["on"]), ("sign", &["to"]), ("stand", &["by", "behind"]), ("side", &["with"]), ("dream", &["of", "about"]), ("subscribe", &["to"]), ("plan", &["on", "for"]), ("care", &["about"]), ("believe", &["in"]), ("decide", &["on", "against"]), ("respond", &["to"]), ("reflect", &["on"]), ("rally", &["for", "against", "behind", "around"]), ("fight", &["for", "against"]), ("elaborate", &["on"]), ("dwell", &["on"]), ("double", &["on"]), ("vow", &["for"]),
];

/// Of these, the verbs whose reading is sure.
pub(super) const SURE_PREPOSITION: &[&str] = &[
    "advocate", "allude", "apologise", "apologize", "appeal", "argue", "boast", "brag", "call", "caution", "commit", "complain", "consent", "hint", "insist", "object", "plead", "warn",
];

/// Verbs that say of their object what comes after a preposition: accused them of, described it as.
pub(super) const OBJECT_PREPOSITION: &[(&str, &[&str])] = &[
    ("accuse", &["of"]), ("blame", &["for", "on"]), ("charge", &["with"]), ("characterise", &["as"]), ("characterize", &["as"]), ("describe", &["as"]), ("dismiss", &["as"]), ("denounce", &["as"]), ("cast", &["as"]), ("paint", &["as"]), ("portray", &["as"]),
    ("fault", &["for"]), ("suspect", &["of"]), ("warn", &["of", "about", "against"]), ("regard", &["as"]), ("see", &["as"]), ("view", &["as"]), ("thank", &["for"]), ("commit", &["to"]), ("chastise", &["for"]), ("praise", &["for", "as"]), ("criticize", &["for", "as"]), ("criticise", &["for", "as"]), ("remind", &["of"]), ("assure", &["of"]), ("liken", &["to"]), ("compare", &["to", "with"]), ("condemn", &["for", "as"]), ("urge", &["for"]), ("hail", &["as"]), ("decry", &["as"]), ("refer", &["as"]), ("inform", &["of", "about"]), ("tell", &["about", "of"]), ("ask", &["for", "about"]), ("question", &["about"]), ("convince", &["of"]), ("consider", &["as"]), ("rebuke", &["for"]), ("challenge", &["on", "over"]), ("scold", &["for"]), ("slam", &["for", "as"]), ("pan", &["as"]), ("tout", &["as"]), ("ridicule", &["for", "as"]), ("mock", &["for", "as"]), ("deride", &["as"]), ("label", &["as"]), ("brand", &["as"]), ("depict", &["as"]), ("acknowledge", &["as"]), ("cite", &["as"]),
];

/// Verbs that may be told to somebody: their object is the addressee.
pub(super) const TOLD: &[&str] = &[
    "advise", "ask", "assure", "brief", "caution", "convince", "counsel", "inform", "notify", "persuade", "promise", "reassure", "remind", "show", "teach", "tell", "text", "urge", "warn", "beg", "email",
];

/// Nouns with a clause, an infinitive or a preposition: what was said.
pub(super) const NOUN: &[&str] = &[
    "accusation", "acknowledgement", "acknowledgment", "admission", "agreement", "aim", "allegation", "announcement", "appeal", "argument", "assertion", "assessment",
    "assurance", "belief", "boast", "call", "case", "charge", "claim", "comment", "commitment", "complaint", "concern", "conclusion", "condemnation", "confidence", "confirmation",
    "contention", "conviction", "criticism", "decision", "declaration", "demand", "denial", "desire", "determination", "disagreement", "disclosure", "doubt",
    "endorsement", "estimate", "expectation", "fear", "finding", "forecast", "guarantee", "hint", "hope", "idea", "indication", "insistence", "intention", "invitation", "judgment", "notion",
    "objection", "observation", "offer", "opinion", "opposition", "order", "pitch", "plan", "plea", "pledge", "prediction", "preference", "proclamation", "promise", "pronouncement", "proposal", "proposition",
    "question", "recommendation", "refusal", "rejection", "reluctance", "remark", "reminder", "report", "request", "resolve", "revelation", "ruling", "rumor", "rumour", "sentiment", "signal", "skepticism", "scepticism", "speculation", "statement", "stance",
    "suggestion", "support", "suspicion", "testimony", "theory", "threat", "understanding", "view", "vow", "warning", "willingness", "wish", "worry", "position", "effort", "praise", "attack",
];

/// Of these, the nouns that ascribe words and not only a state of mind.
pub(super) const NOUN_STATEMENT: &[&str] = &[
    "accusation", "acknowledgement", "acknowledgment", "admission", "allegation", "announcement", "appeal", "argument", "assertion", "assurance", "boast", "call", "charge", "claim",
    "commitment", "complaint", "condemnation", "contention", "declaration", "demand", "denial", "insistence", "objection", "opposition", "offer", "plea", "pledge", "prediction", "promise", "proposal", "refusal", "rejection",
    "remark", "reminder", "request", "statement", "suggestion", "testimony", "threat", "vow", "warning",
];

/// The prepositions that begin what a noun says.
pub(super) const NOUN_PREPOSITION: &[&str] = &["about", "against", "for", "of", "over", "to", "on", "with"];

/// Adjectives and nouns of stance after a form of “be”, with a clause, an infinitive or a preposition.
pub(super) const STANCE: &[&str] = &[
    "adamant", "afraid", "angry", "anxious", "apprehensive", "ashamed", "aware", "certain", "clear", "committed", "concerned", "confident", "convinced", "critical", "dedicated", "determined",
    "disappointed", "doubtful", "dismissive", "eager", "encouraged", "enthusiastic", "fearful", "frustrated", "glad", "grateful", "happy", "hopeful", "insistent", "intent", "keen", "mindful", "nervous",
    "open", "opposed", "optimistic", "pessimistic", "pleased", "positive", "prepared", "proud", "ready", "reluctant", "resigned", "resolved", "satisfied", "sceptical", "skeptical", "sorry", "supportive", "sure", "surprised",
    "suspicious", "thankful", "unaware", "uncertain", "unconvinced", "uneasy", "unhappy", "unsure", "unwilling", "upset", "wary", "weary", "willing", "worried", "interested", "excited", "thrilled", "outraged", "horrified", "appalled", "dismayed", "shocked", "dissatisfied",
];

/// Of these, the stances that a negotiator would call a position.
pub(super) const POSITION: &[&str] = &["adamant", "committed", "critical", "determined", "insistent", "opposed", "prepared", "ready", "reluctant", "supportive", "unwilling", "willing", "open", "clear"];

/// Words for a group of people or a source without a name.
pub(super) const VOICES: &[&str] = &[
    "activist", "adviser", "advisor", "advocate", "aide", "ally", "ambassador", "analyst", "authority", "backer", "campaign", "campaigner", "chief", "commander", "commentator", "critic", "delegate", "delegation",
    "diplomat", "economist", "envoy", "executive", "expert", "government", "group", "historian", "journalist", "lawmaker", "lawyer", "leader", "mediator", "member", "minister", "ministry", "negotiator", "observer", "official", "opponent",
    "party", "person", "policeman", "police", "politician", "president", "representative", "resident", "researcher", "scientist", "senator", "side", "source", "spokesman", "spokesperson", "spokeswoman", "staff", "strategist", "supporter", "union", "voter",
    "witness", "worker", "administration", "people", "team", "office", "court", "judge", "report", "statement", "document", "letter", "study", "survey", "poll", "paper", "newspaper", "magazine", "media", "outlet", "agency", "company", "council", "commission",
    "committee", "parliament", "alliance", "bloc", "organisation", "organization", "department", "embassy", "association", "farmer", "miner", "secretary", "governor", "mayor", "director", "candidate", "nominee", "reporter", "veteran", "general", "soldier", "woman", "man", "chairman", "chairwoman", "chair", "host", "author", "professor", "scholar", "who", "attorney", "prosecutor", "pollster", "operative", "insider", "republican", "democrat", "conservative", "liberal", "coalition", "community", "family", "mother", "father", "wife", "husband", "son", "daughter", "brother", "sister", "friend", "colleague",
];

/// Words for what says something without being anybody: “the report said”.
pub(super) const DOCUMENTS: &[&str] = &[
    "accord", "act", "agreement", "article", "blueprint", "bulletin", "charter", "communique", "communiqué", "constitution", "declaration", "decree", "document", "draft", "headline", "law", "letter", "memo", "memorandum", "note",
    "paper", "plan", "poll", "protocol", "readout", "release", "report", "resolution", "review", "statement", "study", "survey", "text", "transcript", "treaty", "tweet", "post", "book", "ad", "data", "research", "evidence", "figure", "email",
];

/// Words that weaken what is said.
pub(super) const HEDGES: &[&str] = &[
    "allegedly", "apparently", "appear", "appears", "appeared", "arguably", "could", "likely", "may", "maybe", "might", "perhaps", "possibly", "presumably", "probably", "purportedly", "reportedly", "seem", "seemed", "seems", "seemingly",
    "suggest", "suggested", "supposedly", "unlikely",
];
