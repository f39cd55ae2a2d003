// The rep's share of the talk: what counts, and from when on.
import { describe, expect, it } from "vitest";
import type { Utterance } from "../src/lib/reducer.ts";
import { talkShare } from "../src/lib/talk.ts";

function said(side: Utterance["side"], seconds: number, more: Partial<Utterance> = {}): Utterance {
  return { id: "u", side, start: 10, end: 10 + seconds, settled: "yes", tentative: "", final: true, words: [], ...more };
}

describe("talkShare", () => {
  it("is rep speech seconds of both sides' speech seconds", () => {
    expect(talkShare([said("rep", 20), said("client", 10), said("rep", 10)])).toBe(0.75);
    expect(talkShare([said("client", 40)])).toBe(0);
  });

  it("says nothing of less than half a minute", () => {
    expect(talkShare([])).toBeNull();
    expect(talkShare([said("rep", 20), said("client", 9.9)])).toBeNull();
  });

  it("counts what is final and has words", () => {
    const unfinished = said("rep", 100, { final: false });
    const empty = said("rep", 100, { settled: "" });
    expect(talkShare([unfinished, empty, said("rep", 15), said("client", 15)])).toBe(0.5);
  });

  it("knows no shares where the sides can't be told apart", () => {
    expect(talkShare([said("mixed", 100)])).toBeNull();
  });
});
