// Folds the events of a call, live or stored, into what the pages show of it. Pure; holds no rule.
import type { Kind, Side } from "./codec.ts";
import { isFact } from "./codec.ts";
import type {
  AnyEvent,
  CallStarted,
  ErrorRaised,
  Notes,
  Plan,
  PlaybookRef,
  PromptCleared,
  PromptShown,
  RecogniserLag,
  SideShare,
  SpeechCommitted,
  SpeechCorrected,
  SpeechFinal,
  SpeechPartial,
  SpokenWord,
  StageChanged,
} from "./events.ts";
import { delay, type Delay } from "./lag.ts";

export type Stage = StageChanged["stage"];
export type Outcome = PromptCleared["outcome"];
export type Urgency = PromptShown["urgency"];

/** One side of the call as it stands. */
export interface SideView {
  side: Side;
  /** Loudness, dBFS; null while none was reported. */
  dbfs: number | null;
  /** Whether the detector hears speech; null while it has said nothing (a call script has no sound). */
  speech: boolean | null;
  lost: boolean;
}

/** One side's words between two pauses. Times in seconds since the call began. */
export interface Utterance {
  id: string;
  side: Side;
  start: number;
  end: number;
  /** Words that will not change any more, unless the final takes them back. */
  settled: string;
  /** Words after them that still may; empty once final. */
  tentative: string;
  final: boolean;
  /** Each word with its time and how sure it is; none before it is final, or where the call had no sound. */
  words: readonly SpokenWord[];
}

/** A prompt that was shown, and what became of it. */
export interface PromptView {
  shown: PromptShown;
  /** When it went and how; null while it is on the screen. */
  cleared: { at: number; outcome: Outcome } | null;
}

/** How the recogniser keeps up. */
export type LagView = Pick<RecogniserLag, "seconds" | "load" | "weights"> & { delay: Delay };

/** How a call began. */
export interface Opening {
  date: string;
  weights: string | null;
  playbook: PlaybookRef;
}

/** Everything the pages show of one call. */
export interface View {
  call: string | null;
  /** Number of the last fact folded in. */
  seq: number;
  /** The latest moment known, seconds since the call began. */
  now: number;
  opening: Opening | null;
  kind: Kind | null;
  plan: Plan | null;
  ended: { duration: number; coverage: SideShare } | null;
  stage: Stage;
  stageSince: number;
  /** In the order of the call's tracks. */
  sides: readonly SideView[];
  /** In the order in which they began. */
  utterances: readonly Utterance[];
  /** In the order in which they were shown. */
  prompts: readonly PromptView[];
  /** What the rep typed, and when it was begun. */
  remarks: readonly { at: number; text: string }[];
  errors: readonly ErrorRaised[];
  lag: LagView | null;
  notes: Notes | null;
}

export const nothingYet: View = Object.freeze({
  call: null,
  seq: 0,
  now: 0,
  opening: null,
  kind: null,
  plan: null,
  ended: null,
  stage: "opening",
  stageSince: 0,
  sides: [],
  utterances: [],
  prompts: [],
  remarks: [],
  errors: [],
  lag: null,
  notes: null,
});

/** The view after `event`. A fact that was folded in already changes nothing, so that a reconnection may repeat itself. */
export function reduce(view: View, event: AnyEvent): View {
  return fold(view, [event]);
}

/** The view after `events`, each as by `reduce`. */
export function fold(view: View, events: readonly AnyEvent[]): View {
  // Copied once for all of them: a stored call is tens of thousands of events over thousands of utterances.
  const draft: Draft = { ...view, utterances: [...view.utterances] };
  for (const event of events) {
    if (isFact(event)) {
      if (event.seq <= draft.seq) continue;
      draft.seq = event.seq;
    }
    draft.call = event.call;
    draft.now = Math.max(draft.now, event.at);
    Object.assign(draft, change(draft, event));
  }
  return draft;
}

/** A view in the making, seen by nobody else yet: its utterances are changed in place. */
type Draft = Omit<View, "utterances"> & { utterances: Utterance[] };

/** The prompt on the screen, or null. */
export function currentPrompt(view: View): PromptView | null {
  return view.prompts.findLast((prompt) => prompt.cleared === null) ?? null;
}

/** Whether this side is heard to speak now: what the detector says, or where there is none, whether an utterance is open. */
export function isSpeaking(view: View, side: SideView): boolean {
  if (view.ended || side.lost) return false;
  return side.speech ?? view.utterances.some((utterance) => utterance.side === side.side && !utterance.final);
}

