"""Finds the English texts for people in Swift source.

A text is a string literal that stands

- in the first argument of t("…"), localiser("…") or Message("…"), `? :` between literals included,
- as one: and other: of a call of count(…),
- where a parameter, property or result of type Message is declared (`let label: Message`, `func heading(_ text:
  Message)`, `var name: Message { … }`, `var general: [Message]`), given or assigned as a bare literal.

Interpolations become {1}, {2}, …; braces of the text are doubled, as Message does.
"""
import re
import textwrap
from dataclasses import dataclass, field

CALLS = {"t", "localiser", "Message"}

# Private-use characters stand for what a literal's own characters must not be taken for.
PLACE_BEGIN, PLACE_END, WRITTEN_BREAK, JOINED_LINE = "\ue000", "\ue001", "\ue002", "\ue003"


@dataclass
class Literal:
    template: str
    expressions: list
    line: int


@dataclass
class Argument:
    label: str | None = None
    literals: list = field(default_factory=list)
    joins: bool = False


@dataclass
class Found:
    text: str
    line: int
    plural: str | None = None
    context: str | None = None


# Tokens before a literal that is itself the value: of a body (its result) and of a collection (its elements).
BODY = frozenset({"", ":", "return", "?", "??"})
COLLECTION = frozenset({"", ",", ":"})

# What is assigned to a property whose name is that of a message elsewhere may be HTML or a name for programs.
SENTENCE = re.compile(r"[^<]*[^a-z_<][^<]*$")

TWO_CHARACTERS = re.compile(r"->|==|!=|\?\?|<=|>=|&&|\|\|")
IDENTIFIER = re.compile(r"[^\W\d]\w*|`\w+`")
OPENING_QUOTE = re.compile(r'(#*)("""|")')


def extract_messages(source, declarations=frozenset()):
    """The messages of a file and its faults as pairs of line and problem."""
    scanner = Scanner(source, declarations)
    scanner.code(0, None)
    return scanner.found, scanner.faults


def declarations(source):
    """Which calls take a Message: pairs of what is called and the argument's label, or its place if it has none."""
    bare = re.sub(r"//[^\n]*", "", source)
    found = set()
    owners = []  # the types around, with their indentation: what swift format leaves tells where each one ends
    for match in re.finditer(
            r"\b(?:struct|class|enum|actor|extension|protocol)\s+([\w.]+)"
            r"|\b(?:func\s+(\w+)|(init)\??)\s*(?:<[^>]*>)?\s*(\((?:[^()]|\([^()]*\))*\))"
            r"|\b(?:let|var)\s+(\w+)\s*:\s*(\[(?:[^\[\]=]*:\s*)?)?Message\b(?!\.)"
            r"|\bcase\s+(\w+)(\((?:[^()]|\([^()]*\))*\))", bare):
        kind, function, initialiser, parameters, stored, collection, case, payload = match.groups()
        start = bare.rfind("\n", 0, match.start()) + 1
        indentation = re.compile(r"\s*").match(bare, start).end() - start
        while owners and owners[-1][1] != start and owners[-1][0] >= indentation:
            owners.pop()
        owner = owners[-1][2] if owners else "init"
        if kind:
            owners.append((indentation, start, kind.split(".")[-1]))
        elif collection:
            found.add(("[", stored))
        elif stored:
            found |= {(owner, stored), ("init", stored), (".", stored)}
        else:
            names = {function} if function else {owner, "init"} if initialiser else {case}
            for label in message_labels(parameters or payload):
                # An unlabelled argument of `.init(…)` may belong to any type.
                found |= {(name, label) for name in names if name != "init" or isinstance(label, str)}
    return found


def message_labels(parameters):
    for place, parameter in enumerate(re.split(r",(?![^(\[]*[)\]])", parameters[1:-1])):
        match = re.match(r"\s*(?:(\w+)\s*(?:\w+\s*)?:\s*)?Message\??\s*(=|$)", parameter)
        if match:
            yield place if match[1] in (None, "_") else match[1]


class State:
    """What was read last, and the argument that is being read."""

    def __init__(self):
        self.recent = []
        self.type = ""
        self.declared = ""
        self.argument = Argument()

    def last(self, count=1):
        """The last token, or the one so many back; "" before the first."""
        return self.recent[-count] if len(self.recent) >= count else ""

    def word(self, word):
        if self.last() in (":", "->"):
            self.type = word
        elif self.last() in ("let", "var"):
            self.declared = word
        self.recent.append(word)

    def literal(self, literal):
        self.argument.literals.append(literal)
        self.argument.joins |= self.last() == "+"
        self.recent.append('"')

    def sign(self, token, arguments):
        if token == ",":
            if arguments is not None:
                arguments.append(self.argument)
            self.argument, self.type = Argument(), ""
        elif token == ":" and self.argument.label is None and self.last(2) in ("", ","):
            self.argument.label = self.last()
        elif token == "+":
            self.argument.joins |= bool(self.argument.literals)
        self.recent.append(token)


