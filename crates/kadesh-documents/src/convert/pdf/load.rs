//! How much a PDF would have a reader do, estimated before it is read: a small file can paint one form within another a
//! million million times, or unpack to more than memory holds.
//!
//! The objects are found by their heads and not by the table of the file, so that a damaged table hides nothing. What is
//! locked, or packed otherwise than by Flate, is not seen; the reader's deadline is for those. The estimate is from above:
//! every painting in a page or form is taken for the costliest form that it names.

use std::collections::BTreeMap;
use std::io::Read as _;

use flate2::read::ZlibDecoder;

use super::super::Limits;
use super::super::refusal::{Limit, Refusal};
use crate::kind::contains;

/// Words and paintings that one page may have, and all pages together; a dense page of print has some thousands. Each
/// takes the reader about a kilobyte while its page is read, and some ten microseconds.
const MOST_MARKS: usize = 400_000;
const MOST_MARKS_IN_ALL: usize = 10_000_000;
/// What is looked at of one object; the rest of a long list changes the estimate little.
const MOST_DICTIONARY: usize = 64 << 10;
/// Forms are seldom more than three deep.
const MOST_FORMS_DEEP: usize = 40;

/// Refuses what would take too much.
pub(super) fn check(bytes: &[u8], limits: &Limits) -> Result<(), Refusal> {
    let objects = Objects::read(bytes, limits)?;
    let too_much = Refusal::TooMuch { limit: Limit::Elements, most: MOST_MARKS };
    let mut costs = BTreeMap::new();
    let mut total = 0_usize;
    for object in objects.all() {
        if !object.is_page() {
            continue;
        }
        let contents = objects.contents(object);
        let sum =
            |part: fn(&Object) -> usize| contents.iter().map(|&part_of| part(part_of)).fold(0, usize::saturating_add);
        let (words, paintings) = (sum(|stream| stream.words), sum(|stream| stream.paintings));
        let forms = objects.forms(&object.dictionary);
        let dearest = if paintings == 0 {
            0
        } else if contains(&object.dictionary, b"/Resources") {
            forms.into_iter().map(|form| objects.cost(form, 0, &mut costs)).max().unwrap_or_default()
        } else {
            // The page takes what the pages above it name.
            objects.numbers().map(|form| objects.cost(form, 0, &mut costs)).max().unwrap_or_default()
        };
        let cost = words.saturating_add(paintings.saturating_mul(dearest));
        total = total.saturating_add(cost);
        if cost > MOST_MARKS || total > MOST_MARKS_IN_ALL {
            return Err(too_much);
        }
    }
    Ok(())
}

/// An object of the file, as far as it matters.
struct Object {
    dictionary: Vec<u8>,
    /// How many times it shows words, and paints an image or form.
    words: usize,
    paintings: usize,
}

impl Object {
    fn is_page(&self) -> bool {
        let types = [b"/Type /Page".as_slice(), b"/Type/Page"];
        types.into_iter().any(|kind| {
            let found = self.dictionary.windows(kind.len() + 1).find(|window| window.starts_with(kind));
            found.is_some_and(|window| window.last() != Some(&b's'))
        })
    }

    fn is_form(&self) -> bool {
        contains(&self.dictionary, b"/Form")
    }
}

/// The objects by their numbers; a number may come again where a file was changed.
struct Objects(BTreeMap<usize, Vec<Object>>);

