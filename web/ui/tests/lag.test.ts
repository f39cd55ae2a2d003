// What is said of a recogniser that falls behind, and when it is taken back.
import { describe, expect, it } from "vitest";
import { delay, loadPercent, shortName, type Delay } from "../src/lib/lag.ts";

function course(...seconds: number[]): Delay[] {
  let before: Delay = "none";
  return seconds.map((now) => (before = delay(before, now)));
}

describe("a delay", () => {
  it("is no news while it is usual", () => {
    expect(course(0, 0.8, 1.9)).toEqual(["none", "none", "none"]);
  });

  it("is said from 2 s, more loudly from 5 s", () => {
    expect(course(2, 4.9, 5, 60)).toEqual(["some", "some", "much", "much"]);
  });

  it("does not flicker where it hovers about a threshold", () => {
    expect(course(2.1, 1.9, 2.1, 1.3, 1.9)).toEqual(["some", "some", "some", "some", "some"]);
    expect(course(5.1, 4.9, 5.1, 4.1)).toEqual(["much", "much", "much", "much"]);
  });

  it("is taken back once it is well under", () => {
    expect(course(2.1, 1.1, 1.9)).toEqual(["some", "none", "none"]);
    expect(course(6, 3.9, 4.5, 1.1)).toEqual(["much", "some", "some", "none"]);
    expect(course(6, 0.2)).toEqual(["much", "none"]);
  });
});

describe("a load", () => {
  it("goes in steps, and is full only where the recogniser can't keep up", () => {
    expect([0, 0.02, 0.43, 0.96, 0.999, 1, 1.2, -0.1].map(loadPercent)).toEqual([0, 0, 45, 95, 95, 100, 100, 0]);
  });
});

describe("weights", () => {
  it("in a folder go by its name", () => {
    expect(["base", "tiny.en", "/home/dana/models/small-ct2/", "C:\\models\\small"].map(shortName)).toEqual(["base", "tiny.en", "small-ct2", "small"]);
  });
});
