"""Turns a local copy of the corpus PolNeAR into texts with gold spans that `examples/score.rs` reads.

    python3 polnear.py GIT_DIRECTORY /tmp/polnear

GIT_DIRECTORY is a clone of github:networkdynamics/PolNeAR (its git directory or a folder with one). The corpus carries no
licence for its data: use it to measure, and commit nothing of it, neither texts nor spans nor what is trained on them.

Each split gets a folder with NAME.txt and NAME.gold.json, the form of the seed article's gold. Choices:
- An article that several people annotated counts once, with the annotator whose code comes first in the alphabet. The
  others lie in OUT/second/SPLIT as NAME__CODE.gold.json beside the same text, for the agreement of humans.
- `form` is not in the corpus. It is worked out from quotation marks: direct when at least 19 in 20 of the content's
  letters and digits stand in marks, mixed when any do, else indirect. See `form`.
- Attributions without content are left out and counted.
"""

import json
import pathlib
import re
import subprocess
import sys

OPENING, CLOSING, STRAIGHT = "“", "”", "\""


def git(directory, *words):
    return subprocess.run(["git", "-C", directory, *words], check=True, capture_output=True).stdout


def names(directory, folder):
    return git(directory, "ls-tree", "--name-only", f"HEAD:{folder}").decode().split()


def quoted(text):
    """For every character whether it stands in double quotation marks, by a plain left-to-right pass over each paragraph."""
    inside, at = [False] * len(text), None
    for place, letter in enumerate(text):
        if letter == "\n":
            # A quotation whose paragraph ends unclosed runs to the paragraph's end.
            if at is not None:
                inside[at:place] = [True] * (place - at)
            at = None
        elif letter in OPENING + CLOSING + STRAIGHT:
            if at is None:
                at = place
            else:
                inside[at:place + 1] = [True] * (place + 1 - at)
                at = None
    if at is not None:
        inside[at:] = [True] * (len(text) - at)
    return inside


def form(text, inside, pieces):
    letters = [place for start, end in pieces for place in range(start, end) if text[place].isalnum()]
    within = sum(inside[place] for place in letters)
    if not letters or within == 0:
        return "indirect"
    return "direct" if within >= 0.95 * len(letters) else "mixed"


def read(annotations):
    """The spans and the events of a brat file."""
    spans, events = {}, []
    for line in annotations.split("\n"):
        # A span's words may hold a line's end: what follows it is no record.
        if re.match(r"T\d+\t", line):
            key, what = line.split("\t")[:2]
            places = what.split(" ", 1)[1]
            spans[key] = [tuple(map(int, piece.split())) for piece in places.split(";")]
        elif re.match(r"E\d+\t", line):
            roles = [word.split(":") for word in line.split("\t")[1].split()]
            events.append([(re.sub(r"\d+$", "", role), key) for role, key in roles])
    return spans, events


def joined(text, pieces):
    """Pieces in order, those that touch or are parted by white space only joined."""
    out = []
    for start, end in sorted(pieces):
        if out and not text[out[-1][1]:start].strip():
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def gold(text, annotations):
    before = [0]
    for letter in text:
        before.append(before[-1] + len(letter.encode()))
    spans, events = read(annotations)
    inside, statements, empty = quoted(text), [], 0

    def placed(pieces):
        return [{"start": a, "end": b, "byte_start": before[a], "byte_end": before[b], "text": text[a:b]} for a, b in pieces]

    for event in events:
        roles = {"Source": [], "Cue": [], "Content": []}
        for role, key in event:
            if role in roles:
                roles[role] += spans[key]
        roles = {role: joined(text, pieces) for role, pieces in roles.items()}
        if not roles["Content"]:
            empty += 1
            continue
        source = roles["Source"]
        whole = [(source[0][0], source[-1][1])] if source else []
        statements.append({
            "id": f"P{len(statements) + 1:03}",
            "tier": "core",
            "type": form(text, inside, roles["Content"]),
            "source": placed(whole)[0] if whole else None,
            "cue": placed(roles["Cue"]),
            "content": placed(roles["Content"]),
        })
    statements.sort(key=lambda one: one["content"][0]["start"])
    return statements, empty


def main(directory, out):
    for split in ["dev", "test", "train"]:
        folder, second = pathlib.Path(out, split), pathlib.Path(out, "second", split)
        for path in [folder, second]:
            path.mkdir(parents=True, exist_ok=True)
        forms, empty, seen = {}, 0, set()
        for name in sorted(names(directory, f"data/{split}/attributions")):
            stem, _, code = name.removesuffix(".ann").rpartition("_")
            raw = git(directory, "show", f"HEAD:data/{split}/text/{stem}.txt")
            text = raw.decode()
            annotations = git(directory, "show", f"HEAD:data/{split}/attributions/{name}").decode()
            statements, none = gold(text, annotations)
            where, key = (folder, stem) if stem not in seen else (second, f"{stem}__{code}")
            where.joinpath(f"{key}.txt").write_bytes(raw)
            body = {"corpus": "PolNeAR", "annotator": code, "statements": statements}
            where.joinpath(f"{key}.gold.json").write_text(json.dumps(body, ensure_ascii=False, indent=1))
            if stem not in seen:
                seen.add(stem)
                empty += none
                for one in statements:
                    forms[one["type"]] = forms.get(one["type"], 0) + 1
        print(split, len(seen), "articles,", sum(forms.values()), "attributions", forms, "without content:", empty)


if __name__ == "__main__":
    main(*sys.argv[1:3])
