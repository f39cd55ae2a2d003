// What waits to be saved, taken together, sent, and shown over what the service has.
import { describe, expect, it } from "vitest";
import {
  besides,
  compared,
  cut,
  hasToGo,
  inherited,
  linesOf,
  LONGEST,
  queued,
  redirected,
  sending,
  shown,
  stepped,
  trimmed,
  withField,
  without,
  type Change,
  type NextStep,
  type Section,
  type Sheet,
  type SheetLine,
  type Waiting,
} from "../src/lib/review.ts";

const STEP: NextStep = { purpose: "Agree the price.", what: "A visit", who: "rep", when: "Tuesday", date: "2026-11-24", evidence: [] };

function line(id: string, text: string, section: Section = "discussed", more: Partial<SheetLine> = {}): SheetLine {
  return { id, section, text, evidence: [], side: null, author: "draft", conflict: false, beside: null, ...more };
}

function sheet(...lines: SheetLine[]): Sheet {
  return { lines, next: null, coverage: { rep: null, client: null } };
}

let count = 0;

function made(): string {
  count += 1;
  return `c${count}`;
}

function text(of: string, words: string, was: string): Change {
  return { op: "set-text", id: made(), line: of, text: words, was };
}

function add(id: string, words: string, after: string | null, section: Section = "discussed"): Change {
  return { op: "add", id: made(), line: id, section, text: words, evidence: [], side: null, after };
}

function queue(...changes: Change[]): Waiting[] {
  return changes.reduce<Waiting[]>((waiting, change) => queued(waiting, change, null), []);
}

function words(of: Sheet): string[] {
  return of.lines.map((one) => one.text);
}

const TWO = sheet(line("a", "One."), line("b", "Two."));

describe("queued", () => {
  it("sends what was typed in one go once, with what stood there before", () => {
    const waiting = queue(text("a", "O", "One."), text("a", "On it", "O"));
    expect(waiting.map(({ change }) => change)).toMatchObject([{ op: "set-text", text: "On it", was: "One." }]);
  });

  it("gives the whole a new id, since the first may have been sent by another tab", () => {
    const [first] = queue(text("a", "O", "One."));
    const [both] = queued(first ? [first] : [], text("a", "On", "O"), null);
    expect(both?.change.id).not.toBe(first?.change.id);
  });

  it("leaves alone what was sent", () => {
    const sent = sending(queue(text("a", "O", "One.")));
    const waiting = queued(sent, text("a", "On", "O"), null);
    expect(waiting.map(({ change, sent: gone }) => [change, gone])).toMatchObject([
      [{ text: "O", was: "One." }, true],
      [{ text: "On", was: "O" }, false],
    ]);
  });

  it("has nothing to send where everything was taken back", () => {
    expect(queue(text("a", "O", "One."), text("a", "One.", "O"))).toEqual([]);
    expect(queue({ op: "set-next", id: made(), next: STEP, was: null }, { op: "set-next", id: made(), next: null, was: STEP })).toEqual([]);
  });

  it("sends the word that a conflict was looked at, though no word changes", () => {
    expect(queue(text("a", "One.", "One."))).toHaveLength(1);
  });

  it("adds a line with the words typed into it", () => {
    const waiting = queue(add("n", "", "a"), text("n", "Ne", ""), text("n", "New.", "Ne"));
    expect(waiting.map(({ change }) => change)).toMatchObject([{ op: "add", line: "n", text: "New.", after: "a" }]);
  });

  it("forgets a new line that goes again, and what stood after it stands after what it stood after", () => {
    const waiting = queue(add("n", "New.", "a"), add("m", "More.", "n"), { op: "remove", id: made(), line: "n", was: "New." });
    expect(waiting.map(({ change }) => change)).toMatchObject([{ op: "add", line: "m", after: "a" }]);
  });

  it("removes a line as the service knows it, not as it was typed meanwhile", () => {
    const waiting = queue(text("a", "O", "One."), { op: "remove", id: made(), line: "a", was: "O" });
    expect(waiting.map(({ change }) => change)).toMatchObject([{ op: "remove", line: "a", was: "One." }]);
  });

  it("takes moves one after the other together", () => {
    const waiting = queue({ op: "move", id: made(), line: "a", section: "discussed", after: "b" }, { op: "move", id: made(), line: "a", section: "proposed", after: null });
    expect(waiting.map(({ change }) => change)).toMatchObject([{ op: "move", section: "proposed", after: null }]);
  });

  it("keeps what stood there before the first of several next steps", () => {
    const other = { ...STEP, what: "A call" };
    const waiting = queue({ op: "set-next", id: made(), next: STEP, was: null }, { op: "set-next", id: made(), next: other, was: STEP });
    expect(waiting.map(({ change }) => change)).toMatchObject([{ op: "set-next", next: other, was: null }]);
  });
});

