// All of CodeMirror that book/_static/live/editing.js uses; the bundle holds this and no more.
export { defaultKeymap, history, historyKeymap, indentLess, indentMore } from "@codemirror/commands";
export { bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
export { python } from "@codemirror/lang-python";
export { EditorState, StateEffect, StateField } from "@codemirror/state";
export { Decoration, EditorView, keymap } from "@codemirror/view";
export { classHighlighter } from "@lezer/highlight";
