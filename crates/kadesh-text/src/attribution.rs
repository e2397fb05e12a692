//! One statement as a report gives it: the words, who is said to have said them, and by which words we know it.

mod people;
mod frames;
mod lexicon;
mod places;
mod read;
mod when;
mod words;

pub use read::{read, read_english};
pub use when::Day;

use crate::{Quote, Span};

/// What was read out of a text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// Its quotations.
    pub quotes: Vec<Quote>,
    /// Who is named in it, in the order in which they are first named.
    pub people: Vec<Person>,
    /// Its statements, in the order of their first words: those of which the reading is sure.
    pub attributions: Vec<Attribution>,
    /// Statements that a person should look at first: who said them, or what exactly, is not certain.
    pub unsure: Vec<Attribution>,
}

/// A person, country or organisation that a text names.
#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    /// The fullest name that the text gives: “Mark Rutte”.
    pub name: String,
    /// What the text calls them where it first says so: “NATO Secretary General”.
    pub role: Option<String>,
    /// The country or organisation the text ties them to: “NATO”. A country or organisation is its own party.
    pub party: Option<String>,
    /// Whether this is a country or organisation.
    pub is_body: bool,
    /// “he” or “she” where a title or the text's own pronouns tell; never guessed from a name.
    pub pronoun: Option<Pronoun>,
    /// Where the text names them, in order.
    pub mentions: Vec<Span>,
}

/// The pronoun that a text uses for a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pronoun {
    /// he, him, his, himself
    He,
    /// she, her, hers, herself
    She,
}

/// One statement that a text ascribes to somebody.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribution {
    /// The words that name who said it: “she”, “the minister”. None where the text names nobody here.
    pub source: Option<Span>,
    /// The words by which it is ascribed: “said”, “an appeal”.
    pub cue: Vec<Span>,
    /// What was said, piece by piece, with its quotation marks.
    pub content: Vec<Span>,
    /// Whether its words stand in quotation marks.
    pub form: Form,
    /// Who that is, where the text tells.
    pub speaker: Option<Speaker>,
    /// By what the speaker was found.
    pub found: Found,
    /// The words on which that rests: the name that a pronoun stands for.
    pub rests_on: Option<Span>,
    /// Which construction ascribes it.
    pub construction: Construction,
    /// The same in plain words, with the words of the text.
    pub why: String,
    /// To whom it was said: “journalists”.
    pub addressee: Option<Span>,
    /// Where it was said: “a gathering in Brussels”.
    pub place: Option<Span>,
    /// When it was said.
    pub when: Option<When>,
    /// Whether it was asserted, denied, put under a condition or asked.
    pub modality: Modality,
    /// Words that weaken it: “appears”, “reportedly”.
    pub hedges: Vec<Span>,
    /// Whether the text says that it no longer holds: “his once insistent …”.
    pub superseded: bool,
    /// The number, in [`Reading::attributions`], of the statement in whose words this one stands.
    pub within: Option<usize>,
}

impl Attribution {
    /// A statement of which no more is known than its words.
    #[must_use]
    pub fn new(content: Vec<Span>, form: Form) -> Self {
        Attribution {
            source: None,
            cue: Vec::new(),
            content,
            form,
            speaker: None,
            found: Found::Not,
            rests_on: None,
            construction: Construction::Quotation,
            why: String::new(),
            addressee: None,
            place: None,
            when: None,
            modality: Modality::Asserted,
            hedges: Vec::new(),
            superseded: false,
            within: None,
        }
    }
}

/// Whether the words of a statement stand in quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// All of them.
    Direct,
    /// Some of them.
    Mixed,
    /// None of them.
    Indirect,
}

/// Who said it.
#[derive(Clone, Debug, PartialEq)]
pub struct Speaker {
    /// The fullest name that the text gives: “Mark Rutte”.
    pub name: String,
    /// The country or organisation the text ties them to: “NATO”.
    pub party: Option<String>,
}

/// By what a speaker was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Found {
    /// The full name stands there.
    Name,
    /// A surname or a short name of somebody named elsewhere.
    Surname,
    /// A title, an office or a common noun: “the minister”, “officials”.
    Title,
    /// A pronoun.
    Pronoun,
    /// Nobody is named: it carries on the words of the speaker before.
    Before,
    /// Not found.
    Not,
}

/// The constructions that ascribe words to somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Construction {
    /// A quotation beside a verb of saying.
    Quotation,
    /// A verb of saying with a clause: “insisted that …”.
    Clause,
    /// A verb that says something about its object: “rejected the plan”.
    Object,
    /// A verb with what somebody is to do: “promised to leave”, “urged them to stay”.
    Infinitive,
    /// A verb with a preposition: “called for talks”.
    Preposition,
    /// A noun: “an appeal that …”, “his call for …”.
    Noun,
    /// A stance: “is opposed to …”, “is in favour of …”.
    Stance,
    /// “according to …”, “in the words of …”.
    According,
    /// “For the minister, …”.
    Perspective,
    /// A line that begins with a name and a colon, or ends with a dash and a name.
    Transcript,
    /// A quotation that carries on the speaker before.
    CarriesOn,
}

/// How a statement is put.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Modality {
    /// As what is so.
    Asserted,
    /// As what is not so: “denied that …”, or a refusal to say anything.
    Denied,
    /// Under a condition, or as what may or would be said.
    Conditional,
    /// As a question.
    Asked,
}

/// A time that a text gives for a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct When {
    /// The words: “on Wednesday”.
    pub words: Span,
    /// The day, month or span of days, in EDTF (ISO 8601-2): `2025-02-12`, `2024-07`, `2025-02-03/2025-02-09`. None where
    /// the document's date is not known or the words do not tell.
    pub date: Option<String>,
}
