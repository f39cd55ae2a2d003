// The goal and the history of a plan while its client is being written: filled in from the last call, never over what was typed.
import { getOffer, type Offer } from "./api/clients.ts";
import { Failed } from "./api.ts";
import { isOffered, NOTHING, taken, type Offered } from "./offer.ts";
import { Scope } from "./scope.ts";

/** Milliseconds after the last key of a name until its offer is asked for. */
const PAUSE = 120;

/** Asks for offers until `close`. */
export class Offering {
  goal = $state("");
  history = $state("");
  offer: Offer | null = $state.raw(null);
  #offered: Offered = $state.raw(NOTHING);
  #asked = 0;
  #scope = new Scope();
  #cancel = () => {};

  /** `fields`: what stands there already, which is the rep's own. */
  constructor(fields: Partial<Offered> = {}) {
    this.goal = fields.goal ?? "";
    this.history = fields.history ?? "";
  }

  /** Whether the goal is the last call's. */
  get goalIsOffered(): boolean {
    return isOffered(this.goal, this.#offered.goal);
  }

  get historyIsOffered(): boolean {
    return isOffered(this.history, this.#offered.history);
  }

  /** Looks soon for what is offered to a client of this name. */
  look(name: string): void {
    this.#cancel();
    const number = (this.#asked += 1);
    this.#cancel = this.#scope.timeout(() => void this.#read(name.trim(), number), PAUSE);
  }

  close(): void {
    this.#asked += 1;
    this.#scope.close();
  }

  async #read(name: string, number: number): Promise<void> {
    const found = name === "" ? null : await offerFor(name);
    // An answer about an older name is of no interest, nor is a second one about the same client: what was cleared stays so.
    if (number !== this.#asked || found?.client?.key === this.offer?.client?.key) return;
    const { fields, offered } = taken({ goal: this.goal, history: this.history }, this.#offered, found);
    [this.offer, this.#offered] = [found, offered];
    [this.goal, this.history] = [fields.goal, fields.history];
  }
}

/** What is offered; null where nobody of that name is known, or the service does not say: a call can be planned without. */
async function offerFor(name: string): Promise<Offer | null> {
  try {
    const offer = await getOffer(name);
    return offer.client ? offer : null;
  } catch (cause) {
    if (!(cause instanceof Failed)) throw cause;
    return null;
  }
}