describe("sending", () => {
  it("keeps an empty line here, and what comes after it goes as after what is above", () => {
    const waiting = queue(add("n", "", "a"), add("m", "More.", "n"));
    const gone = sending(waiting).filter(({ sent }) => sent);
    expect(gone.map(({ change }) => change)).toMatchObject([{ line: "m", after: "a" }]);
    expect(hasToGo(queue(add("n", "", "a")))).toBe(false);
    expect(words(shown(TWO, waiting))).toEqual(["One.", "", "More.", "Two."]);
  });

  it("moves a line below what is above an empty one", () => {
    const gone = sending(queue(add("n", "", "a"), { op: "move", id: made(), line: "b", section: "discussed", after: "n" }));
    expect(gone.filter(({ sent }) => sent).map(({ change }) => change)).toMatchObject([{ op: "move", line: "b", after: "a" }]);
  });

  it("keeps it in its place when the rest has arrived", () => {
    const gone = sending(queue(add("n", "", "a"), add("m", "More.", "n")));
    const left = without(gone, gone.filter(({ sent }) => sent).map(({ change }) => change));
    expect(words(shown(sheet(line("a", "One."), line("m", "More."), line("b", "Two.")), left))).toEqual(["One.", "", "More.", "Two."]);
  });

  it("does not empty a line while it is being written anew", () => {
    expect(hasToGo(queue(text("a", "", "One.")))).toBe(false);
    expect(words(shown(TWO, queue(text("a", "", "One."))))).toEqual(["", "Two."]);
  });

  it("goes with the same ids again", () => {
    const once = sending(queue(text("a", "O", "One.")));
    expect(sending(once)).toEqual(once);
  });
});

describe("shown", () => {
  it("has everything that waits in what the service says, which may say something else by now", () => {
    const waiting = queue(text("a", "One and a half.", "One."), add("n", "New.", "b"), { op: "move", id: made(), line: "b", section: "discussed", after: null });
    const newer = sheet(line("x", "From another tab."), ...TWO.lines);
    expect(words(shown(newer, waiting))).toEqual(["Two.", "From another tab.", "One and a half.", "New."]);
  });

  it("keeps a line that is typed in where another tab has removed it", () => {
    const waiting = queued([], text("a", "One, still.", "One."), line("a", "One."));
    expect(words(shown(sheet(line("b", "Two.")), waiting))).toEqual(["Two.", "One, still."]);
  });

  it("makes what comes among the commitments somebody's promise, and elsewhere nobody's", () => {
    const there = shown(TWO, queue({ op: "move", id: made(), line: "a", section: "commitments", after: null }));
    expect(linesOf(there, "commitments")[0]?.side).toBe("rep");
    const back = shown(there, queue({ op: "move", id: made(), line: "a", section: "facts", after: null }));
    expect(linesOf(back, "facts")[0]?.side).toBeNull();
  });

  it("does nothing twice", () => {
    const waiting = queue(add("n", "New.", "a"));
    const arrived = shown(TWO, waiting);
    expect(shown(arrived, waiting)).toEqual(arrived);
  });
});

