// Words that have gone and come, none of them cut.
import { expect, it } from "vitest";
import { parts } from "../src/lib/difference.ts";

it.each([
  ["They meet on Tuesday at ten.", "They meet on Thursday at ten.", "They meet on [-Tuesday][+Thursday] at ten."],
  ["The invoice is wrong.", "The invoice of 18,400 is wrong.", "The invoice [+of 18,400 ]is wrong."],
  ["Dana wants 4471-B.", "Dana wants 4417-B.", "Dana wants [-4471-B.][+4417-B.]"],
  ["", "New.", "[+New.]"],
  ["Gone.", "", "[-Gone.]"],
  ["Same.", "Same.", "Same."],
])("%s → %s", (before, after, marked) => {
  const sign = { same: "", gone: "-", new: "+" } as const;
  expect(parts(before, after).map(({ text, what }) => (what === "same" ? text : `[${sign[what]}${text}]`)).join("")).toBe(marked);
});