function change(view: Draft, event: AnyEvent): Partial<Draft> {
  switch (event.type) {
    case "call.started":
      return started(event);
    case "call.ended":
      return { ended: { duration: event.duration, coverage: event.coverage }, now: Math.max(view.now, event.duration), lag: null };
    case "plan.changed":
      return { kind: event.kind, plan: event.plan };
    case "sides.swapped":
      return swapped(view);
    case "note.added":
      return { remarks: [...view.remarks, { at: event.begun, text: event.text }] };
    case "speech.partial":
      return heard(view.utterances, event, withPartial);
    case "speech.committed":
      return heard(view.utterances, event, withCommitted);
    case "speech.final":
      return heard(view.utterances, event, withFinal);
    case "speech.corrected":
      return corrected(view.utterances, event);
    case "turn.understood":
      // What a turn does is for the rules and the notes; the pages show what came of it.
      return {};
    case "stage.changed":
      return { stage: event.stage, stageSince: event.since };
    case "prompt.shown":
      return { prompts: [...view.prompts, { shown: event, cleared: null }] };
    case "prompt.cleared":
      return { prompts: cleared(view.prompts, event) };
    case "capture.lost":
      return { sides: changedSide(view.sides, event.side, { lost: true, dbfs: null, speech: null }) };
    case "capture.found":
      return { sides: changedSide(view.sides, event.side, { lost: false }) };
    case "error.raised":
      return { errors: [...view.errors, event] };
    case "signal.level":
      return { sides: changedSide(view.sides, event.side, { dbfs: event.dbfs, speech: event.speech }) };
    case "recogniser.lag":
      return { lag: { seconds: event.seconds, load: event.load, weights: event.weights, delay: delay(view.lag?.delay ?? "none", event.seconds) } };
    case "notes.drafted":
      return { notes: event.notes };
  }
}

function started(event: CallStarted): Partial<Draft> {
  return {
    opening: { date: event.date, weights: event.weights, playbook: event.playbook },
    kind: event.kind,
    plan: event.plan,
    sides: event.tracks.map((side) => ({ side, dbfs: null, speech: null, lost: false })),
  };
}

function changedSide(sides: readonly SideView[], side: Side, changes: Partial<SideView>): SideView[] {
  const known = sides.some((other) => other.side === side) ? sides : [...sides, { side, dbfs: null, speech: null, lost: false }];
  return known.map((other) => (other.side === side ? { ...other, ...changes } : other));
}

function other(side: Side): Side {
  return side === "rep" ? "client" : side === "client" ? "rep" : side;
}

/** Everything heard so far was the other side's; what comes names its side rightly. */
function swapped(view: Draft): Partial<Draft> {
  return {
    utterances: view.utterances.map((utterance) => ({ ...utterance, side: other(utterance.side) })),
    sides: view.sides.map((side) => ({ ...(view.sides.find((twin) => twin.side === other(side.side)) ?? side), side: side.side })),
  };
}

function cleared(prompts: readonly PromptView[], event: PromptCleared): PromptView[] {
  const index = prompts.findLastIndex((prompt) => prompt.shown.prompt === event.prompt && prompt.cleared === null);
  return prompts.map((prompt, place) => (place === index ? { ...prompt, cleared: { at: event.at, outcome: event.outcome } } : prompt));
}

type Speech = SpeechPartial | SpeechCommitted | SpeechFinal;

/** Puts the utterance that `event` is about, changed, in its place among `utterances`. */
function heard<E extends Speech>(utterances: Utterance[], event: E, changed: (before: Utterance, event: E) => Utterance): Partial<Draft> {
  // What changes is nearly always among the last few: searched from the end.
  const index = utterances.findLastIndex((utterance) => utterance.id === event.utterance);
  const known = utterances[index];
  if (known) {
    utterances[index] = changed(known, event);
    return {};
  }
  const fresh: Utterance = { id: event.utterance, side: event.side, start: event.start, end: event.start, settled: "", tentative: "", final: false, words: [] };
  const before = utterances.findLastIndex((utterance) => utterance.start <= event.start);
  utterances.splice(before + 1, 0, changed(fresh, event));
  return {};
}

function withPartial(before: Utterance, event: SpeechPartial): Utterance {
  if (before.final) return before;
  // Counted in characters, which JavaScript's own indices are not.
  const stable = Array.from(event.text).slice(0, event.stable).join("");
  const settled = stable.length > before.settled.length ? stable : before.settled;
  const tentative = event.text.startsWith(settled) ? event.text.slice(settled.length) : "";
  return { ...before, settled, tentative };
}

function withCommitted(before: Utterance, event: SpeechCommitted): Utterance {
  if (before.final) return before;
  const shown = before.settled + before.tentative;
  const tentative = shown.startsWith(event.text) ? shown.slice(event.text.length) : "";
  return { ...before, side: event.side, start: event.start, end: event.end, settled: event.text, tentative };
}

function withFinal(before: Utterance, event: SpeechFinal): Utterance {
  return { ...before, side: event.side, start: event.start, end: event.end, settled: event.text, tentative: "", final: true, words: event.words };
}

/** Puts right what was heard, in its place: the rep has listened again. */
function corrected(utterances: Utterance[], event: SpeechCorrected): Partial<Draft> {
  const index = utterances.findLastIndex((utterance) => utterance.id === event.utterance);
  const before = utterances[index];
  if (before) {
    const side = event.side ?? before.side;
    utterances[index] = event.text === null ? { ...before, side } : { ...before, side, settled: event.text, tentative: "", words: event.words };
  }
  return {};
}
