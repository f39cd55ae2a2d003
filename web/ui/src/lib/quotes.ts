// Cuts a text where quoted words and unsure words begin and end, so that the page can mark them.
import type { Doubt } from "./unsure.ts";

export interface Piece {
  text: string;
  /** Whether it is quoted. */
  marked: boolean;
  /** How surely it was heard (0..1) where that is in doubt; null where it is not. */
  p: number | null;
}

/** `text` cut into pieces: the words of `quotes` marked, those of `doubts` with their probability. A quote that isn't there marks nothing. */
export function pieces(text: string, quotes: readonly string[], doubts: readonly Doubt[] = []): Piece[] {
  const spans = quotes.map((quote) => placeOf(text, quote)).filter((span) => span !== null);
  const cuts = new Set([0, text.length, ...[...spans, ...doubts].flatMap(({ from, to }) => [from, to])]);
  const places = [...cuts].sort((one, other) => one - other);
  const result: Piece[] = [];
  for (const [index, from] of places.slice(0, -1).entries()) {
    const covers = (span: { from: number; to: number }) => span.from <= from && from < span.to;
    const piece = { text: text.slice(from, places[index + 1]), marked: spans.some(covers), p: doubts.find(covers)?.p ?? null };
    const last = result.at(-1);
    if (last && last.p === null && piece.p === null && last.marked === piece.marked) last.text += piece.text;
    else result.push(piece);
  }
  return result;
}

/** Where a quote stands in a text, whatever its case; null where it does not. */
export function placeOf(text: string, quote: string): { from: number; to: number } | null {
  const from = quote ? text.toLowerCase().indexOf(quote.toLowerCase()) : -1;
  return from < 0 ? null : { from, to: from + quote.length };
}
