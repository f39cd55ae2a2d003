// The view of a call as its events make it.
import { describe, expect, it } from "vitest";
import type { Fact } from "../src/lib/codec.ts";
import type { AnyEvent, CallStarted, PromptShown, SpeechCommitted, SpeechCorrected, SpeechFinal, SpeechPartial } from "../src/lib/events.ts";
import { currentPrompt, fold as foldAll, isSpeaking, nothingYet, reduce, type View } from "../src/lib/reducer.ts";
import samples from "./data/events.json" with { type: "json" };

let seq = 0;

type Unnumbered<E> = E extends { seq: number } ? Omit<E, "seq" | "call"> : never;

function fact<E extends Fact>(event: Unnumbered<E>): E {
  seq += 1;
  return { call: "c", seq, ...event } as unknown as E;
}

function begun(): CallStarted {
  seq = 0;
  const plan = { client: "Dana", goal: null, history: null, stage: null, next_step: null, answers: [], words: [] };
  const playbook = { name: "default", hash: "0" };
  return fact<CallStarted>({
    type: "call.started",
    at: 0,
    kind: "service",
    plan,
    date: "2026-11-21T21:30:00",
    tracks: ["rep", "client"],
    weights: null,
    playbook,
    rep: "me",
    quiet: {},
  });
}

function committed(utterance: string, start: number, text: string, side: "rep" | "client" = "rep"): SpeechCommitted {
  return fact<SpeechCommitted>({ type: "speech.committed", at: start + 1, utterance, side, start, end: start + 1, text });
}

function partial(utterance: string, start: number, text: string, stable: number): SpeechPartial {
  return { type: "speech.partial", call: "c", at: start + 1, utterance, side: "rep", start, text, stable };
}

function final(utterance: string, start: number, text: string, side: "rep" | "client" = "rep"): SpeechFinal {
  return fact<SpeechFinal>({ type: "speech.final", at: start + 2, utterance, side, start, end: start + 1.5, text, words: [], values: [], latency_ms: 500 });
}

function shown(prompt: string, at: number): PromptShown {
  return fact<PromptShown>({ type: "prompt.shown", at, prompt, text: prompt, why: "", evidence: [], due: at, latency_ms: 0, urgency: "guide" });
}

function cleared(prompt: string, at: number, outcome: "done" | "lapsed" | "replaced"): AnyEvent {
  return fact({ type: "prompt.cleared", at, prompt, outcome });
}

function fold(...events: AnyEvent[]): View {
  return events.reduce(reduce, nothingYet);
}

function words(view: View): [string, string][] {
  return view.utterances.map(({ settled, tentative }) => [settled, tentative]);
}

describe("a call", () => {
  it("begins with its kind, plan and sides", () => {
    const view = fold(begun());
    expect(view).toMatchObject({ call: "c", seq: 1, kind: "service", plan: { client: "Dana" }, opening: { date: "2026-11-21T21:30:00" }, ended: null });
    expect(view.sides.map(({ side }) => side)).toEqual(["rep", "client"]);
  });

  it("takes a changed plan and kind whole", () => {
    const { plan } = begun();
    const view = fold(begun(), fact({ type: "plan.changed", at: 3, kind: "renewal", plan: { ...plan, goal: "a date" } }));
    expect(view).toMatchObject({ kind: "renewal", plan: { goal: "a date", client: "Dana" } });
  });

  it("ends with its length, and nobody speaks any more", () => {
    const view = fold(
      begun(),
      { type: "signal.level", call: "c", at: 1, side: "rep", dbfs: -20, speech: true },
      { type: "recogniser.lag", call: "c", at: 1, seconds: 2, load: 0.5, weights: "base" },
      fact({ type: "call.ended", at: 60.4, duration: 61, coverage: { rep: 1, client: null } }),
    );
    expect(view).toMatchObject({ now: 61, lag: null, ended: { duration: 61, coverage: { rep: 1, client: null } } });
    expect(view.sides.map((side) => isSpeaking(view, side))).toEqual([false, false]);
  });

  it("is the same whether its facts come once or again from the middle", () => {
    const events = [begun(), committed("a", 1, "Hello"), final("a", 1, "Hello."), shown("p", 4), cleared("p", 5, "done"), committed("b", 6, "")];
    expect(fold(...events, ...events.slice(2))).toEqual(fold(...events));
  });

  it("never turns its clock back", () => {
    expect(fold(begun(), final("a", 8, "late"), { type: "signal.level", call: "c", at: 9, side: "rep", dbfs: -60, speech: false }).now).toBe(10);
  });

  it("changes with every kind of event but the one that is for the rules", () => {
    const blind = (samples as unknown as AnyEvent[])
      .filter((event) => {
        const open = event.type === "prompt.cleared" ? { ...shown(event.prompt, 1), seq: -1 } : null;
        const before: View = { ...nothingYet, call: event.call, prompts: open ? [{ shown: open, cleared: null }] : [], sides: sidesFor(event), utterances: utterancesFor(event) };
        const after = reduce(before, event);
        return JSON.stringify({ ...after, seq: 0, now: 0 }) === JSON.stringify({ ...before, seq: 0, now: 0 });
      })
      .map(({ type }) => type);
    expect(blind).toEqual(["turn.understood"]);
  });
});

