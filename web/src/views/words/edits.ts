// Small edits that may resolve an error or a panic. Each is only a guess until the result has really been checked and run.
import type { Diagnostic, Edit, Judged, RunResult } from '../../engine/protocol';
import type { Lane } from '../../engine/trace';
import { panicsOf } from '../../output/panics';
import { Facts, offsetOf } from './facts';
import { clashOf } from './runs';
import { applied, type Statement, Syntax } from './syntax';

export interface Candidate {
  label: string; // of its button; names in backticks
  parts: Edit[];
  group: string; // of several that come to the same, the first that works is offered
}

const identifier = /^[A-Za-z_]\w*$/;

function labelOf(message: string, parts: readonly Edit[]): string {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) {
    const known: Record<string, string> = {
      'mut ': 'Add `mut`',
      '.clone()': 'Clone the value',
      'move ': 'Add `move`',
      '&': 'Borrow it',
      '&mut ': 'Borrow it with `&mut`',
    };
    const text = known[only.text];
    if (text !== undefined) return text;
  }
  const words = message
    .replace(/^(consider|try|you could|you can) /, '')
    .replace(
      /^(assign|borrow|chang|clon|introduc|restrict|return|us)ing /,
      (_, verb: string) => `${verb}${/^(chang|clon|introduc|us)$/.test(verb) ? 'e' : ''} `,
    )
    .replace(/^(add|specify)ing /, '$1 ')
    .replace(/:$/, '');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function rustcs(errors: Diagnostic[]): Candidate[] {
  // With several errors no single suggestion is enough: those that rustc is sure of, together.
  if (errors.length > 1) {
    const sure = errors.flatMap((d) => d.suggestions.filter((s) => s.applicable).slice(0, 1));
    const parts = new Map(sure.flatMap((s) => s.parts).map((part) => [`${part.from} ${part.to} ${part.text}`, part]));
    return parts.size === 0
      ? []
      : [
          {
            label: sure.length === 1 && sure[0] ? labelOf(sure[0].message, sure[0].parts) : 'Do what rustc suggests',
            parts: [...parts.values()],
            group: 'rustc',
          },
        ];
  }
  return errors
    .flatMap((d) => d.suggestions)
    .map((s) => ({ label: labelOf(s.message, s.parts), parts: s.parts, group: labelOf(s.message, s.parts) }));
}

const sameBlock = (a: Statement | null, b: Statement | null) =>
  a !== null && b !== null && a.block.from === b.block.from && a.from !== b.from;

// A loan that is still to be used: what comes in between, after; what comes after, before; or a copy instead of the loan.
function ofConflict(f: Facts, syntax: Syntax): Candidate[] {
  const out: Candidate[] = [];
  const use = f.label(/later used here|later call/);
  const { primary } = f;
  if (primary === null) return out;
  const conflict = syntax.statementAt(primary.from);
  const using = use === null ? null : syntax.statementAt(use.from);
  if (conflict !== null && using !== null && sameBlock(conflict, using) && using.from > conflict.from) {
    const name = f.held?.holder?.text;
    out.push({
      label: name === undefined ? 'Use the borrow first' : `Use \`${name}\` first`,
      parts: [syntax.before(conflict, syntax.plainText(using)), syntax.remove(using)],
      group: 'order',
    });
    out.push({
      label: `Do \`${f.text(conflict).slice(0, 30)}\` afterwards`,
      parts: [syntax.remove(conflict), syntax.after(using, syntax.plainText(conflict))],
      group: 'order',
    });
  }
  const { borrow } = f;
  if (borrow !== null) {
    const text = syntax.source.slice(borrow.from, borrow.to);
    const loan = /^&(?!mut\b)\s*(.+)$/s.exec(text);
    if (loan?.[1] !== undefined) {
      const inner = /^[\w.[\]():]+$/.test(loan[1]) ? loan[1] : `(${loan[1]})`;
      out.push({
        label: 'Clone instead of borrowing',
        parts: [{ from: borrow.from, to: borrow.to, text: `${inner}.clone()` }],
        group: 'clone',
      });
    }
    const declaration = syntax.nodeAt(borrow.from, 'LetDeclaration');
    if (declaration !== null && loan === null && !text.startsWith('&')) {
      const end = declaration.to - (syntax.source[declaration.to - 1] === ';' ? 1 : 0);
      for (const call of ['.cloned()', '.clone()', '.to_owned()', '.to_string()', '.copied().collect::<Vec<_>>()'])
        out.push({ label: 'Keep a copy instead of borrowing', parts: [{ from: end, to: end, text: call }], group: 'clone' });
    }
  }
  return out;
}

