// Times and shares as people read them.
import { describe, expect, it } from "vitest";
import { clock, coverage, dateTime, duration, gaps, loudness, share, when } from "../src/lib/format.ts";

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

  it.each([
    [1, 0.934, "Words for 100 % of what the rep said, 93 % of what the client said", "7 % of what the client said could"],
    [0.9499, 0.5, "Words for 94 % of what the rep said, 50 % of what the client said", "6 % of what the rep said and 50 % of what the client said could"],
    [0.95, 0.999, "Words for 95 % of what the rep said, 99 % of what the client said", null],
    [null, 0, "Words for 0 % of what the client said; the rep said nothing", "100 % of what the client said could"],
    [0.98, null, "Words for 98 % of what the rep said; the client said nothing", null],
    [null, null, null, null],
  ])("tells how much has words, and warns of gaps: rep %s, client %s", (rep, client, told, warned) => {
    expect(coverage({ rep, client })).toBe(told);
    if (warned === null) expect(gaps({ rep, client })).toBeNull();
    else expect(gaps({ rep, client })).toMatch(new RegExp(`^${warned} not be written down\\. Notes`));
  });

  it("shows dates as local, and leaves alone what is none", () => {
    expect(dateTime("2026-11-21T21:30:00")).toBe("Sat 21 Nov 2026, 21:30");
    expect([when("2026-11-21"), when("2026-11-21T16:00"), when("soon")]).toEqual(["Sat 21 Nov 2026", "Sat 21 Nov 2026, 16:00", "soon"]);
  });

  it("keeps the meter within its bounds", () => {
    expect([null, -90, -33, 0].map(loudness)).toEqual([0, 0, 0.5, 1]);
  });
});
