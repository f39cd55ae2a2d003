// Which words of a call were heard unsurely, in its transcript and in what is quoted from it.
import type { Evidence, SpokenWord } from "./events.ts";
import { placeOf } from "./quotes.ts";
import type { Utterance } from "./reducer.ts";

/**
 * Probability under which a word of a final is shown as unsure: the highest at which half of what is shown is wrong. On calls spoken at
 * 8 kHz, clear and with noise 10 dB under the speech, "base" and "tiny.en": 50 % of the words under it are wrong, and 20 % of the wrong words
 * are under it; at 0.4 it is 47 % and 30 %, at 0.5 44 % and 43 %. Printed by `python -m benchmarks.unsure`.
 */
export const UNSURE = 0.3;

/** An unsure word's place in a text, without the punctuation round it, and its probability. */
export interface Doubt {
  from: number;
  to: number;
  p: number;
}

/** The unsure words of a final, in their order. `text` is its text, which the words make up. */
export function doubts(text: string, words: readonly SpokenWord[]): Doubt[] {
  return placed(text, words).filter(({ p }) => p < UNSURE);
}

/**
 * The unsure words of a line of the notes, which says again what `evidence` quotes. A word that was said more than once on the quoted
 * words, surely and unsurely, is in doubt only where the line has it as often, so that each can be told from the others.
 */
export function doubtsOfLine(line: string, evidence: readonly Evidence[], utterances: ReadonlyMap<string, Utterance>): Doubt[] {
  const quoted = evidence.flatMap((part) => quotedWords(part, utterances.get(part.utterance)));
  const written = [...line.matchAll(/\S+/g)].map((found) => bare(line, found.index, found.index + found[0].length));
  const nameOf = ({ from, to }: { from: number; to: number }) => line.slice(from, to).toLowerCase();
  const saidOf = Map.groupBy(quoted, ({ name }) => name);
  const writtenOf = Map.groupBy(written, nameOf);
  return written.flatMap((place): Doubt[] => {
    const said = saidOf.get(nameOf(place)) ?? [];
    const unsure = said.filter(({ p }) => p < UNSURE);
    const same = writtenOf.get(nameOf(place)) ?? [];
    const meant = same.length === said.length ? said[same.indexOf(place)] : unsure.length === said.length ? unsure[0] : undefined;
    return meant && meant.p < UNSURE && place.to > place.from ? [{ ...place, p: meant.p }] : [];
  });
}

/** The words of an utterance that a quote holds, each as it is compared. */
function quotedWords(evidence: Evidence, utterance: Utterance | undefined): { name: string; p: number }[] {
  const span = utterance && placeOf(utterance.settled, evidence.quote);
  if (!span) return [];
  return placed(utterance.settled, utterance.words)
    .filter(({ from, to }) => from >= span.from && to <= span.to)
    .map(({ from, to, p }) => ({ name: utterance.settled.slice(from, to).toLowerCase(), p }));
}

/** Each word with its place in the text; one that is not there, or is all punctuation, is left out. */
function placed(text: string, words: readonly SpokenWord[]): Doubt[] {
  const result: Doubt[] = [];
  let place = 0;
  for (const word of words) {
    const from = text.indexOf(word.text, place);
    if (from < 0) continue;
    place = from + word.text.length;
    const span = bare(text, from, place);
    if (span.to > span.from) result.push({ ...span, p: word.p });
  }
  return result;
}

/** A stretch of the text without what is neither letter nor digit at its ends. */
function bare(text: string, from: number, to: number): { from: number; to: number } {
  const word = text.slice(from, to);
  const lead = /^[^\p{L}\p{N}]*/u.exec(word)?.[0].length ?? 0;
  const tail = lead < word.length ? (/[^\p{L}\p{N}]*$/u.exec(word)?.[0].length ?? 0) : 0;
  return { from: from + lead, to: to - tail };
}
