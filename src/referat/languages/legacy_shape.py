"""The shape of one language's table of words for reading old minutes."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Words:
    """One language's words, all in lower case. A tuple goes from the most telling to the least."""

    labels: dict[str, tuple[str, ...]]  # what a line is about: "date" -> "dato", "møtedato"
    closers: tuple[str, ...]  # unnumbered headings that end an agenda
    kinds: dict[str, tuple[str, ...]]  # kind of item -> words in its title
    roles: dict[str, tuple[str, ...]]  # "chair", "lead", "secretary", "substitute", "other" -> words in parentheses or before a name
    own_bodies: tuple[str, ...]  # the body that met, named as such
    bodies: tuple[str, ...]  # owners that are a role or a body, not a person
    everyone: tuple[str, ...]
    tasks: tuple[str, ...]  # "Name VERB ...": present-tense verbs that take on a task
    tasks_weak: tuple[str, ...]  # present-tense verbs that as often tell what somebody does or says
    tasks_infinitive: tuple[str, ...]  # after "skal"; empty where the present tense tells it
    wishes: tuple[str, ...]  # "Name skal ...": verbs that announce
    maybes: tuple[str, ...]  # "Name kan ...": verbs that only suggest
    finite: tuple[str, ...]  # common finite verbs: what holds one is a sentence, not a title
    speech: tuple[str, ...]  # verbs of saying and of what is already done: never a task
    done: tuple[str, ...]  # status words after a task of last time
    still: tuple[str, ...]
    conjunctions: tuple[str, ...]  # between names
    until: tuple[str, ...]  # before a due date
    coming: tuple[str, ...]  # words that say a date is of a later meeting
    earlier: tuple[str, ...]  # words that say a date is of an earlier meeting or of something else
    next_meeting: tuple[str, ...]
    next_week: tuple[str, ...]
    weeks: tuple[str, ...]  # "uke 42"
    clock: tuple[str, ...]  # before a time of day
    opened: tuple[str, ...]  # the meeting began
    closed: tuple[str, ...]  # the meeting ended
    elected: dict[str, tuple[str, ...]]  # "chair", "secretary" -> the office named after "valgte X til ..."
    decided: tuple[str, ...]  # phrases that make a sentence a decision
    bold_words: tuple[str, ...]  # "those in bold ..."
    in_charge: tuple[str, ...]  # what those in bold do
    groups: tuple[str, ...]  # a heading over working groups
    consisting: tuple[str, ...]  # "a group consisting of ..."
    open_seat: tuple[str, ...]  # in parentheses after a body: the name is to come
    confirmed: tuple[str, ...]  # in parentheses after a body, before the name
    duration: tuple[str, ...]  # before "1 år"
    year_words: tuple[str, ...]
    month_words: tuple[str, ...]
    places: tuple[str, ...]  # a short line that ends so is where the meeting was
    streets: tuple[str, ...]
    organisations: tuple[str, ...]  # words in the name of an organisation
    titles: tuple[str, ...]  # work titles before a name
    nobody: tuple[str, ...]  # "Forfall: ingen"
    common: tuple[str, ...] = field(default=())  # small words that tell the language
