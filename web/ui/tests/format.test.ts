// Times, shares and quotes as people read them.
import { describe, expect, it } from "vitest";
import { clock, dateTime, duration, loudness, share, when } from "../src/lib/format.ts";
import { marked } from "../src/lib/quotes.ts";

describe("format", () => {
  it.each([
    [0, "0:00"],
    [59.99, "0:59"],
    [187, "3:07"],
    [3600, "1:00:00"],
    [10_859, "3:00:59"],
    [-0.2, "0:00"],
  ])("shows %d s on the clock as %s", (seconds, text) => {
    expect(clock(seconds)).toBe(text);
  });

  it("rounds lengths to what matters", () => {
    expect([0.43, 9.94, 12.4].map(duration)).toEqual(["0.4 s", "9.9 s", "12 s"]);
  });

  it("never rounds a share up to the whole", () => {
    expect([0.999, 1, 0, null].map(share)).toEqual(["99 %", "100 %", "0 %", "no speech"]);
  });

  it("shows dates as local, and leaves alone what is none", () => {
    expect(dateTime("2026-11-21T21:30:00")).toBe("Sat 21 Nov 2026, 21:30");
    expect([when("2026-11-21"), when("2026-11-21T16:00"), when("soon")]).toEqual(["Sat 21 Nov 2026", "Sat 21 Nov 2026, 16:00", "soon"]);
  });

  it("keeps the meter within its bounds", () => {
    expect([null, -90, -33, 0].map(loudness)).toEqual([0, 0, 0.5, 1]);
  });
});

describe("marked", () => {
  const pieces = (text: string, quotes: string[]) => marked(text, quotes).map((piece) => (piece.marked ? `[${piece.text}]` : piece.text));

  it("marks the words quoted, whatever their case, in their order", () => {
    expect(pieces("Two pumps, by Thursday.", ["thursday", "two pumps"])).toEqual(["[Two pumps]", ", by ", "[Thursday]", "."]);
  });

  it("marks overlapping quotes once", () => {
    expect(pieces("one two three", ["one two", "two three", "two"]).join("")).toBe("[one two][ three]");
  });

  it("marks nothing where the words are not there", () => {
    expect(pieces("one two", ["three", ""])).toEqual(["one two"]);
  });

  it("loses no letter", () => {
    expect(marked("a b c d", ["b c", "c", "a"]).map(({ text }) => text).join("")).toBe("a b c d");
  });
});