class Scanner:
    """Reads Swift far enough to know strings, comments, calls and what they hold."""

    def __init__(self, source, declarations):
        self.source = source
        self.declarations = declarations
        self.found = []
        self.faults = []

    def line(self, position):
        return self.source.count("\n", 0, position) + 1

    def code(self, position, closing, arguments=None, takes=frozenset()):
        """Reads until the closing character and returns the position after it.

        Literals directly inside go to `arguments` (of a call), and those after one of the tokens in `takes` are
        messages ("" is the beginning).
        """
        state = State()
        while position < len(self.source):
            position = self.after_blank(position)
            if position >= len(self.source) or self.source[position] == closing:
                break
            quote = OPENING_QUOTE.match(self.source, position)
            name = IDENTIFIER.match(self.source, position)
            if quote:
                literal, position = self.string(position, quote)
                is_key = takes == COLLECTION and self.source[self.after_blank(position)] == ":"
                is_assigned = state.last(3) == "." and (".", state.last(2)) in self.declarations
                is_assigned &= SENTENCE.match(literal.template) is not None
                is_assigned |= state.last(2) == "]" and ("[", state.last(3)) in self.declarations
                is_value = state.last() == "=" and (state.type == "Message" or is_assigned)
                if (state.last() in takes and not is_key) or is_value:
                    self.take(literal)
                state.literal(literal)
            elif name:
                state.word(name[0])
                position = name.end()
            elif self.source[position] in "([{":
                position = self.nested(position, state, takes)
            else:
                token = TWO_CHARACTERS.match(self.source, position)
                token = token[0] if token else self.source[position]
                state.sign(token, arguments)
                position += len(token)
        if arguments is not None:
            arguments.append(state.argument)
        return position + 1

    def after_blank(self, position):
        """The position after spaces and comments."""
        while position < len(self.source):
            if self.source[position].isspace():
                position += 1
            elif self.source.startswith("//", position):
                position = (self.source.find("\n", position) + 1) or len(self.source)
            elif self.source.startswith("/*", position):
                position = self.comment(position)
            else:
                break
        return position

    def nested(self, position, state, takes):
        opening = self.source[position]
        if opening == "{":
            is_message = state.type == "Message" or (takes == BODY and state.last(2) != "func")
            end = self.code(position + 1, "}", takes=BODY if is_message else frozenset())
            state.type = ""
        elif opening == "[":
            holder = state.argument.label or (state.declared if state.last() == "=" else "")
            is_collection = ("[", holder) in self.declarations
            end = self.code(position + 1, "]", takes=COLLECTION if is_collection else frozenset())
        else:
            arguments = []
            end = self.code(position + 1, ")", arguments)
            if state.last(2) == "." and state.last() == "append" and ("[", state.last(3)) in self.declarations:
                self.take_all(arguments[0], None)
            elif state.last(2) != "func":
                self.call(state.last(), arguments, position)
        state.recent.append({"(": ")", "[": "]", "{": "}"}[opening])
        return end

    def call(self, name, arguments, position):
        labelled = {a.label: a for a in arguments if a.label}
        if name == "count" and "one" in labelled and "other" in labelled:
            self.counted(labelled["one"], labelled["other"], position)
            return
        if name in CALLS and arguments and arguments[0].label is None:
            contexts = [literal.template for literal in labelled["context"].literals] if "context" in labelled else [None]
            if contexts:
                self.take_all(arguments[0], contexts[0])
            elif arguments[0].literals:
                self.faults.append((self.line(position), "context: takes a literal"))
            return
        for place, argument in enumerate(arguments):
            if (name, argument.label or place) in self.declarations:
                self.take_all(argument, None)

    def take_all(self, argument, context):
        if argument.joins and argument.literals:
            self.faults.append((argument.literals[0].line, "sentences are not joined with +: write one literal"))
        for literal in argument.literals:
            self.take(literal, context)

    def take(self, literal, context=None):
        if re.search(r"[^\W\d_]", re.sub(r"\{\d+\}", "", literal.template)):
            self.found.append(Found(literal.template, literal.line, context=context))

    def counted(self, one, other, position):
        if not one.literals and not other.literals:
            return
        if len(one.literals) != 1 or len(other.literals) != 1:
            self.faults.append((self.line(position), "one: and other: take one literal each"))
            return
        singular, plural = one.literals[0], other.literals[0]
        if plural.expressions[:len(singular.expressions)] != singular.expressions:
            self.faults.append(
                (singular.line, "one: must interpolate the same values as other:, in the same order, or the first few"))
            return
        self.found.append(Found(singular.template, singular.line, plural=plural.template))

    def comment(self, position):
        depth = 0
        for match in re.compile(r"/\*|\*/").finditer(self.source, position):
            depth += 1 if match[0] == "/*" else -1
            if depth == 0:
                return match.end()
        return len(self.source)

    def string(self, start, quote):
        """Reads a literal; code in its interpolations is scanned too."""
        source = self.source
        hashes, delimiter = quote[1], quote[2]
        end = delimiter + hashes
        escape = "\\" + hashes
        position = quote.end()
        pieces, expressions = [], []
        while position < len(source) and not source.startswith(end, position):
            if source.startswith(escape + "(", position):
                begin = position + len(escape) + 1
                position = self.code(begin, ")")
                expressions.append(" ".join(source[begin:position - 1].split()))
                pieces.append(f"{PLACE_BEGIN}{len(expressions)}{PLACE_END}")
            elif source.startswith(escape, position):
                text, position = self.escaped(position + len(escape))
                pieces.append(text)
            else:
                pieces.append(source[position])
                position += 1
        raw = "".join(pieces)
        if delimiter == '"""':
            raw = self.unindented(raw)
        raw = raw.replace(WRITTEN_BREAK, "\n")
        template = raw.replace("{", "{{").replace("}", "}}").replace(PLACE_BEGIN, "{").replace(PLACE_END, "}")
        return Literal(template, expressions, self.line(start)), position + len(end)

    def escaped(self, position):
        source = self.source
        character = source[position]
        if character == "u":
            end = source.index("}", position)
            return chr(int(source[position + 2:end], 16)), end + 1
        if character in " \t\n":
            # A backslash at the end of a line joins it to the next one.
            end = source.index("\n", position)
            return JOINED_LINE, end
        # Line breaks that are written as \n are kept apart from those of a literal's own lines.
        return {"n": WRITTEN_BREAK, "t": "\t", "r": "\r", "0": "\0"}.get(character, character), position + 1

    @staticmethod
    def unindented(raw):
        lines = raw.split("\n")
        indentation = len(lines[-1])
        body = "\n".join(line[indentation:] if line.strip() else "" for line in lines[1:-1])
        return body.replace(JOINED_LINE + "\n", "")


