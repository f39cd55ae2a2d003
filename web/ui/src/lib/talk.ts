// Who has talked how much, from the words that are final (PRODUCT.md: rep speech seconds ÷ speech seconds of both).
import type { Utterance } from "./reducer.ts";

/** Seconds of speech under which a share says nothing yet: a greeting or two. */
export const QUIET_UNTIL = 30;

/** The rep's share of the speech so far, 0..1; null until there is enough of it, and where the sides can't be told apart. */
export function talkShare(utterances: readonly Utterance[]): number | null {
  const seconds = { rep: 0, client: 0, mixed: 0 };
  for (const { side, start, end, final, settled } of utterances) {
    if (final && settled) seconds[side] += end - start;
  }
  const both = seconds.rep + seconds.client;
  return both < QUIET_UNTIL ? null : seconds.rep / both;
}
