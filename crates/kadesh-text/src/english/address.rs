//! What is an address on the web or of mail, and is not cut.
//!
//! Spells out spaCy's `URL_PATTERN` (MIT; after Diego Perini, MIT): a scheme, a user, numbers of a machine or the names of
//! a host, a port and a path, of which only the host is needed. O(length): between two signs that end a host, only one
//! host is looked at.

use super::characters::{Characters, Kind};

/// Whether a word without blanks is an address.
pub fn is_address(word: &str, characters: &Characters) -> bool {
    if !word.contains('.') {
        return false;
    }
    let hosts = [0, after_scheme(word, characters)].into_iter();
    hosts.chain(users_ends(word)).any(|host| is_host_and_path(&word[host..], characters))
}

/// Where the rest begins after `https://`; 0 where no scheme stands.
fn after_scheme(word: &str, characters: &Characters) -> usize {
    let in_scheme = |&sign: &char| "+-._".contains(sign) || is_word_sign(sign, characters);
    let Some((scheme, _)) = word.split_once("://") else { return 0 };
    let long = scheme.chars().take(2).count() == 2 && scheme.chars().all(|sign| in_scheme(&sign));
    if long { scheme.len() + 3 } else { 0 }
}

fn is_word_sign(sign: char, characters: &Characters) -> bool {
    sign.is_alphanumeric() || characters.is(sign, Kind::Letter) || characters.is(sign, Kind::Digit)
}

/// Where the rest may begin after a user's name and `@`.
fn users_ends(word: &str) -> impl Iterator<Item = usize> {
    word.match_indices('@').map(|(place, _)| place + 1).filter(|&end| end > 1)
}

fn is_host_and_path(rest: &str, characters: &Characters) -> bool {
    // No host goes beyond an `@`; to stop there keeps a word of many from costing its square.
    let end = rest.find([':', '/', '?', '#', '@']).unwrap_or(rest.len());
    let (host, path) = rest.split_at(end);
    (is_named(host, characters) || is_numbered(host)) && is_port_and_path(path)
}

fn is_port_and_path(rest: &str) -> bool {
    let path = rest.strip_prefix(':').map_or(Some(rest), after_port);
    path.is_some_and(|path| path.is_empty() || path.starts_with(['/', '?', '#']))
}

fn after_port(rest: &str) -> Option<&str> {
    let path = rest.trim_start_matches(|sign: char| sign.is_ascii_digit());
    (2..=5).contains(&(rest.len() - path.len())).then_some(path)
}

/// Labels with full stops between, the last of small letters.
fn is_named(host: &str, characters: &Characters) -> bool {
    let Some((labels, top)) = host.rsplit_once('.') else { return false };
    let length = top.chars().count();
    (2..=63).contains(&length)
        && top.chars().all(|sign| characters.is(sign, Kind::Lower))
        && labels.split('.').all(is_label)
}

fn is_label(label: &str) -> bool {
    let plain = |sign: char| sign.is_ascii_alphanumeric() || ('\u{a1}'..='\u{ffff}').contains(&sign);
    let mut signs = label.chars();
    let length = signs.clone().count();
    signs.clone().next().is_some_and(plain)
        && signs.next_back().is_some_and(plain)
        && signs.all(|sign| plain(sign) || sign == '_' || sign == '-')
        && length <= 64
}

/// Four numbers, not those of private networks.
fn is_numbered(host: &str) -> bool {
    let parts: Vec<&str> = host.split('.').collect();
    let &[first, second, third, fourth] = parts.as_slice() else { return false };
    let Some(numbers) = [first, second, third, fourth].map(number).into_iter().collect::<Option<Vec<_>>>() else {
        return false;
    };
    let &[a, b, c, d] = numbers.as_slice() else { return false };
    let private = matches!((a, b), (10 | 127, _) | (169, 254) | (192, 168) | (172, 16..=31));
    let plain = |part: &str| !part.starts_with('0');
    // The numbers in the middle may begin with noughts as far as the pattern goes: `1?\d{1,2}`.
    let middle = |part: &str, number: u16| number <= 255 && (part.len() < 3 || plain(part));
    !private
        && plain(first)
        && a <= 223
        && middle(second, b)
        && middle(third, c)
        && plain(fourth)
        && (1..=254).contains(&d)
}

fn number(part: &str) -> Option<u16> {
    let digits = (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    if digits { part.parse().ok() } else { None }
}