def self_test():
    """Examples of every form; run by `python3 scripts/lib/swift_messages.py`."""
    sample = textwrap.dedent(r'''
        let a = t("Plain \"text\" {x} 100 %")  // t("not this")
        let b = page.t("\(t("Inner")) of \(f("x", (1))) and \(plain: year)")
        /* t("nor this") /* nested */ */
        t.count(
            n, one: "\(n) need", other: "\(n) needs in \(city.name(of: "x"))")
        Message("""
            Two lines
              here \
            joined
            """)
        let c: Message = "Typed"
        var d: Message { switch self { case .a: "First"; case "b": return "Second" } }
        Field(label: "Name", value: "not me")
        field.label = "Assigned"; field.value = "not me"; faults.fields["key"] = "In a place"
        Link("/path", "Path")
        faults.general.append("In general")
        Faults(general: ["One", "Two"], fields: ["key": "Three"])
        let general: [Message] = ["Four"]
        t(isOpen ? "Open" : "Closed")
        t("Open", context: "button")
        "html \(t("In a string")) more"
        items.count(where: { $0 == "no" })
        ''')
    known = declarations("""
        struct Field { let label: Message; let value: String }
        struct Faults { var general: [Message]; var fields: [String: Message] = [:] }
        struct Link {
            struct Part { let text: String }
            init(_ path: String, _ label: Message) {}
        }
        """)
    assert ("Link", 1) in known, known
    found, faults = extract_messages(sample, known)
    texts = [(m.text, m.plural, m.context) for m in found]
    expected = [
        ('Plain "text" {{x}} 100 %', None, None), ("Inner", None, None), ("{1} of {2} and {3}", None, None),
        ("{1} need", "{1} needs in {2}", None), ("Two lines\n  here joined", None, None), ("Typed", None, None),
        ("First", None, None), ("Second", None, None), ("Name", None, None), ("Assigned", None, None),
        ("In a place", None, None), ("Path", None, None),
        ("In general", None, None), ("One", None, None), ("Two", None, None), ("Three", None, None),
        ("Four", None, None), ("Open", None, None),
        ("Closed", None, None), ("Open", None, "button"), ("In a string", None, None)]
    assert texts == expected, [pair for pair in zip(texts, expected) if pair[0] != pair[1]] or texts[len(expected):]
    assert not faults, faults
    _, faults = extract_messages('t("a" + b)\nt.count(n, one: "One in \\(c)", other: "\\(n) in \\(c)")')
    assert [line for line, _ in faults] == [1, 2], faults
    print("swift_messages: all forms found")


if __name__ == "__main__":
    self_test()
