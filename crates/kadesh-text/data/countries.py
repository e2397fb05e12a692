"""Writes countries.tsv: the names of countries, as reports write them, and of their people and capitals.

Origin: the package countryinfo 1.0.1 of PyPI (MIT licence, Copyright (c) 2018 Porimol Chandro), whose data files give for
each country its name, other spellings, demonym and capital. Run with that package installed:

    python3 countries.py > countries.tsv

What is left out: spellings that are not plain Latin letters, codes of two and three letters (but for a few that reports
write, listed below), and a demonym or capital that two countries share, for it names neither.
"""

import collections, glob, json, os, re
import countryinfo

ALSO = {
    "United States": ["US", "USA", "U.S.", "U.S.A.", "America", "Washington"],
    "United Kingdom": ["UK", "U.K.", "Britain"],
    "United Arab Emirates": ["UAE", "Emirates"],
    "Czech Republic": ["Czechia"],
    "Ivory Coast": ["Côte d'Ivoire"],
    "Turkey": ["Türkiye"],
    "Ukraine": ["Kiev"],
    "Holy See (Vatican City State)": ["Holy See", "Vatican"],
}
ALSO_PEOPLE = {"United Kingdom": ["UK", "Briton"], "United States": ["US", "U.S."], "Turkey": ["Turkish"], "Sweden": ["Swedish"],
    "Denmark": ["Danish"], "Finland": ["Finnish"], "Poland": ["Polish"], "Spain": ["Spanish"],
    "Philippines": ["Philippine"], "Saudi Arabia": ["Saudi"], "United Arab Emirates": ["Emirati"], "Iraq": ["Iraqi"],
    "Afghanistan": ["Afghan"], "Kosovo": ["Kosovar"], "North Korea": ["North Korean"], "Slovakia": ["Slovak"],
    "Slovenia": ["Slovene", "Slovenian"], "Croatia": ["Croatian"], "Serbia": ["Serbian"], "Bosnia and Herzegovina": ["Bosnian"]}
# Rare senses of common words, and parts of a whole that has its own line.
SKIP = {"Palestine, State of", "Serbia and Montenegro", "United States Minor Outlying Islands", "British Indian Ocean Territory"}

folder = os.path.join(os.path.dirname(countryinfo.__file__), "data")
rows = []
for path in sorted(glob.glob(os.path.join(folder, "*.json"))):
    one = json.load(open(path, encoding="utf-8"))
    name = one.get("name")
    if not name or name in SKIP:
        continue
    plain = lambda s: bool(re.fullmatch(r"[A-Za-zÀ-ÿ' .()-]+", s)) and len(s) > 3
    names = [name] + [s for s in one.get("altSpellings", []) if plain(s) and "," not in s] + ALSO.get(name, [])
    people = [one.get("demonym") or ""] + ALSO_PEOPLE.get(name, [])
    people = [p.strip() for entry in people for p in re.split(r"[,/]| or ", entry) if len(p.strip()) > 1]
    capital = one.get("capital") or ""
    capital = capital[0] if isinstance(capital, list) and capital else capital or ""
    rows.append((name, dict.fromkeys(names), dict.fromkeys(people), [c for c in [capital.replace(" D.C.", "")] if c]))

def shared(column):
    count = collections.Counter(w for row in rows for w in row[column])
    return {w for w, n in count.items() if n > 1}

# A demonym that a country shares with its own territories names the country.
MAINLAND = {"French": "France", "American": "United States", "Chinese": "China", "Dutch": "Netherlands", "British": "United Kingdom",
    "Norwegian": "Norway", "Danish": "Denmark", "Australian": "Australia", "Virgin Islander": "", "Mauritian": "Mauritius"}
common_people, common_capitals = shared(2), shared(3)
country_names = {n for row in rows for n in row[1]}
print("# name\tother names\tpeople\tcapital. Written by countries.py from countryinfo 1.0.1 (MIT), see there.")
for name, names, people, capitals in sorted(rows):
    others = [n for n in names if n != name]
    people = [p for p in people if MAINLAND.get(p, name if p not in common_people else None) == name]
    capitals = [c for c in capitals if c not in common_capitals and c not in country_names]
    print(name, "|".join(others), "|".join(people), "|".join(capitals), sep="\t")
