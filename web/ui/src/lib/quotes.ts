// Finds quoted words in a text, so that the page can mark them.

export interface Piece {
  text: string;
  marked: boolean;
}

/** `text` cut into pieces, with the words of `quotes` marked. A quote that isn't there marks nothing. */
export function marked(text: string, quotes: readonly string[]): Piece[] {
  const spans = quotes
    .map((quote) => ({ from: text.toLowerCase().indexOf(quote.toLowerCase()), length: quote.length }))
    .filter(({ from, length }) => from >= 0 && length > 0)
    .sort((one, other) => one.from - other.from);
  const pieces: Piece[] = [];
  let place = 0;
  for (const { from, length } of spans) {
    if (from > place) pieces.push({ text: text.slice(place, from), marked: false });
    const end = Math.max(place, from + length);
    if (end > Math.max(place, from)) pieces.push({ text: text.slice(Math.max(place, from), end), marked: true });
    place = end;
  }
  if (place < text.length) pieces.push({ text: text.slice(place), marked: false });
  return pieces;
}
