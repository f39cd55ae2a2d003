// A selection takes whole words.
import { expect, it } from "vitest";
import { wordsBetween } from "../src/lib/selection.ts";

const SAID = "Twelve jackets, by the first.";

it.each([
  [0, 6, "Twelve"],
  [2, 4, "Twelve"],
  [3, 10, "Twelve jackets,"],
  [6, 14, "jackets,"],
  [7, 16, "jackets,"],
  [6, 7, ""],
  [0, SAID.length, SAID],
  [23, SAID.length, "first."],
])("from %d to %d", (from, to, words) => {
  expect(wordsBetween(SAID, from, to)).toBe(words);
});
