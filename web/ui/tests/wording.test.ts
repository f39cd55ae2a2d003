// What is said of a language model that puts notes better.
import { expect, test } from "vitest";
import type { Wording } from "../src/lib/api/wording.ts";
import { isAtWork, standing } from "../src/lib/wording.ts";

const NONE: Wording = { writer: null, state: "none", answered: 0, questions: 0, changed: 0, added: 0, left_out: 0, unusable: 0, problem: null };

test("how far it is", () => {
  expect(standing(NONE)).toBe("");
  expect(standing({ ...NONE, state: "waiting" })).toBe("Waiting for another call’s notes…");
  expect(standing({ ...NONE, state: "working", answered: 2, questions: 7 })).toBe("Question 3 of 7…");
  expect(standing({ ...NONE, state: "working", answered: 7, questions: 7 })).toBe("Question 7 of 7…");
  expect(standing({ ...NONE, state: "stopped", answered: 2, questions: 7, changed: 1 })).toBe("Broken off. The notes are as they were.");
  expect([NONE, { ...NONE, state: "waiting" as const }, { ...NONE, state: "done" as const }].map(isAtWork)).toEqual([false, true, false]);
});

test("what came of it", () => {
  const done: Wording = { ...NONE, state: "done", answered: 7, questions: 7 };
  expect(standing(done)).toBe("Nothing better came: the notes are as they were.");
  expect(standing({ ...done, changed: 3, added: 1 })).toBe("3 lines put better, 1 line added.");
  expect(standing({ ...done, changed: 1, left_out: 2, unusable: 1 })).toBe(
    "1 line put better. 2 lines left out: the call does not bear them out. 1 answer came incomplete.",
  );
  expect(standing({ ...done, state: "failed", added: 1, left_out: 1 })).toBe("1 line added. 1 line left out: the call does not bear it out.");
});