/** Sides that the event has something to change on. */
function sidesFor(event: AnyEvent): View["sides"] {
  if (event.type === "sides.swapped")
    return [
      { side: "rep", dbfs: -20, speech: true, lost: false },
      { side: "client", dbfs: null, speech: null, lost: true },
    ];
  return event.type === "capture.found" ? [{ side: event.side, dbfs: null, speech: null, lost: true }] : [];
}

/** What was heard that the event has something to put right in. */
function utterancesFor(event: AnyEvent): View["utterances"] {
  return event.type === "speech.corrected" ? fold(begun(), final(event.utterance, 1, "Yes.")).utterances : [];
}

describe("fold", () => {
  it("leaves the view it began with as it was", () => {
    const before = reduce(reduce(nothingYet, begun()), committed("a", 1, "Hello"));
    const copy = structuredClone(before);
    const after = foldAll(before, [final("a", 1, "Hello."), final("b", 4, "Yes."), shown("p", 5)]);
    expect(before).toEqual(copy);
    expect(nothingYet.utterances).toEqual([]);
    expect(words(after)).toEqual([["Hello.", ""], ["Yes.", ""]]);
  });

  it("comes to the same in one go as in many", () => {
    const events = samples as unknown as AnyEvent[];
    expect(foldAll(nothingYet, events)).toEqual(events.reduce(reduce, nothingYet));
  });
});

describe("words", () => {
  it("begin with an empty utterance, settle, and become final", () => {
    const start = [begun(), committed("a", 1, "")];
    expect(words(fold(...start))).toEqual([["", ""]]);
    expect(words(fold(...start, partial("a", 1, "I want to", 6)))).toEqual([["I want", " to"]]);
    expect(words(fold(...start, partial("a", 1, "I want to", 6), committed("a", 1, "I want to")))).toEqual([["I want to", ""]]);
    const view = fold(...start, committed("a", 1, "I want to"), final("a", 1, "I want two."));
    expect(view.utterances).toEqual([{ id: "a", side: "rep", start: 1, end: 2.5, settled: "I want two.", tentative: "", final: true, words: [] }]);
  });

  it("keep their tentative rest when more of them is committed", () => {
    expect(words(fold(begun(), partial("a", 1, "I want to go home", 6), committed("a", 1, "I want to")))).toEqual([["I want to", " go home"]]);
  });

  it("drop a tentative rest that the committed words contradict", () => {
    expect(words(fold(begun(), partial("a", 1, "I want two", 6), committed("a", 1, "I want to go")))).toEqual([["I want to go", ""]]);
    expect(words(fold(begun(), committed("a", 1, "I want to"), partial("a", 1, "I won't too", 2)))).toEqual([["I want to", ""]]);
  });

  it("count their stable part in characters, not in halves of them", () => {
    expect(words(fold(begun(), partial("a", 1, "🙂🙂 yes", 2)))).toEqual([["🙂🙂", " yes"]]);
  });

  it("do not change any more once final, whatever comes late", () => {
    expect(words(fold(begun(), final("a", 1, "Yes."), partial("a", 1, "Yes. No", 0)))).toEqual([["Yes.", ""]]);
  });

  it("have times and probabilities once they are final", () => {
    const words = [{ text: "Yes.", start: 1, end: 1.4, p: 0.3 }];
    expect(fold(begun(), committed("a", 1, "Yes"), { ...final("a", 1, "Yes."), words }).utterances).toMatchObject([{ settled: "Yes.", words }]);
  });

  it("may turn out to be none", () => {
    expect(fold(begun(), committed("a", 1, "Uh"), final("a", 1, "")).utterances).toMatchObject([{ settled: "", tentative: "", final: true }]);
  });

  it("stand in the order in which they began, not in which they became known", () => {
    const view = fold(begun(), final("a", 1, "one"), final("c", 9, "three"), final("b", 5, "two", "client"), committed("d", 5, "and"));
    expect(view.utterances.map(({ id }) => id)).toEqual(["a", "b", "d", "c"]);
  });

  it("change sides, those open included, when the sides were wrong", () => {
    const view = fold(begun(), final("a", 1, "one"), committed("b", 5, "two", "client"), fact({ type: "sides.swapped", at: 7 }), final("c", 8, "three"));
    expect(view.utterances.map(({ side }) => side)).toEqual(["client", "rep", "rep"]);
  });

  it("are put right once the call has ended, their words or their side, each by itself", () => {
    const put = { at: 9, utterance: "a", was: "Hello Dina.", values: [] };
    const words = [{ text: "Dana.", start: 1.5, end: 2, p: 1 }];
    const heard = [begun(), final("a", 1, "Hello Dina."), final("b", 5, "Yes.", "client")];
    const text = fact<SpeechCorrected>({ type: "speech.corrected", ...put, text: "Hello Dana.", side: null, words });
    expect(fold(...heard, text).utterances).toMatchObject([{ side: "rep", settled: "Hello Dana.", words, start: 1, final: true }, { settled: "Yes." }]);
    const side = fact<SpeechCorrected>({ type: "speech.corrected", ...put, text: null, side: "client", words: [] });
    expect(fold(...heard, text, side).utterances).toMatchObject([{ side: "client", settled: "Hello Dana.", words }, { settled: "Yes." }]);
  });
});

