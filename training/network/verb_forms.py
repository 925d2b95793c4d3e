"""python -m network.verb_forms PREDICATES: forms of regular verbs as CoNLL-U, a word a sentence, for the lemmas.

PREDICATES  data/events/predicates.tsv; the forms of its verbs and of a few more ("bombed", "shelled") stand in no treebank
"""

import re
import sys

IRREGULAR = set(
    """arise awake be bear beat become begin bend bet bid bind bite bleed blow break breed bring broadcast build burn burst buy cast
    catch choose cling come cost creep cut deal dig do draw dream drink drive eat fall feed feel fight find flee fling fly forbid
    forecast foresee forget forgive forgo forsake freeze get give go grind grow hang have hear hide hit hold hurt input keep kneel know
    lay lead leap learn leave lend let lie light lose make mean meet misread mislead mistake misunderstand offset outdo output overcome
    overdo overhear override overrun oversee overtake overthrow pay put quit read rebuild redo repay rerun resell reset retake rewrite
    rid ride ring rise run saw say see seek sell send set sew shake shed shine shoot show shrink shut sing sink sit slay sleep slide
    sling slit sow speak speed spend spill spin spit split spread spring stand steal stick sting stink stride strike string strive
    swear sweep swell swim swing take teach tear tell think throw thrust tread undergo understand undertake undo unwind uphold upset
    wake wear weave wed weep win wind withdraw withhold withstand wring write behold""".split()
)
# More than one syllable, and still the last consonant is doubled ("expelled", "patrolled").
DOUBLED = set(
    """expel compel repel rebel excel propel dispel patrol control cancel enrol travel model signal fuel level label marshal counsel
    quarrel shovel tunnel channel panel omit commit admit permit submit transmit remit acquit rebut allot abet occur defer refer deter
    incur prefer transfer infer recur concur kidnap equip program handicap zigzag recommit readmit sandbag outfit regret forget unplug
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


def main():
    verbs = set(MORE)
    with open(sys.argv[1], encoding="utf-8") as lines:
        for line in lines:
            columns = line.split("\t")
            if len(columns) > 2 and columns[1] == "V" and re.fullmatch("[a-z]{3,}", columns[0]):
                verbs.add(columns[0])
    for verb in sorted(verbs - IRREGULAR):
        past, ing, third = forms_of(verb)
        for form, tag in ((past, "VBD"), (past, "VBN"), (ing, "VBG"), (third, "VBZ")):
            print(f"# text = {form}\n1\t{form}\t{verb}\tVERB\t{tag}\t_\t0\troot\t_\t_\n")


if __name__ == "__main__":
    main()
