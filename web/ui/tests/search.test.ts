// What is looked for, in the address and back; where a place leads.
import { describe, expect, it } from "vitest";
import type { Hit } from "../src/lib/api/search.ts";
import { filtersIn, NOTHING, placeAddress, placeName, queryOf, searchAddress, wantedIn } from "../src/lib/search.ts";

const HIT: Hit = { where: "said", section: null, side: "client", utterance: "u 1", start: 4.5, pieces: [] };

describe("what is wanted", () => {
  it("is in the address, and only what is asked", () => {
    const wanted = { ...NOTHING, words: ' "red forms" & 10 % ', kind: "service", next_step: "false" };
    expect(searchAddress(wanted)).toBe("/search?words=%22red+forms%22+%26+10+%25&kind=service&next_step=false");
    expect(wantedIn(new URL(searchAddress(wanted), "http://x").searchParams)).toEqual({ ...wanted, words: '"red forms" & 10 %' });
    expect(searchAddress({ ...NOTHING, client: "  " })).toBe("/search");
  });

  it("takes nothing else from the address", () => {
    expect(wantedIn(new URLSearchParams("words=a&most=3"))).toEqual({ ...NOTHING, words: "a" });
  });

  it("counts what is asked beside the words", () => {
    expect([NOTHING, { ...NOTHING, words: "a" }, { ...NOTHING, words: "a", client: "b", since: "2026-03-04" }].map(filtersIn)).toEqual([0, 0, 2]);
    expect([...queryOf(NOTHING)]).toEqual([]);
  });
});

describe("a place", () => {
  it("leads to the moment of the call", () => {
    expect(placeAddress("a/b", HIT)).toBe("/calls/a%2Fb?utterance=u+1");
    expect(placeAddress("c", { ...HIT, where: "typed", utterance: null, start: 93.5 })).toBe("/calls/c?at=93.5");
    expect(placeAddress("c", { ...HIT, where: "notes", utterance: null, start: null })).toBe("/calls/c");
  });

  it("has a name", () => {
    expect(placeName(HIT)).toBe("Client");
    expect(placeName({ ...HIT, side: null })).toBe("Said");
    expect(placeName({ ...HIT, where: "notes", section: "commitments" })).toBe("Promised");
    expect(placeName({ ...HIT, where: "notes", section: "later-than-this-page" })).toBe("Notes");
    expect(placeName({ ...HIT, where: "typed" })).toBe("Typed");
  });
});
