// Says how far a language model is with the notes of a call, and what it has made of them.
import type { Wording } from "./api/wording.ts";

export function isAtWork({ state }: Wording): boolean {
  return state === "waiting" || state === "working";
}

/** Where it is, in a line; "" where it was not asked for anything. */
export function standing(wording: Wording): string {
  const { state, answered, questions } = wording;
  if (state === "waiting") return "Waiting for another call’s notes…";
  if (state === "working") return `Question ${Math.min(answered + 1, questions)} of ${questions}…`;
  if (state === "stopped") return "Broken off. The notes are as they were.";
  return state === "none" ? "" : outcome(wording);
}

/** "3 lines put better, 1 added. 2 left out: the call does not bear them out." */
function outcome({ changed, added, left_out, unusable }: Wording): string {
  const made = [changed > 0 ? `${lines(changed)} put better` : "", added > 0 ? `${lines(added)} added` : ""].filter(Boolean).join(", ");
  const out = left_out > 0 ? ` ${lines(left_out)} left out: the call does not bear ${left_out === 1 ? "it" : "them"} out.` : "";
  const broken = unusable > 0 ? ` ${unusable} ${unusable === 1 ? "answer" : "answers"} came incomplete.` : "";
  return `${made || "Nothing better came: the notes are as they were"}.${out}${broken}`;
}

function lines(count: number): string {
  return `${count} ${count === 1 ? "line" : "lines"}`;
}