describe("inherited", () => {
  it("goes as it is, since nobody knows what of it has arrived; empty lines are let go, emptied ones removed", () => {
    const left = queue(text("a", "One!", "One."), add("n", "", "a"), text("b", "", "Two."));
    const taken = inherited(left);
    expect(taken.every(({ sent }) => sent)).toBe(true);
    expect(taken.map(({ change }) => change)).toMatchObject([{ op: "set-text", line: "a" }, { op: "remove", line: "b", was: "Two." }]);
  });
});

describe("what another tab has written as well", () => {
  const mine = text("a", "Mine", "One.");
  const both = sheet(line("a", "Theirs.", "discussed", { author: "rep" }), line("c9~a", "Mine", "discussed", { author: "rep", conflict: true, beside: "a" }));

  it("is told from where the words went, and what is typed on goes there", () => {
    const moved = besides(both, [mine]);
    expect([...moved]).toEqual([["a", "c9~a"]]);
    const waiting = redirected(queue(text("a", "Mine too", "Mine")), moved);
    expect(waiting.map(({ change }) => change)).toMatchObject([{ line: "c9~a", text: "Mine too", was: "Mine" }]);
    expect(words(shown(both, waiting))).toEqual(["Theirs.", "Mine too"]);
  });

  it("stays as it was sent where it was sent before that was known", () => {
    const sent = sending(queue(text("a", "Mine too", "Mine")));
    expect(redirected(sent, besides(both, [mine]))).toEqual(sent);
  });

  it("is nothing where it was taken as typed, whatever stands beside it from before", () => {
    expect([...besides(sheet(line("a", "Mine")), [mine])]).toEqual([]);
    expect([...besides(sheet(line("a", "Mine"), line("c1", "Mine", "discussed", { conflict: true, beside: "a" })), [mine])]).toEqual([]);
  });
});

describe("stepped", () => {
  const three = sheet(line("a", "A"), line("b", "B"), line("p", "P", "proposed"));
  it.each([
    ["b", -1, { section: "discussed", after: null }],
    ["a", 1, { section: "discussed", after: "b" }],
    ["b", 1, { section: "proposed", after: null }],
    ["p", -1, { section: "discussed", after: "b" }],
    ["p", 1, { section: "commitments", after: null }],
    ["a", -1, null],
  ] as const)("from %s by %d", (id, way, place) => {
    const from = three.lines.find((one) => one.id === id);
    expect(from && stepped(three, from, way)).toEqual(place);
  });
});

describe("compared", () => {
  it("has what went where it stood, and knows a line that was written again", () => {
    const older = sheet(line("a", "One."), line("b", "Two."), line("c", "Three."));
    const newer = sheet(line("c9", "One."), line("c", "Three!"), line("d", "Four.", "facts"));
    expect(compared(older, newer).map(({ before, after }) => [before?.text ?? null, after?.text ?? null])).toEqual([
      ["One.", "One."],
      ["Two.", null],
      ["Three.", "Three!"],
      [null, "Four."],
    ]);
  });
});

describe("withField", () => {
  it("is a step once anything is there, and none when all of it has gone", () => {
    const one = withField(null, "what", "A visit");
    expect(one).toMatchObject({ what: "A visit", who: null });
    expect(withField(one, "what", null)).toBeNull();
  });
});

describe("cut", () => {
  it("makes a line of each, none empty and none longer than the service takes", () => {
    expect(cut(" one \r\n\n two\n")).toEqual(["one", "two"]);
    const long = "word ".repeat(1700).trim();
    const lines = cut(long);
    expect(lines.every((one) => one.length <= LONGEST && one === trimmed(one))).toBe(true);
    expect(lines.join(" ")).toBe(long);
    expect(cut("x".repeat(LONGEST + 1)).map((one) => one.length)).toEqual([LONGEST, 1]);
    expect(cut("")).toEqual([]);
  });
});

describe("trimmed", () => {
  it("is on one line, without blanks at its ends", () => {
    expect(trimmed("  two\n words\t")).toBe("two words");
  });
});
