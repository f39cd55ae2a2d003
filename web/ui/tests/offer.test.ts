// What of a plan comes from the last call, and what was typed.
import { describe, expect, it } from "vitest";
import { isOffered, NOTHING, taken } from "../src/lib/offer.ts";

const DANA = { goal: "Agree the delivery", history: "21 November 2026: The pumps leak." };
const WES = { goal: "Name a day", history: null };

describe("taken", () => {
  it("fills empty fields", () => {
    expect(taken(NOTHING, NOTHING, DANA)).toEqual({ fields: DANA, offered: DANA });
    expect(taken({ goal: "  ", history: "" }, NOTHING, DANA).fields).toEqual(DANA);
  });

  it("never writes over what was typed", () => {
    const { fields, offered } = taken({ goal: "A date", history: "" }, NOTHING, DANA);
    expect(fields).toEqual({ goal: "A date", history: DANA.history });
    expect(offered).toEqual({ goal: "", history: DANA.history });
  });

  it("gives way to another client's", () => {
    expect(taken(DANA, DANA, WES)).toEqual({ fields: { goal: "Name a day", history: "" }, offered: { goal: "Name a day", history: "" } });
    expect(taken(DANA, DANA, null)).toEqual({ fields: NOTHING, offered: NOTHING });
  });

  it("leaves an offered goal that was changed", () => {
    const changed = { ...DANA, goal: "Agree the delivery and the price" };
    expect(taken(changed, DANA, WES).fields).toEqual({ goal: changed.goal, history: "" });
  });
});

describe("isOffered", () => {
  it("is so while nothing was changed", () => {
    expect(isOffered("a", "a")).toBe(true);
    expect(isOffered("a b", "a")).toBe(false);
    expect(isOffered("", "")).toBe(false);
  });
});