// `x` does not live long enough: declared before the block that it ends with.
function ofShortLife(f: Facts, syntax: Syntax): Candidate[] {
  const declared = f.label(/^binding .* declared here/);
  if (declared === null) return [];
  const statement = syntax.statementAt(declared.from);
  const outer = syntax.statementAt(declared.from, 1);
  if (statement === null || outer === null) return [];
  return [
    {
      label: `Declare \`${f.names[0] ?? 'it'}\` outside the block`,
      parts: [syntax.before(outer, syntax.plainText(statement)), syntax.remove(statement)],
      group: 'outside',
    },
  ];
}

function ofErrors(errors: Diagnostic[], judged: Judged, source: string): Candidate[] {
  const [first] = errors;
  if (first === undefined) return [];
  const syntax = new Syntax(source);
  const f = new Facts(first, source, judged.trace);
  const own: Candidate[] = [];
  if (['E0499', 'E0502', 'E0503', 'E0505', 'E0506'].includes(first.code ?? '')) own.push(...ofConflict(f, syntax));
  if (first.code === 'E0597') own.push(...ofShortLife(f, syntax));
  if (first.code === 'E0382') {
    const moved = f.label(/^value moved here/);
    if (moved !== null) own.push({ label: 'Lend it: `&`', parts: [{ from: moved.from, to: moved.from, text: '&' }], group: 'Borrow it' });
  }
  return [...rustcs(errors), ...own];
}

// A guard in the way: dropped before, or alive only within a block; or asked for with `try_`; or a copy of what it guards.
function ofGuard(held: Lane, refused: { from: number; to: number }, syntax: Syntax): Candidate[] {
  const out: Candidate[] = [];
  const asking = syntax.statementAt(refused.from);
  if (asking === null) return out;
  const name = held.holder?.text ?? '';
  if (identifier.test(name)) {
    for (let outer = 0; outer < 3; ++outer) {
      const at = syntax.statementAt(refused.from, outer);
      if (at === null || at.from < held.start.from) break;
      out.push({ label: `Drop \`${name}\` first`, parts: [syntax.before(at, `drop(${name});`)], group: 'drop' });
    }
    const guard = syntax.statementAt(held.start.from);
    if (guard !== null && refused.from > guard.to) {
      const before = syntax.statementAt(refused.from);
      const last = syntax.lastUse(name, guard.to, before !== null && sameBlock(guard, before) ? before.from : refused.from);
      let end: Statement | null = last === null ? guard : syntax.statementAt(last);
      for (let outer = 1; end !== null && end.block.from !== guard.block.from && outer < 6; ++outer)
        end = syntax.statementAt(last ?? 0, outer);
      if (end !== null && end.to <= refused.from) {
        const inner = syntax.source.slice(guard.from, end.to).replaceAll('\n', '\n    ');
        out.push({
          label: `Give \`${name}\` a block of its own`,
          parts: [{ from: guard.from, to: end.to, text: `{\n${guard.indent}    ${inner}\n${guard.indent}}` }],
          group: 'block',
        });
      }
    }
  } else {
    // A temporary guard lasts for its whole statement, the body of a `match`, `if let` or `for` included.
    const statement = syntax.statementAt(held.start.from);
    if (statement !== null) {
      const guard = syntax.text(held.start);
      const copy = syntax.source.includes('copy') ? 'the_copy' : 'copy';
      out.push({
        label: 'Work on a copy',
        parts: [syntax.before(statement, `let ${copy} = ${guard}.clone();`), { ...held.start, text: copy }],
        group: 'copy',
      });
    }
  }
  const call = /^(.*)\.(borrow_mut|borrow)\(\)$/s.exec(syntax.text(refused));
  const text = syntax.text(asking);
  if (call?.[1] !== undefined && !/^let\b/.test(text)) {
    const at = refused.from - asking.from;
    const rest = `${text.slice(0, at)}value${text.slice(at + refused.to - refused.from)}`;
    const body = `${asking.indent}    ${rest.replaceAll('\n', '\n    ')}`;
    out.push({
      label: `Ask with \`try_${call[2]}\``,
      parts: [
        {
          from: asking.from,
          to: asking.to,
          text: `if let Ok(${call[2] === 'borrow_mut' ? 'mut ' : ''}value) = ${call[1]}.try_${call[2]}() {\n${body}\n${asking.indent}}`,
        },
      ],
      group: 'try',
    });
  }
  return out;
}