impl Objects {
    fn read(bytes: &[u8], limits: &Limits) -> Result<Objects, Refusal> {
        let mut objects = Objects(BTreeMap::new());
        let mut left = limits.most_inflated;
        let mut at = 0;
        // The next ends are kept, as a file without any would else be searched to its end for each object.
        let (mut ends, mut data_ends) = (Cursor::new(b"endobj"), Cursor::new(b"endstream"));
        while let Some(found) = find(bytes, at, b" obj") {
            at = found + 4;
            let Some(number) = number_before(bytes, found) else { continue };
            let rest = bytes.get(at..).unwrap_or_default();
            let body = bytes.get(at..ends.after(bytes, at).min(at + MOST_DICTIONARY)).unwrap_or(rest);
            let stream = find(body, 0, b"stream");
            let dictionary = body.get(..stream.unwrap_or(body.len())).unwrap_or_default();
            left = left.checked_sub(dictionary.len()).ok_or_else(|| too_large(limits))?;
            let Some(stream) = stream.filter(|_| !is_image(dictionary)) else {
                objects.add(number, dictionary.to_vec(), 0, 0);
                continue;
            };
            // A packed stream may hold the bytes of `endobj`, so that it is read from where it begins.
            let data = rest.get(stream + 6..).unwrap_or_default();
            let data = data.strip_prefix(b"\r").unwrap_or(data);
            let data = data.strip_prefix(b"\n").unwrap_or(data);
            let content = if contains(dictionary, b"Flate") || contains(dictionary, b"/Fl") {
                unpack(data, &mut left, limits)?
            } else {
                let end = data_ends.after(bytes, at + stream).saturating_sub(bytes.len() - data.len());
                let plain = data.get(..end).unwrap_or_default();
                left = left.checked_sub(plain.len()).ok_or_else(|| too_large(limits))?;
                plain.to_vec()
            };
            if contains(dictionary, b"/ObjStm") {
                objects.add_packed(&content);
            }
            objects.add(number, dictionary.to_vec(), count_words(&content), count_paintings(&content));
        }
        Ok(objects)
    }

    fn add(&mut self, number: usize, dictionary: Vec<u8>, words: usize, paintings: usize) {
        self.0.entry(number).or_default().push(Object { dictionary, words, paintings });
    }

    /// The objects within an object: pairs of a number and a place, then the objects.
    fn add_packed(&mut self, content: &[u8]) {
        let head: Vec<usize> = content
            .split(|byte| byte.is_ascii_whitespace())
            .filter(|word| !word.is_empty())
            .map_while(|word| std::str::from_utf8(word).ok()?.parse().ok())
            .collect();
        let Some(first) = find(content, 0, b"<<").or_else(|| find(content, 0, b"[")) else { return };
        let pairs: Vec<(usize, usize)> =
            head.chunks_exact(2).filter_map(|pair| Some((*pair.first()?, *pair.last()?))).collect();
        for (nth, &(number, place)) in pairs.iter().enumerate() {
            let end = pairs.get(nth + 1).map_or(content.len(), |&(_, next)| first.saturating_add(next));
            let body = content.get(first.saturating_add(place)..end.min(content.len())).unwrap_or_default();
            self.add(number, body.to_vec(), 0, 0);
        }
    }

    fn all(&self) -> impl Iterator<Item = &Object> {
        self.0.values().flatten()
    }

    fn numbers(&self) -> impl Iterator<Item = usize> {
        self.0.keys().copied()
    }

    fn named(&self, number: usize) -> impl Iterator<Item = &Object> {
        self.0.get(&number).into_iter().flatten()
    }

    /// The streams of a page, as often as they are named.
    fn contents(&self, page: &Object) -> Vec<&Object> {
        let direct = references_after(&page.dictionary, b"/Contents");
        let listed = direct.iter().flat_map(|&number| self.named(number)).flat_map(|object| {
            // A list of streams may itself be an object.
            let list = object.dictionary.trim_ascii_start().starts_with(b"[");
            if list { references(&object.dictionary) } else { Vec::new() }
        });
        let all: Vec<usize> = direct.iter().copied().chain(listed).collect();
        all.into_iter().flat_map(|number| self.named(number)).collect()
    }

    /// The forms that a dictionary names, itself or in an object that it points to.
    fn forms(&self, dictionary: &[u8]) -> Vec<usize> {
        let mut named = references_after(dictionary, b"/XObject");
        for resources in references_after(dictionary, b"/Resources") {
            named.extend(self.named(resources).flat_map(|object| references_after(&object.dictionary, b"/XObject")));
        }
        let pointed: Vec<usize> = named
            .iter()
            .flat_map(|&number| self.named(number))
            .filter(|object| !object.is_form() && !is_image(&object.dictionary))
            .flat_map(|object| references(&object.dictionary))
            .collect();
        named.extend(pointed);
        named.retain(|&number| self.named(number).any(Object::is_form));
        named.sort_unstable();
        named.dedup();
        named
    }

    /// What painting the form takes. A form within itself is beyond all bounds.
    fn cost(&self, form: usize, depth: usize, known: &mut BTreeMap<usize, usize>) -> usize {
        if let Some(&cost) = known.get(&form) {
            return cost;
        }
        if depth > MOST_FORMS_DEEP {
            return usize::MAX;
        }
        let mut dearest = 0;
        for object in self.named(form).filter(|object| object.is_form()) {
            let within = if object.paintings == 0 {
                0
            } else {
                let forms = self.forms(&object.dictionary);
                forms.into_iter().map(|inner| self.cost(inner, depth + 1, known)).max().unwrap_or_default()
            };
            let cost = object.words.saturating_add(object.paintings.saturating_mul(within)).saturating_add(1);
            dearest = dearest.max(cost);
        }
        known.insert(form, dearest);
        dearest
    }
}

