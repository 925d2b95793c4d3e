"""python -m network.verb_forms PREDICATES: forms of verbs as CoNLL-U, a word a sentence, for the lemmas.

PREDICATES  data/events/predicates.tsv; the forms of its verbs and of a few more ("bombed", "shelled") stand in no treebank
"""

import pathlib
import re
import sys

# Irregular ones that the treebanks have often enough, or whose forms are spelled in two ways.
LEFT_OUT = set(
    """be burn do have input leap learn light misread offset output overdo overhear redo rerun saw sew sow spit stink swell
    unwind wed wind""".split()
)
# More than one syllable, and still the last consonant is doubled ("expelled", "patrolled").
DOUBLED = set(
    """expel compel repel rebel excel propel dispel patrol control cancel enrol travel model signal fuel level label marshal counsel
    quarrel shovel tunnel channel panel omit commit admit permit submit transmit remit acquit rebut allot abet occur defer refer deter
    incur begin forbid upset reset undercut outrun overrun outbid beset prefer transfer infer recur concur kidnap equip program handicap zigzag recommit readmit sandbag outfit regret forget unplug
    hijab debar disbar abut entrap overlap backpedal""".split()
)
# Verbs of the news with a double consonant, or nearly, that the predicates lack.
MORE = set(
    """abet add allot assess bill bless blur buzz channel chill clap compel compress control counsel defer deter dispel distress
    drag drill dwell egg embarrass enrol enroll enthrall err excel flag fuel fulfill grab grill guess impress incur infer install
    jab jog knit lag log man marshal mill miss mob model mug nod obsess occur omit pad panel pit plug poll possess process
    profess propel quarrel recur remit rob roll scan scar shovel shred signal sin skid slip smell snap sniff span spell staff
    star stir stuff stun tag tap thrill till tip toll toss transmit trap tunnel vet war whip yell""".split()
)


def is_doubled(verb):
    short = re.fullmatch(r"(?:[b-df-hj-np-tv-z]|qu|[b-df-hj-np-tv-z]{2,3})?[aeiou][bdgklmnprtvz]", verb)
    return verb in DOUBLED or short is not None


def forms_of(verb):
    """(past, -ing, third person) of a regular verb."""
    if verb.endswith("e"):
        stem = verb if verb.endswith(("ee", "oe", "ye")) else verb[:-2] + "y" if verb.endswith("ie") else verb[:-1]
        return verb + "d", stem + "ing", verb + "s"
    if re.search("[^aeiou]y$", verb):
        return verb[:-1] + "ied", verb + "ing", verb[:-1] + "ies"
    stem = verb + verb[-1] if is_doubled(verb) else verb
    ends_hissing = re.search("(s|x|z|ch|sh|[^aeiou]o)$", verb)
    return stem + "ed", stem + "ing", verb + ("es" if ends_hissing else "s")


def irregular():
    """Lemma to (pasts, participles), from irregular_verbs.tsv."""
    lines = pathlib.Path(__file__).with_name("irregular_verbs.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {lemma: (past.split("|"), participle.split("|")) for lemma, past, participle in rows}


def main():
    verbs = set(MORE)
    with open(sys.argv[1], encoding="utf-8") as lines:
        for line in lines:
            columns = line.split("\t")
            if len(columns) > 2 and columns[1] == "V" and re.fullmatch("[a-z]{3,}", columns[0]):
                verbs.add(columns[0])
    odd = irregular()
    for verb in sorted((verbs | odd.keys()) - LEFT_OUT):
        past, ing, third = forms_of(verb)
        pasts, participles = odd.get(verb, ([past], [past]))
        tagged = [(form, "VBD") for form in pasts] + [(form, "VBN") for form in participles] + [(ing, "VBG"), (third, "VBZ")]
        for form, tag in tagged * (4 if verb in odd else 1):  # no rule gives them, so they have to be learnt one by one
            print(f"# text = {form}\n1\t{form}\t{verb}\tVERB\t{tag}\t_\t0\troot\t_\t_\n")


if __name__ == "__main__":
    main()