const methods: Record<string, string> = { '+': 'add', '-': 'sub', '*': 'mul', '/': 'div', '%': 'rem', '<<': 'shl', '>>': 'shr' };

function ofPanic(run: RunResult, source: string): Candidate[] {
  const panic = panicsOf(run).at(-1);
  if (panic === undefined) return [];
  const at = offsetOf(source, panic.line, panic.column);
  const syntax = new Syntax(source);
  if (/with overflow$/.test(panic.message)) {
    const operation = syntax.operationAt(at);
    const method = methods[operation?.operator.replace(/=$/, '') ?? ''];
    if (operation === null || method === undefined) return [];
    const assigns = /[^=]=$/.test(operation.operator);
    const left = /^[\w.]+$/.test(operation.left) ? operation.left : `(${operation.left})`;
    return [
      ['Let it wrap', 'wrapping'],
      ['Stop at the limit', 'saturating'],
    ].map(([label, how]) => ({
      label: label ?? '',
      parts: [{ ...operation.whole, text: `${assigns ? `${operation.left} = ` : ''}${left}.${how}_${method}(${operation.right})` }],
      group: how ?? '',
    }));
  }
  if (/^index out of bounds/.test(panic.message)) {
    const index = syntax.nodeAt(at, 'IndexExpression');
    const parts = index === null ? null : /^(.*)\[([^[\]]+)\]$/s.exec(syntax.text(index));
    if (index === null || parts === null) return [];
    return [
      {
        label: 'Use a default where there is none',
        parts: [{ ...index, text: `${parts[1]}.get(${parts[2]}).cloned().unwrap_or_default()` }],
        group: 'get',
      },
      { label: 'Ask with `get`', parts: [{ ...index, text: `${parts[1]}.get(${parts[2]})` }], group: 'ask' },
    ];
  }
  if (/PoisonError/.test(panic.message) && source.startsWith('unwrap()', at))
    return [
      {
        label: 'Take the value all the same',
        parts: [{ from: at, to: at + 8, text: 'unwrap_or_else(|poisoned| poisoned.into_inner())' }],
        group: 'poison',
      },
    ];
  if (/^called `(Option|Result)::unwrap\(\)`/.test(panic.message) && source.startsWith('unwrap()', at))
    return [{ label: 'Use a default instead', parts: [{ from: at, to: at + 8, text: 'unwrap_or_default()' }], group: 'default' }];
  return [];
}

// In the order in which they are offered.
export function candidatesOf(judged: Judged, source: string): Candidate[] {
  const { check, run, trace } = judged;
  let found: Candidate[] = [];
  if (check.verdict === 'rejected')
    found = ofErrors(
      check.diagnostics.filter((d) => d.level === 'error'),
      judged,
      source,
    );
  else if (run !== null && (run.outcome === 'panicked' || run.outcome === 'deadlock')) {
    const clash = clashOf(trace);
    found = [
      ...(clash === null ? [] : ofGuard(clash.held, clash.refused?.start ?? clash.collision.place, new Syntax(source))),
      ...(run.outcome === 'panicked' ? ofPanic(run, source) : []),
    ];
  }
  // The same text by two ways is one candidate.
  const seen = new Set<string>([source]);
  return found.filter(({ parts }) => {
    const text = applied(source, parts);
    if (parts.length === 0 || seen.has(text)) return false;
    seen.add(text);
    return true;
  });
}
