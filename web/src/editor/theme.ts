// How the editor looks. Colours are the page's custom properties, so that light and dark need no second theme.
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

const look = EditorView.theme({
  '&': { height: '100%', backgroundColor: 'transparent', color: 'var(--ink)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mono)', fontSize: 'var(--code-size)', lineHeight: '1.6', overflow: 'auto' },
  '.cm-content': { padding: '0.6rem 0', caretColor: 'var(--ink)' },
  '.cm-line': { padding: '0 0.3rem 0 0.4rem' },
  '.cm-gutters': { backgroundColor: 'transparent', color: 'var(--muted)', border: 'none' },
  '.cm-lineNumbers .cm-gutterElement': { padding: '0 0.3rem 0 0.6rem', minWidth: '1.9rem' },
  '.cm-activeLineGutter, .cm-activeLine': { backgroundColor: 'transparent' },
  '&.cm-focused .cm-activeLine': { backgroundColor: 'var(--line-tint)' },
  '&.cm-focused .cm-activeLineGutter': { backgroundColor: 'var(--line-tint)', color: 'var(--ink)' },
  '.cm-foldGutter .cm-gutterElement': { cursor: 'pointer', color: 'var(--faint)', width: '0.9em', textAlign: 'center' },
  '.cm-foldPlaceholder': {
    padding: '0 0.4em',
    border: '1px solid var(--rule)',
    borderRadius: '4px',
    backgroundColor: 'var(--raised)',
    color: 'var(--muted)',
    font: 'inherit',
    fontSize: '0.85em',
  },
  '.cm-cursor, .cm-dropCursor': { borderLeft: '2px solid var(--ink)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': { background: 'var(--selection)' },
  '&.cm-focused .cm-matchingBracket': { backgroundColor: 'transparent', outline: '1px solid var(--faint)' },
  '&.cm-focused .cm-nonmatchingBracket': { backgroundColor: 'transparent', outline: '1px solid var(--bad)' },
  '.cm-tooltip': {
    backgroundColor: 'var(--raised)',
    color: 'var(--ink)',
    border: '1px solid var(--rule)',
    borderRadius: '6px',
    boxShadow: '0 4px 16px rgb(0 0 0 / 0.18)',
    maxWidth: 'min(34rem, 90vw)',
    overflow: 'hidden',
  },
  '.cm-diagnostic': { padding: '0.4rem 0.7rem', marginLeft: '0', fontSize: '0.85rem', whiteSpace: 'pre-wrap', borderLeftWidth: '4px' },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--bad)' },
  '.cm-diagnostic-warning': { borderLeftColor: 'var(--caution)' },
  '.cm-diagnostic-info, .cm-diagnostic-hint': { borderLeftColor: 'var(--shared)' },
  // Lines of the text's own kind instead of images: they follow the theme and scale with the letters.
  '.cm-lintRange': { backgroundImage: 'none !important', paddingBottom: '0', textDecorationSkipInk: 'none', textUnderlineOffset: '3px' },
  '.cm-lintRange-error': { textDecoration: 'underline wavy var(--bad) 1.5px' },
  '.cm-lintRange-warning': { textDecoration: 'underline wavy var(--caution) 1.5px' },
  '.cm-lintRange-info': { textDecoration: 'underline solid var(--shared) 2px' },
  '.cm-lintRange-hint': { textDecoration: 'underline dotted var(--shared) 2px' },
  '.cm-lintRange-active': { backgroundColor: 'var(--line-tint)' },
  '.cm-lintPoint:after': { borderBottomColor: 'var(--bad)' },
  '.bl-shared, .bl-shared *': { color: 'var(--shared)', fontWeight: '600' },
  '.bl-exclusive, .bl-exclusive *': { color: 'var(--exclusive)', fontWeight: '600' },
});

const highlight = HighlightStyle.define([
  {
    tag: [tags.keyword, tags.controlKeyword, tags.definitionKeyword, tags.moduleKeyword, tags.operatorKeyword, tags.modifier, tags.self],
    color: 'var(--code-keyword)',
  },
  { tag: [tags.string, tags.special(tags.string), tags.character], color: 'var(--code-string)' },
  { tag: [tags.number, tags.integer, tags.float, tags.bool], color: 'var(--code-number)' },
  { tag: [tags.lineComment, tags.blockComment, tags.comment], color: 'var(--code-comment)', fontStyle: 'italic' },
  { tag: [tags.typeName, tags.className, tags.namespace], color: 'var(--code-type)' },
  { tag: [tags.macroName, tags.function(tags.variableName), tags.function(tags.propertyName)], color: 'var(--code-function)' },
  { tag: [tags.labelName, tags.special(tags.variableName), tags.meta, tags.attributeName], color: 'var(--code-meta)' },
]);

export const appearance: Extension = [look, syntaxHighlighting(highlight)];
