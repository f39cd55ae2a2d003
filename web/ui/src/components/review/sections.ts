// What the sections of the notes are called.
import type { Section } from "../../lib/review.ts";

export const SECTION: Record<Section, { title: string; one: string }> = {
  discussed: { title: "Discussed", one: "Discussed" },
  proposed: { title: "Proposed", one: "Proposed" },
  commitments: { title: "Commitments", one: "Commitment" },
  facts: { title: "Facts", one: "Fact" },
  personal: { title: "Personal", one: "Personal" },
  questions: { title: "Questions left open", one: "Question" },
};
