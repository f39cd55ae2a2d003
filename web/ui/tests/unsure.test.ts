// Which words are unsure, in a final and in the lines of the notes that quote it.
import { describe, expect, it } from "vitest";
import type { SpokenWord } from "../src/lib/events.ts";
import type { Utterance } from "../src/lib/reducer.ts";
import { doubts, doubtsOfLine, UNSURE, type Doubt } from "../src/lib/unsure.ts";

const LOW = UNSURE - 0.01;

/** Words of a final: those written with a question mark before them are unsure. */
function words(text: string): SpokenWord[] {
  return text.split(" ").map((word, index) => ({ text: word.replace(/^\?/, ""), start: index, end: index + 1, p: word.startsWith("?") ? LOW : UNSURE }));
}

function utterance(text: string, id = "u1"): Utterance {
  const spoken = words(text);
  const settled = spoken.map((word) => word.text).join(" ");
  return { id, side: "rep", start: 0, end: spoken.length, settled, tentative: "", final: true, words: spoken };
}

function found(text: string, places: readonly Doubt[]): string[] {
  return places.map(({ from, to }) => text.slice(from, to));
}

function inFinal(text: string): string[] {
  const { settled, words } = utterance(text);
  return found(settled, doubts(settled, words));
}

describe("the unsure words of a final", () => {
  it("are those under the threshold, without the punctuation round them", () => {
    expect(inFinal("Is this ?Duomo, or the ?\"four-hundred\"? Yes.")).toEqual(["Duomo", "four-hundred"]);
    expect(inFinal("All of it was clear.")).toEqual([]);
  });

  it("keep their own probabilities and their places, however often a word is said", () => {
    const [text, spoken] = ["no no no", words("no ?no no")];
    expect(doubts(text, spoken)).toEqual([{ from: 3, to: 5, p: LOW }]);
  });

  it("are none where there are no words, no text, or other text", () => {
    expect(doubts("", [])).toEqual([]);
    expect(doubts("Typed later.", [])).toEqual([]);
    expect(doubts("Typed later.", words("?spoken ?before"))).toEqual([]);
    expect(inFinal("so ?... yes")).toEqual([]);
  });
});

describe("the unsure words of a line", () => {
  function inLine(line: string, ...quotes: [said: string, quote: string][]): string[] {
    const said = new Map(quotes.map(([text], index) => [`u${index}`, utterance(text, `u${index}`)]));
    const evidence = quotes.map(([, quote], index) => ({ utterance: `u${index}`, quote }));
    return found(line, doubtsOfLine(line, evidence, said));
  }

  it("are those that the quote has, however the line is tidied", () => {
    expect(inLine("Eighteen pumps by Thursday.", ["uh ?eighteen pumps, by ?Thursday then", "eighteen pumps, by Thursday"])).toEqual(["Eighteen", "Thursday"]);
  });

  it("do not take in what the utterance says elsewhere", () => {
    expect(inLine("Two pumps.", ["two pumps and ?two ?hoses", "two pumps"])).toEqual([]);
  });

  it("come from every quote", () => {
    expect(inLine("Pumps on Friday", ["the ?pumps", "the pumps"], ["on ?Friday", "on Friday"])).toEqual(["Pumps", "Friday"]);
  });

  it("are told from the same words said surely, or left alone", () => {
    expect(inLine("two and two", ["two and ?two", "two and two"])).toEqual(["two"]);
    expect(inLine("two of them", ["two and ?two", "two and two"])).toEqual([]);
    expect(inLine("two of them", ["?two and ?two", "two and two"])).toEqual(["two"]);
  });

  it("are none where the quote is not found", () => {
    expect(inLine("Two pumps.", ["?two pumps", "three pumps"])).toEqual([]);
    expect(doubtsOfLine("Two pumps.", [{ utterance: "gone", quote: "two" }], new Map())).toEqual([]);
  });
});