describe("a side", () => {
  it("speaks when the detector says so", () => {
    const level = (speech: boolean): AnyEvent => ({ type: "signal.level", call: "c", at: 1, side: "rep", dbfs: -20, speech });
    for (const speech of [true, false]) {
      const view = fold(begun(), committed("a", 1, ""), level(speech));
      expect(view.sides.map((side) => isSpeaking(view, side))).toEqual([speech, false]);
    }
  });

  it("speaks while its utterance is open, where there is no detector", () => {
    const open = fold(begun(), committed("a", 1, ""));
    expect(open.sides.map((side) => isSpeaking(open, side))).toEqual([true, false]);
    const closed = fold(begun(), committed("a", 1, ""), final("a", 1, "Yes."));
    expect(closed.sides.map((side) => isSpeaking(closed, side))).toEqual([false, false]);
  });

  it("is lost and found", () => {
    const lost = fold(begun(), committed("a", 1, "", "client"), fact({ type: "capture.lost", at: 2, side: "client" }));
    expect(lost.sides.map((side) => [side.lost, isSpeaking(lost, side)])).toEqual([[false, false], [true, false]]);
    expect(reduce(lost, fact({ type: "capture.found", at: 3, side: "client" })).sides.map((side) => side.lost)).toEqual([false, false]);
  });
});

describe("prompts", () => {
  it("are shown one at a time, with what became of each", () => {
    const view = fold(begun(), shown("one", 1), cleared("one", 2, "replaced"), shown("two", 2));
    expect(currentPrompt(view)?.shown.prompt).toBe("two");
    const after = reduce(view, cleared("two", 5, "done"));
    expect(currentPrompt(after)).toBeNull();
    expect(after.prompts.map(({ cleared }) => cleared)).toEqual([
      { at: 2, outcome: "replaced" },
      { at: 5, outcome: "done" },
    ]);
  });

  it("may come again: each showing has its own outcome", () => {
    const view = fold(begun(), shown("one", 1), cleared("one", 2, "lapsed"), shown("one", 30), cleared("one", 31, "done"));
    expect(view.prompts.map(({ cleared }) => cleared?.outcome)).toEqual(["lapsed", "done"]);
  });

  it("keep the outcome they had", () => {
    const view = fold(begun(), shown("one", 1), cleared("one", 2, "lapsed"), cleared("one", 3, "done"), cleared("two", 4, "done"));
    expect(view.prompts.map(({ cleared }) => cleared)).toEqual([{ at: 2, outcome: "lapsed" }]);
  });
});

describe("what else is shown", () => {
  it("says that words are late until they are well in time again", () => {
    const lag = (seconds: number): AnyEvent => ({ type: "recogniser.lag", call: "c", at: 5, seconds, load: 1, weights: "base" });
    expect(fold(begun(), lag(1.5)).lag?.delay).toBe("none");
    expect(fold(begun(), lag(3), lag(1.5)).lag?.delay).toBe("some");
    expect(fold(begun(), lag(8), lag(1.5), lag(0.5)).lag?.delay).toBe("none");
  });

  it("keeps remarks and errors in order, the last stage, lag and notes", () => {
    const view = fold(
      begun(),
      fact({ type: "note.added", at: 1.5, text: "ask about the lease", begun: 1 }),
      fact({ type: "error.raised", at: 2, code: "disk-full", message: "The disk is full.", remedy: "Make room." }),
      fact({ type: "error.raised", at: 3, code: "mic-lost", message: "The microphone is gone.", remedy: "Plug it in." }),
      fact({ type: "stage.changed", at: 4, stage: "needs", since: 3.5 }),
      { type: "recogniser.lag", call: "c", at: 5, seconds: 1.5, load: 0.5, weights: "base" },
    );
    expect(view.remarks).toEqual([{ at: 1, text: "ask about the lease" }]);
    expect(view.errors.map(({ code }) => code)).toEqual(["disk-full", "mic-lost"]);
    expect(view).toMatchObject({ stage: "needs", stageSince: 3.5, lag: { seconds: 1.5, load: 0.5, weights: "base", delay: "none" } });
  });
});
