// What the pages remember in this browser: whether the overlay is quiet, for which call its warning was closed, and what calls are heard with.

const QUIET = "callcue-quiet";
const WARNED = "callcue-warned";
const MIC = "callcue-mic";
const FAR = "callcue-far";

export function isQuiet(): boolean {
  return read(QUIET) !== null;
}

export function keepQuiet(quiet: boolean): void {
  write(QUIET, quiet ? "on" : null);
}

/** Whether the warning that a shared screen shows the overlay was closed in this call. */
export function wasWarned(call: string): boolean {
  return read(WARNED) === call;
}

export function keepWarned(call: string): void {
  write(WARNED, call);
}

/** The devices last chosen, by name; null: the system's default microphone, and no further input. */
export function chosenDevices(): { mic: string | null; far: string | null } {
  return { mic: read(MIC), far: read(FAR) };
}

export function keepDevices({ mic, far }: { mic: string | null; far: string | null }): void {
  write(MIC, mic);
  write(FAR, far);
}

// A browser that is told to keep nothing throws at the mere mention of its storage; what would be kept then lasts as long as the page.
const here = new Map<string, string | null>();

function read(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch (cause) {
    if (!(cause instanceof DOMException)) throw cause;
    return here.get(name) ?? null;
  }
}

function write(name: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(name);
    else localStorage.setItem(name, value);
  } catch (cause) {
    if (!(cause instanceof DOMException)) throw cause;
    here.set(name, value);
  }
}
