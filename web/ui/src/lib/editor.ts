// The editor of a playbook's text: CodeMirror with its YAML mode, loaded only by the page that edits.
import { autocompletion, closeBrackets, closeBracketsKeymap, type CompletionContext, type CompletionResult } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, isolateHistory } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { bracketMatching, HighlightStyle, indentOnInput, syntaxHighlighting } from "@codemirror/language";
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { unifiedMergeView } from "@codemirror/merge";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { EditorState, type Extension } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { getPlaybookSchema, type Mistake, problemOf } from "./api.ts";
import { offersAt, type Schema } from "./completion.ts";
import type { Edit } from "./fields.ts";

const LOOK = EditorView.theme({
  "&": { height: "100%", backgroundColor: "var(--surface)", color: "var(--text)", fontSize: "var(--small)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace", lineHeight: "1.5" },
  ".cm-content": { caretColor: "var(--text)" },
  ".cm-cursor": { borderLeftColor: "var(--text)" },
  ".cm-gutters": { backgroundColor: "var(--sunk)", color: "var(--muted)", borderRight: "1px solid var(--line)" },
  ".cm-activeLine": { backgroundColor: "color-mix(in srgb, var(--sunk) 45%, transparent)" },
  ".cm-activeLineGutter": { backgroundColor: "var(--line)", color: "var(--text)" },
  "& > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground": {
    backgroundColor: "var(--accent-soft)",
  },
  ".cm-selectionMatch": { backgroundColor: "var(--accent-soft)" },
  ".cm-panels, .cm-tooltip": { backgroundColor: "var(--surface)", color: "var(--text)", borderColor: "var(--edge)" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "var(--accent)", color: "var(--on-accent)" },
  ".cm-tooltip.cm-completionInfo": { maxWidth: "260px", padding: "4px 8px" },
  ".cm-diagnostic-error": { borderLeftColor: "var(--danger)" },
  ".cm-lintRange-error": { backgroundImage: "none", textDecoration: "underline wavy var(--danger)" },
  ".cm-deletedChunk": { backgroundColor: "var(--danger-soft)", paddingLeft: "6px" },
  ".cm-deletedChunk .cm-deletedText": { background: "none", textDecoration: "line-through var(--danger)" },
  ".cm-changedLine": { backgroundColor: "var(--accent-soft)" },
  ".cm-changedText": { background: "none !important", textDecoration: "underline var(--accent)" },
});

const COLOURS = syntaxHighlighting(
  HighlightStyle.define([
    { tag: tags.comment, color: "var(--muted)" },
    { tag: [tags.definition(tags.propertyName), tags.propertyName], color: "var(--accent)" },
    { tag: [tags.separator, tags.punctuation, tags.squareBracket, tags.brace], color: "var(--muted)" },
  ]),
);

export interface Editor {
  /** Puts another text in its place; the history of this one is kept, so that it can be undone. */
  replace: (text: string) => void;
  apply: (edit: Edit) => void;
  /** Shows a mistake at its line; null: there is none. */
  mark: (mistake: Mistake | null) => void;
  /** Goes to a line, counted from 1. */
  show: (line: number) => void;
  close: () => void;
}

/** An editor in `parent`. `changed` is told the whole text whenever it has become another. */
export function openEditor(parent: HTMLElement, text: string, label: string, changed: (text: string) => void, save: () => void): Editor {
  let schema: Schema = true;
  void getPlaybookSchema().then(
    (found) => {
      schema = found;
    },
    // Typing goes on without being completed.
    problemOf,
  );
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        ...reading(label),
        history(),
        drawSelection(),
        indentOnInput(),
        bracketMatching(),
        closeBrackets(),
        autocompletion({ override: [(context) => completed(schema, context)], icons: false }),
        highlightActiveLine(),
        highlightActiveLineGutter(),
        highlightSelectionMatches(),
        search(),
        lintGutter(),
        keymap.of([
          { key: "Mod-s", preventDefault: true, run: () => (save(), true) },
          ...closeBracketsKeymap,
          ...defaultKeymap,
          ...searchKeymap,
          ...historyKeymap,
          ...lintKeymap,
        ]),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) changed(update.state.doc.toString());
        }),
      ],
    }),
  });
  const length = () => view.state.doc.length;
  return {
    replace: (whole) => {
      if (whole !== view.state.doc.toString()) view.dispatch({ changes: { from: 0, to: length(), insert: whole }, annotations: isolateHistory.of("full") });
    },
    apply: ({ from, to, insert }) => {
      view.dispatch({
        changes: { from, to, insert },
        selection: { anchor: from + insert.length },
        effects: EditorView.scrollIntoView(from, { y: "center" }),
        annotations: isolateHistory.of("full"),
      });
    },
    mark: (mistake) => {
      view.dispatch(setDiagnostics(view.state, mistake ? [diagnostic(view.state, mistake)] : []));
    },
    show: (line) => {
      const place = view.state.doc.line(Math.min(line, view.state.doc.lines));
      view.dispatch({ selection: { anchor: place.from }, effects: EditorView.scrollIntoView(place.from, { y: "center" }) });
      view.focus();
    },
    close: () => {
      view.destroy();
    },
  };
}

/** What makes `mine` of `theirs`, to be read. Gives a function that takes it away. */
export function openDifference(parent: HTMLElement, theirs: string, mine: string, label: string): () => void {
  const extensions = [...reading(label), EditorState.readOnly.of(true), unifiedMergeView({ original: theirs, mergeControls: false, collapseUnchanged: {} })];
  const view = new EditorView({ parent, state: EditorState.create({ doc: mine, extensions }) });
  return () => {
    view.destroy();
  };
}

function completed(schema: Schema, { state, pos, explicit }: CompletionContext): CompletionResult | null {
  const found = offersAt(schema, state.doc.toString(), pos);
  if (!found || (found.from === pos && !explicit)) return null;
  const options = found.offers.map(({ label, info, key }) => ({ label, ...(info ? { info } : {}), ...(key ? { apply: `${label}: ` } : {}) }));
  return { from: found.from, options, validFor: /^[\w-]*$/ };
}

function reading(label: string): Extension[] {
  return [lineNumbers(), yaml(), COLOURS, LOOK, EditorView.lineWrapping, EditorView.contentAttributes.of({ "aria-label": label, tabindex: "0" })];
}

function diagnostic(state: EditorState, { line, message, remedy }: Mistake): Diagnostic {
  const place = state.doc.line(Math.min(line ?? 1, state.doc.lines));
  const indent = place.text.length - place.text.trimStart().length;
  return { from: place.from + indent, to: place.to, severity: "error", message: `${message} ${remedy}` };
}
