// When it matters that the words are behind the speech: said late and taken back later still, so that it does not flicker.

/** How far behind: not so that it matters, so that it shows, or so far that prompts come too late to help. */
export type Delay = "none" | "some" | "much";

/** Seconds from which each is said, and below which it is taken back. The usual second or so is no news. */
const SOME = { from: 2, until: 1.2 };
/** A prompt stands 12 s: one that comes 5 s late has lost the moment it was meant for. */
const MUCH = { from: 5, until: 4 };

/** How it stands with words `seconds` behind, `before` being how it stood. */
export function delay(before: Delay, seconds: number): Delay {
  if (seconds >= (before === "much" ? MUCH.until : MUCH.from)) return "much";
  return seconds >= (before === "none" ? SOME.from : SOME.until) ? "some" : "none";
}

/** A load (0..1) in per cent, in steps of 5: what changes every second draws the eye. Full only where it is. */
export function loadPercent(load: number): number {
  return load >= 1 ? 100 : Math.min(95, Math.round(Math.max(0, load) * 20) * 5);
}

/** Weights as they are called where there is little room: a folder by its last name. */
export function shortName(weights: string): string {
  return weights.split(/[\\/]/).findLast((part) => part !== "") ?? weights;
}
