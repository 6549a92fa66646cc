"""General news of any length without politics: our own reports of filler.txt, and sentences made from patterns so that no two reports are alike."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

FILE = Path(__file__).resolve().parent / "filler.txt"
WORDS = 600
"""Words of a report, about."""

LISTS = {
    "team": "Ashcombe Town|Norvale Athletic|Ridge Harbour|the Calder Bulls|the Sable Foxes|Wickham Wanderers|Tidewater|the Prairie Larks|Oakmere|Dunholt",
    "first": "Ada|Bruno|Celia|Dimitri|Elsa|Femi|Greta|Hugo|Ines|Jonas|Keiko|Luca|Mira|Nils|Odile|Pavel|Rosa|Sven|Tara|Uri|Vera|Wanda|Yusuf|Zoe",
    "last": "Abbot|Brisk|Corlan|Dearden|Eklund|Fossey|Garrow|Hexham|Ingle|Jarvis|Kemble|Lomax|Mellor|Nygren|Orrin|Pell|Quill|Radley|Stroud|Tansley|Varley|Wray",
    "town": "Alderby|Brackwell|Cresswick|Drayford|Ellerton|Fenbridge|Gransham|Holmby|Ickleford|Kirkstow|Langmere|Morwick|Netherby|Oxenholt|Pickburn",
    "nation": "Brazil|Norway|Japan|Kenya|Italy|Canada|Portugal|Ghana|Mexico|Denmark",
    "firm": "Alvor Foods|Brightmoor|Castle & Finch|Delphin Media|Elmstone|Fairlight Homes|Granta Systems|Hollis Freight|Ivory Lane|Juniper Motors",
    "day": "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday",
    "month": "January|February|April|June|July|August|September|October|November|December",
    "number": "three|four|five|six|seven|nine|eleven|twelve|fourteen|eighteen|twenty|thirty",
    "percent": "1.2|2.5|3.1|4|5.6|7|8.4|11|13.9|17",
    "sport": "football|tennis|cricket|hockey|rugby|handball|swimming|rowing",
    "thing": "handset|bicycle|kettle|armchair|camera|tent|lamp|heater|toaster|scooter",
    "food": "lentils|salmon|aubergines|rice|mushrooms|chicken thighs|peppers|pumpkin|beans|noodles",
    "herb": "parsley|thyme|coriander|dill|basil|mint|chives|sage",
    "show": "musical|exhibition|thriller|comedy|ballet|documentary|concert|puppet play",
    "weather": "sunshine|drizzle|fog|sleet|thunderstorms|light winds|showers|hail",
    "animal": "heron|hedgehog|badger|falcon|stork|beaver|lynx|tortoise",
    "plant": "dahlias|apple trees|tomatoes|lavender|tulips|runner beans|hydrangeas|roses",
}
PATTERNS = (
    "{team} beat {team} {number} to nil on {day} with a late goal from {first} {last}.",
    "{first} {last} scored {number} points for {team} but could not prevent a narrow defeat in {town}.",
    "Coach {first} {last} rested {number} regular players ahead of the {sport} cup tie against {team} on {day}.",
    "{nation} won the {sport} tournament in {town} after {first} {last} saved the final shot of the match.",
    "The {sport} club from {town} has signed {first} {last} from {team} on a contract of {number} months.",
    "{firm} said quarterly sales rose {percent} percent as shoppers bought more in {month} than in any month before.",
    "Shares of {firm} fell {percent} percent after the company cut its forecast for the year to {month}.",
    "{firm} will open {number} shops in and around {town} and hire staff for its new warehouse by {month}.",
    "Chief executive {first} {last} told shareholders that {firm} expected costs to ease from {month}.",
    "Analyst {first} {last} raised her target price for {firm} by {percent} percent on {day}.",
    "The latest {thing} from {firm} is lighter than its predecessor and costs {percent} percent less.",
    "Testers liked the quiet motor of the {thing} but found that its battery lasted only {number} hours.",
    "Cook the {food} with a little {herb} until soft, then leave to stand for {number} minutes before serving.",
    "Chop the {herb}, stir it into the {food} and bake everything for {number} minutes in a hot oven.",
    "A salad of {food} and {herb} keeps well in the fridge and makes lunch for {number}.",
    "{weather} will reach {town} by {day} evening, with temperatures of around {number} degrees overnight.",
    "Forecasters expect {weather} in the hills above {town} and {weather} along the coast until {day}.",
    "The {show} at the old theatre in {town}, directed by {first} {last}, runs until the end of {month}.",
    "Critics praised {first} {last} for a warm performance in the {show}, which lasts almost {number} hours.",
    "Tickets for the {show} sold out within {number} minutes and a second evening has been added in {month}.",
    "Author {first} {last} spent {number} years on her novel about a family of bakers in {town}.",
    "A {animal} that lost its way in {town} was caught on {day} and taken to a sanctuary by volunteers.",
    "Visitors to the reserve near {town} counted {number} pairs of the rare {animal} this spring.",
    "Plant out {plant} in {month}, water them every {number} days and protect the young shoots from frost.",
    "Gardeners in {town} opened {number} private gardens on {day}, famous for their {plant}.",
    "The road between {town} and {town} will be closed for {number} nights in {month} while it is resurfaced.",
    "Trains to {town} ran up to {number} minutes late on {day} because of a signal fault, the operator said.",
    "Researchers who followed {number} families in {town} found that children slept better without a screen in the bedroom.",
    "The average flat in {town} costs {percent} percent more than a year ago, according to estate agent {first} {last}.",
    "Teacher {first} {last} and {number} pupils from {town} built a {thing} out of scrap for the fair in {month}.",
)


def own() -> list[list[str]]:
    """The reports of filler.txt, each a list of its sentences."""
    text = FILE.read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return [part.split("\n") for part in "\n".join(lines).strip().split("\n\n")]


def made(random: Random) -> Iterator[str]:
    """Sentences out of the patterns, without end; each word of a list is used at most once a sentence."""
    choices = {name: words.split("|") for name, words in LISTS.items()}
    while True:
        sentence = random.choice(PATTERNS)
        for name, words in choices.items():
            for word in random.sample(words, sentence.count(f"{{{name}}}")):
                sentence = sentence.replace(f"{{{name}}}", word, 1)
        yield sentence[0].upper() + sentence[1:]


def reports(seed: int = 1, words: int = WORDS) -> Iterator[str]:
    """Reports of about so many words, without end: our own, several together, with as many sentences from patterns; the same seed gives the same."""
    random = Random(seed)
    more, waiting = made(random), list[list[str]]()
    while True:
        report: list[str] = []
        while sum(len(s.split()) for s in report) < words:
            if not waiting:
                waiting = own()
                random.shuffle(waiting)
            part = waiting.pop()
            report += [*part, *(next(more) for _ in part)]
        yield "\n\n".join(" ".join(report[n : n + 3]) for n in range(0, len(report), 3))