/// Where the next of some bytes is, searched once for many places in a row.
struct Cursor {
    needle: &'static [u8],
    next: usize,
}

impl Cursor {
    fn new(needle: &'static [u8]) -> Cursor {
        Cursor { needle, next: 0 }
    }

    fn after(&mut self, bytes: &[u8], at: usize) -> usize {
        if self.next < at {
            self.next = find(bytes, at, self.needle).unwrap_or(bytes.len());
        }
        self.next
    }
}

/// Not by the word alone: forms list `/ImageB` among what they use.
fn is_image(dictionary: &[u8]) -> bool {
    contains(dictionary, b"/Subtype /Image") || contains(dictionary, b"/Subtype/Image")
}

fn too_large(limits: &Limits) -> Refusal {
    Refusal::TooMuch { limit: Limit::Inflated, most: limits.most_inflated }
}

fn find(bytes: &[u8], from: usize, needle: &[u8]) -> Option<usize> {
    let rest = bytes.get(from..)?;
    let &first = needle.first()?;
    let mut starts = rest.iter().enumerate().filter(|&(_, &byte)| byte == first).map(|(at, _)| at);
    starts.find(|&at| rest.get(at..at + needle.len()) == Some(needle)).map(|at| from + at)
}

/// The number of an object, from `12 0` before ` obj`.
fn number_before(bytes: &[u8], end: usize) -> Option<usize> {
    let before = bytes.get(end.saturating_sub(20)..end)?;
    let mut words = before.rsplit(|byte| !byte.is_ascii_digit());
    let generation = words.next()?;
    let number = words.next()?;
    std::str::from_utf8(generation).ok()?.parse::<usize>().ok()?;
    std::str::from_utf8(number).ok()?.parse().ok()
}

/// The numbers in `12 0 R` of a list, dictionary or single reference after a key, for each time that the key comes.
fn references_after(dictionary: &[u8], key: &[u8]) -> Vec<usize> {
    let mut all = Vec::new();
    let mut at = 0;
    while let Some(found) = find(dictionary, at, key) {
        at = found + key.len();
        let value = dictionary.get(at..).unwrap_or_default();
        if value.first().is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        let value = value.trim_ascii_start();
        let end = match value.first() {
            Some(b'[') => find(value, 0, b"]"),
            Some(b'<') => find(value, 0, b">>"),
            _ => find(value, 0, b"R").map(|at| at + 1),
        };
        all.extend(references(value.get(..end.unwrap_or(value.len())).unwrap_or_default()));
    }
    all
}

fn references(bytes: &[u8]) -> Vec<usize> {
    let words: Vec<&[u8]> = bytes.split(|byte| !byte.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let numbers = words.windows(3).filter(|three| three.last() == Some(&b"R".as_slice()));
    numbers.filter_map(|three| std::str::from_utf8(three.first()?).ok()?.parse().ok()).collect()
}

fn unpack(data: &[u8], left: &mut usize, limits: &Limits) -> Result<Vec<u8>, Refusal> {
    let mut content = Vec::new();
    let most = u64::try_from(*left).unwrap_or(u64::MAX).saturating_add(1);
    // What is damaged or locked gives what there was before the damage.
    let _ = ZlibDecoder::new(data).take(most).read_to_end(&mut content);
    if content.len() > *left {
        return Err(too_large(limits));
    }
    *left -= content.len();
    Ok(content)
}

fn count_words(content: &[u8]) -> usize {
    content.windows(2).filter(|two| matches!(two, [b'T', b'j' | b'J'] | [b')', b'\'' | b'"'])).count()
}

fn count_paintings(content: &[u8]) -> usize {
    let is_end = |byte: Option<&u8>| byte.is_none_or(|byte| !byte.is_ascii_alphanumeric());
    content
        .windows(2)
        .enumerate()
        .filter(|(at, two)| {
            *two == b"Do" && is_end(content.get(at + 2)) && is_end(at.checked_sub(1).and_then(|at| content.get(at)))
        })
        .count()
}
