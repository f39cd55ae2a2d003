// Texts cut where quoted words and unsure words begin and end.
import { describe, expect, it } from "vitest";
import { pieces } from "../src/lib/quotes.ts";

function cut(text: string, quotes: string[], doubts: [number, number, number][] = []): string[] {
  return pieces(
    text,
    quotes,
    doubts.map(([from, to, p]) => ({ from, to, p })),
  ).map(({ text, marked, p }) => `${marked ? "[" : ""}${text}${p === null ? "" : `~${p}`}${marked ? "]" : ""}`);
}

describe("pieces", () => {
  it("mark the words quoted, whatever their case, in their order", () => {
    expect(cut("Two pumps, by Thursday.", ["thursday", "two pumps"])).toEqual(["[Two pumps]", ", by ", "[Thursday]", "."]);
  });

  it("mark overlapping quotes once", () => {
    expect(cut("one two three four", ["one two", "two three", "two"])).toEqual(["[one two three]", " four"]);
  });

  it("mark nothing where the words are not there", () => {
    expect(cut("one two", ["three", ""])).toEqual(["one two"]);
    expect(cut("", ["three"])).toEqual([]);
  });

  it("keep each unsure word by itself, inside a quote and across its edge", () => {
    expect(cut("one two three four", ["one two th"], [[4, 7, 0.2], [8, 13, 0.3]])).toEqual(["[one ]", "[two~0.2]", "[ ]", "[th~0.3]", "ree~0.3", " four"]);
    expect(cut("onetwo", [], [[0, 3, 0.2], [3, 6, 0.2]])).toEqual(["one~0.2", "two~0.2"]);
  });

  it("lose no letter", () => {
    const all = pieces("a b c d", ["b c", "c", "a"], [{ from: 2, to: 5, p: 0.1 }]);
    expect(all.map(({ text }) => text).join("")).toBe("a b c d");
  });
});
