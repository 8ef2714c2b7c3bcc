// Grows random functions about borrowing. A function is a tree of statements, so that it can be cut down again:
// { head, blocks: [{ open, body: [statement] }], close } or { head } alone. All are well typed; borrow rules they break at will.

// xorshift: the same seed gives the same functions everywhere.
export function random(seed) {
  let s = (seed * 2654435761 + 88675123) >>> 0 || 1;
  const next = () => {
    s ^= s << 13;
    s >>>= 0;
    s ^= s >>> 17;
    s ^= s << 5;
    s >>>= 0;
    return s;
  };
  for (let i = 0; i < 8; ++i) next();
  const below = (n) => next() % n;
  return { below, chance: (percent) => below(100) < percent, pick: (list) => list[below(list.length)] };
}

const owned = [
  'i32',
  'String',
  'Vec<i32>',
  'Vec<String>',
  'Box<String>',
  'Box<P>',
  'P',
  'Option<String>',
  '(String, String)',
  'D',
  'RefCell<String>',
];
const fieldsOf = {
  P: [
    ['.a', 'String'],
    ['.b', 'i32'],
    ['.c', 'Vec<i32>'],
  ],
  D: [['.s', 'String']],
  '(String, String)': [
    ['.0', 'String'],
    ['.1', 'String'],
  ],
  'Vec<i32>': [['[0]', 'i32']],
  'Vec<String>': [['[0]', 'String']],
  H: [
    ['.r', '&String'],
    ['.n', 'i32'],
  ],
};
const isRef = (t) => t.startsWith('&');
const pointee = (t) => (t.startsWith('&mut ') ? t.slice(5) : t.slice(1));

class Grower {
  constructor(rng) {
    this.rng = rng;
    this.count = 0;
    this.scopes = [[]];
    this.loops = 0;
    this.closures = 0;
    this.result = null;
    this.chains = false; // `if let … && …`
  }

  variables() {
    return this.scopes.flat();
  }

  // All places of the type, as far as two steps from a variable.
  places(type, { assign = false } = {}) {
    const found = [];
    const visit = (text, t, depth, mutable) => {
      if (t === type && (!assign || mutable || this.rng.chance(6))) found.push(text);
      if (depth === 0) return;
      if (t === 'Box<String>' || t === 'RefMut') visit(`*${text}`, 'String', 0, mutable);
      else if (t === 'Box<P>') for (const [f, ft] of fieldsOf.P) visit(text + f, ft, 0, mutable);
      else if (isRef(t)) {
        const inner = pointee(t);
        const writes = t.startsWith('&mut ');
        if (inner in fieldsOf) for (const [f, ft] of fieldsOf[inner]) visit(text + f, ft, 0, writes);
        visit(`*${text}`, inner, 0, writes);
      } else if (t in fieldsOf) for (const [f, ft] of fieldsOf[t]) visit(text + f, ft, depth - 1, mutable);
    };
    for (const v of this.variables()) visit(v.name, v.type, 2, v.mut);
    return found;
  }

  // Types that some variable holds, so that expressions find places.
  someType() {
    const vars = this.variables();
    if (vars.length > 0 && this.rng.chance(60)) {
      const t = this.rng.pick(vars).type;
      return isRef(t) ? pointee(t) : ['H', 'G', 'closure', 'RefMut'].includes(t) ? 'String' : t;
    }
    return this.rng.pick(owned);
  }

  // A place before a dot: method calls dereference on their own.
  receiver(type, options) {
    const p = this.place(type, options);
    return p === null || !p.startsWith('*') ? p : this.rng.chance(70) ? p.slice(1) : `(${p})`;
  }

  place(type, options) {
    const all = this.places(type, options);
    return all.length > 0 ? this.rng.pick(all) : null;
  }

  fresh(type) {
    switch (type) {
      case 'i32':
        return String(this.rng.below(9));
      case 'String':
        return 'String::new()';
      case 'Vec<i32>':
        return 'vec![1i32]';
      case 'Vec<String>':
        return 'Vec::<String>::new()';
      case 'Box<String>':
        return 'Box::new(String::new())';
      case 'Box<P>':
        return `Box::new(${this.fresh('P')})`;
      case 'RefCell<String>':
        return `RefCell::new(${this.expr('String', 1)})`;
      case 'P':
        return `P { a: ${this.expr('String', 1)}, b: 1, c: vec![] }`;
      case 'Option<String>':
        return `Some(${this.expr('String', 1)})`;
      case '(String, String)':
        return `(${this.expr('String', 1)}, String::new())`;
      case 'D':
        return `D { s: ${this.expr('String', 1)} }`;
      case 'H':
        return `H { r: ${this.expr('&String', 1)}, n: ${this.expr('i32', 1)} }`;
      case 'G':
        return `G { v: ${this.expr('&mut Vec<i32>', 1)} }`;
      default:
        return `&${type.startsWith('&mut ') ? 'mut ' : ''}${this.fresh(pointee(type))}`;
    }
  }

  expr(type, depth = 2) {
    const { rng } = this;
    const options = [];
    const add = (weight, make) => options.push([weight, make]);
    const place = this.place(type);
    if (place !== null) add(type === 'i32' ? 5 : 6, () => place);
    add(2, () => this.fresh(type));
    if (depth > 0) {
      const sub = (t) => this.expr(t, depth - 1);
      if (type.startsWith('&mut ')) {
        const inner = pointee(type);
        const target = this.place(inner, { assign: true });
        if (target !== null) add(9, () => `&mut ${target}`);
        add(1, () => `pick_mut(${sub(type)}, ${sub(type)})`);
        add(1, () => `same(${sub(type)})`);
        if (inner === 'String') {
          add(2, () => `first_mut(${sub('&mut Vec<String>')})`);
          const p = this.receiver('P', { assign: true });
          if (p !== null) add(3, () => `${p}.name_mut()`);
        }
      } else if (isRef(type)) {
        const inner = pointee(type);
        const target = this.place(inner);
        if (target !== null) add(9, () => `&${target}`);
        const writer = this.place(`&mut ${inner}`);
        if (writer !== null) add(2, () => `&*${writer}`);
        add(1, () => `pick(${sub(type)}, ${sub(type)})`);
        add(1, () => `left(${sub(type)}, ${sub(type)})`);
        if (inner === 'String') {
          add(2, () => `first(${sub('&Vec<String>')})`);
          const p = this.receiver('P');
          if (p !== null) add(3, () => `${p}.name()`);
          const h = this.receiver('H');
          if (h !== null) add(3, () => `${h}.get()`);
        }
      } else if (type === 'i32') {
        const t = this.someType();
        add(2, () => `look(${sub(`&${t}`)})`);
        add(2, () => `poke(${sub(`&mut ${t}`)})`);
        const p = this.receiver('P');
        if (p !== null) add(2, () => (rng.chance(50) ? `${p}.grow(${sub('i32')})` : `${p}.sum(${sub('i32')})`));
        const v = this.receiver('Vec<i32>');
        if (v !== null) add(2, () => `${v}.len() as i32`);
        add(1, () => `${sub('i32')} + ${sub('i32')}`);
        const closures = this.variables().filter((x) => x.type === 'closure');
        if (closures.length > 0) add(4, () => `${rng.pick(closures).name}()`);
        if (this.closures < 2 && depth > 1) {
          add(1, () => `${rng.pick(['call', 'call_mut', 'call_once'])}(${this.closure()})`);
        }
      } else if (type === 'String') {
        const s = this.receiver('String');
        if (s !== null) add(2, () => `${s}.clone()`);
        const m = this.place('String', { assign: true });
        if (m !== null) add(2, () => `std::mem::take(&mut ${m})`);
        const p = this.receiver('P');
        if (p !== null) add(1, () => `${p}.into_a()`);
        const o = this.receiver('Option<String>');
        if (o !== null) add(1, () => `${o}.unwrap()`);
      }
      if (depth > 1) add(1, () => `if cond() { ${sub(type)} } else { ${sub(type)} }`);
    }
    let n = rng.below(options.reduce((sum, [w]) => sum + w, 0));
    for (const [weight, make] of options) {
      if (n < weight) return make();
      n -= weight;
    }
    return this.fresh(type);
  }

  closure() {
    ++this.closures;
    const moved = this.rng.chance(25) ? 'move ' : '';
    const parts = [];
    if (this.rng.chance(40)) parts.push(`${this.action()} `);
    const text = `${moved}|| { ${parts.join('')}${this.expr('i32', 1)} }`;
    --this.closures;
    return text;
  }

  declare(type, text, annotate = false) {
    const v = { name: `x${this.count++}`, type, mut: this.rng.chance(65) };
    const note = annotate && type !== 'closure' ? `: ${type.replace(/\bH$/, "H<'_>").replace(/\bG$/, "G<'_>")}` : '';
    const head = `let ${v.mut ? 'mut ' : ''}${v.name}${note}${text === null ? '' : ` = ${text}`};`;
    this.scopes.at(-1).push(v);
    return { head };
  }

  letType() {
    const { rng } = this;
    const kind = rng.below(10);
    if (kind < 3) return `&${this.someType()}`;
    if (kind < 6) return `&mut ${this.someType()}`;
    if (kind < 7) return rng.pick(['H', 'G']);
    return rng.pick(owned);
  }

  block(depth, length = 3, extra = []) {
    this.scopes.push(extra);
    const body = [];
    const n = 1 + this.rng.below(length);
    for (let i = 0; i < n; ++i) body.push(this.statement(depth));
    this.scopes.pop();
    return body;
  }

  // A statement without blocks of its own; it ends with `;`.
  action() {
    const { rng } = this;
    const t = this.someType();
    switch (rng.below(8)) {
      case 0: {
        const p = this.receiver('Vec<i32>', { assign: true });
        return p === null ? `eat(${this.expr(t)});` : `${p}.push(${this.expr('i32', 1)});`;
      }
      case 1: {
        const p = this.receiver('Vec<String>', { assign: true });
        return p === null ? `look(${this.expr(`&${t}`)});` : `${p}.push(${this.expr('String', 1)});`;
      }
      case 2:
      case 3: {
        const type = rng.chance(30) ? this.letType() : t;
        const p = this.place(type, { assign: true });
        return p === null ? `poke(${this.expr(`&mut ${t}`)});` : `${p} = ${this.expr(type)};`;
      }
      case 4: {
        const vars = this.variables();
        return vars.length === 0
          ? 'cond();'
          : `${rng.pick(['drop', 'eat', 'look', 'look'])}(${rng.pick(vars).name});`.replace(/look\((.*)\)/, 'look(&$1)');
      }
      case 5: {
        const p = this.place('i32', { assign: true });
        return p === null ? `look(${this.expr(`&${t}`)});` : `${p} += ${this.expr('i32', 1)};`;
      }
      case 6:
        return `eat(${this.expr(rng.chance(50) ? t : `&${rng.chance(40) ? 'mut ' : ''}${t}`)});`;
      default:
        return `${rng.pick(['look(&', 'poke(&mut '])}${this.place(t) ?? this.fresh(t)});`;
    }
  }

  statement(depth) {
    const { rng } = this;
    const kind = rng.below(depth > 0 ? 32 : 12);
    if (kind < 5) {
      const type = this.letType();
      const text = this.expr(type);
      return this.declare(type, text, rng.chance(25));
    }
    if (kind === 5 && this.closures === 0) return this.declare('closure', this.closure());
    if (kind === 6 && rng.chance(50)) return this.declare(rng.pick(owned), null, true);
    if (kind === 7 && rng.chance(30)) {
      if (this.loops > 0 && rng.chance(60)) return { head: `if cond() { ${rng.pick(['break', 'continue'])}; }` };
      if (this.result === null) return { head: 'if cond() { return; }' };
      return { head: `if cond() { return ${this.expr(this.result)}; }` };
    }
    if (kind < 12) return { head: this.action() };
    switch (kind) {
      case 12:
      case 13:
        return {
          blocks: [
            { open: 'if cond() {', body: this.block(depth - 1) },
            { open: '} else {', body: this.block(depth - 1) },
          ],
          close: '}',
        };
      case 14:
        return { blocks: [{ open: '{', body: this.block(depth - 1) }], close: '}' };
      case 15:
      case 16: {
        ++this.loops;
        const loop = { blocks: [{ open: rng.chance(70) ? 'while cond() {' : 'loop {', body: this.block(depth - 1) }], close: '}' };
        --this.loops;
        return loop;
      }
      case 17: {
        const p = this.place('Option<String>') ?? this.fresh('Option<String>');
        const mode = rng.pick(['', '', 'ref ', 'ref mut ', 'mut ']);
        const name = `x${this.count++}`;
        const type = mode === 'ref ' ? '&String' : mode === 'ref mut ' ? '&mut String' : 'String';
        const some = this.block(depth - 1, 2, [{ name, type, mut: mode === 'mut ' }]);
        const guard = rng.chance(25) ? ` if ${this.expr('i32', 1)} > 0` : '';
        return {
          blocks: [
            { open: `match ${p} { Some(${mode}${name})${guard.replaceAll(name, '1')} => {`, body: some },
            { open: '} _ => {', body: this.block(depth - 1, 2) },
          ],
          close: '} }',
        };
      }
      case 18: {
        const mutable = rng.chance(40);
        const p = this.receiver('Vec<String>', { assign: mutable });
        if (p === null) return { head: this.action() };
        ++this.loops;
        const name = `x${this.count++}`;
        const how = rng.chance(20) ? '' : mutable ? '.iter_mut()' : '.iter()';
        const type = how === '' ? 'String' : mutable ? '&mut String' : '&String';
        const loop = {
          blocks: [{ open: `for ${name} in ${p}${how} {`, body: this.block(depth - 1, 2, [{ name, type, mut: false }]) }],
          close: '}',
        };
        --this.loops;
        return loop;
      }
      case 19: {
        const c = this.receiver('RefCell<String>');
        if (c === null) return { head: this.action() };
        return this.declare('RefMut', `${c}.borrow_mut()`);
      }
      case 20:
        return this.declare('closure', `Box::new(${this.closure()}) as Box<dyn FnMut() -> i32 + '_>`);
      case 21:
        return { head: `stat(${rng.chance(50) ? this.closure() : this.expr(`&${this.someType()}`)});` };
      case 22: {
        const type = rng.pick(['String', 'Vec<i32>', this.someType()]);
        const a = this.place(type, { assign: true });
        const b = this.place(type, { assign: true });
        return { head: a === null || b === null ? this.action() : `std::mem::swap(&mut ${a}, &mut ${b});` };
      }
      case 23: {
        const p = this.place('Option<String>') ?? this.fresh('Option<String>');
        const mode = rng.pick(['', 'ref ', 'ref mut ', 'mut ']);
        const type = mode === 'ref ' ? '&String' : mode === 'ref mut ' ? '&mut String' : 'String';
        const name = `x${this.count++}`;
        this.scopes.at(-1).push({ name, type, mut: mode === 'mut ' });
        return { head: `let Some(${mode}${name}) = ${p} else { panic!() };` };
      }
      case 24:
      case 25: {
        const mutable = rng.chance(50);
        const p = this.place('Option<String>', { assign: mutable });
        if (p === null) return { head: this.action() };
        const name = `x${this.count++}`;
        const type = mutable ? '&mut String' : '&String';
        const chain = this.chains && rng.chance(60) ? ` && look(${name}) > 0` : '';
        return {
          blocks: [
            {
              open: `if let Some(${name}) = &${mutable ? 'mut ' : ''}${p}${chain} {`,
              body: this.block(depth - 1, 2, [{ name, type, mut: false }]),
            },
            { open: '} else {', body: this.block(depth - 1, 2) },
          ],
          close: '}',
        };
      }
      case 26: {
        const mutable = rng.chance(50);
        const v = this.receiver('Vec<String>', { assign: mutable });
        if (v === null) return { head: this.action() };
        const a = `x${this.count++}`;
        const b = `x${this.count++}`;
        const type = mutable ? '&mut String' : '&String';
        const names = [a, b].map((name) => ({ name, type, mut: false }));
        return {
          blocks: [{ open: `if let [${a}, .., ${b}] = &${mutable ? 'mut ' : ''}${v}[..] {`, body: this.block(depth - 1, 2, names) }],
          close: '}',
        };
      }
      case 27: {
        const type = `&${this.someType()}`;
        ++this.loops;
        const value = this.expr(type, 1);
        --this.loops;
        return this.declare(type, `loop { if cond() { break ${value}; } ${this.action()} }`);
      }
      case 28: {
        const v = this.receiver('Vec<String>');
        if (v === null) return { head: this.action() };
        const name = `x${this.count++}`;
        this.scopes.push([{ name, type: '&String', mut: false }]);
        const body = this.action();
        this.scopes.pop();
        return { head: `${v}.iter().for_each(|${name}| { ${body} });` };
      }
      case 29: {
        const p = this.place('P');
        if (p === null) return { head: this.action() };
        const a = `x${this.count++}`;
        const mode = rng.pick(['', 'ref ', 'ref mut ']);
        const type = mode === 'ref ' ? '&String' : mode === 'ref mut ' ? '&mut String' : 'String';
        this.scopes.at(-1).push({ name: a, type, mut: false });
        return { head: `let P { a: ${mode}${a}, .. } = ${p};` };
      }
      default: {
        const p = this.place('(String, String)') ?? this.fresh('(String, String)');
        const a = `x${this.count++}`;
        const b = `x${this.count++}`;
        const mode = rng.pick(['', 'ref ', 'ref mut ']);
        const type = mode === 'ref ' ? '&String' : mode === 'ref mut ' ? '&mut String' : 'String';
        this.scopes.at(-1).push({ name: a, type, mut: false });
        return { head: `let (${mode}${a}, ${rng.chance(50) ? '_' : `ref ${b}`}) = ${p};` };
      }
    }
  }
}

// A function of the name: { name, sig, body, tail }.
export function growFunction(rng, name, { chains = false } = {}) {
  const g = new Grower(rng);
  g.chains = chains;
  const params = [];
  const n = rng.below(4);
  const lifetimes = ["'a ", "'b "];
  for (let i = 0; i < n; ++i) {
    const type = rng.chance(60) ? `&${rng.chance(50) ? 'mut ' : ''}${rng.pick(owned)}` : rng.pick([...owned, 'H']);
    const v = { name: `x${g.count++}`, type, mut: rng.chance(30) };
    g.scopes[0].push(v);
    const life = rng.pick(lifetimes);
    const text = isRef(type) ? `&${life}${type.slice(1)}` : type === 'H' ? `H<${life.trim()}>` : type;
    params.push(`${v.mut ? 'mut ' : ''}${v.name}: ${text}`);
  }
  if (rng.chance(45)) g.result = rng.pick(['&String', '&mut String', '&i32', '&mut Vec<i32>', 'String', 'H']);
  const body = g.block(3, 7);
  // What the block declared is gone from the scopes: the value comes from the parameters.
  const tail = g.result === null ? null : g.expr(g.result);
  const result = g.result === null ? '' : ` -> ${isRef(g.result) ? `&'a ${g.result.slice(1)}` : g.result === 'H' ? "H<'a>" : g.result}`;
  return { name, sig: `<'a, 'b>(${params.join(', ')})${result}`, body, tail };
}

export function print(f) {
  const lines = [`fn ${f.name}${f.sig} {`];
  const statement = (s, indent) => {
    if (s.head !== undefined) lines.push(indent + s.head);
    else {
      for (const b of s.blocks) {
        lines.push(indent + b.open);
        for (const inner of b.body) statement(inner, `${indent}  `);
      }
      lines.push(indent + s.close);
    }
  };
  for (const s of f.body) statement(s, '  ');
  if (f.tail !== null) lines.push(`  ${f.tail}`);
  lines.push('}');
  return lines.join('\n');
}

// Smaller functions: each without one statement, with a compound statement's parts in its place, or with a simpler part.
export function* smaller(f) {
  function* cuts(list) {
    for (let i = 0; i < list.length; ++i) {
      const s = list[i];
      const put = (...instead) => [...list.slice(0, i), ...instead, ...list.slice(i + 1)];
      yield put();
      if (s.blocks !== undefined) {
        if (!s.close.includes('} }') && !s.blocks[0].open.startsWith('for')) for (const b of s.blocks) yield put(...b.body);
        for (let k = 0; k < s.blocks.length; ++k)
          for (const body of cuts(s.blocks[k].body)) yield put({ ...s, blocks: s.blocks.map((b, j) => (j === k ? { ...b, body } : b)) });
      } else {
        // A call's argument, an `if`'s branch, instead of the whole.
        const m = /^(let (?:mut )?\w+(?:: [^=]+)? = )(.*)(;)$/.exec(s.head) ?? /^((?:eat|look|poke)\()(.*)(\);)$/.exec(s.head);
        if (m !== null) for (const inner of simpler(m[2])) yield put({ head: m[1] + inner + m[3] });
      }
    }
  }
  for (const body of cuts(f.body)) yield { ...f, body };
  if (f.tail !== null) for (const tail of simpler(f.tail)) yield { ...f, tail };
}

function* simpler(text) {
  const branch = /^if cond\(\) \{ (.*) \} else \{ (.*) \}$/.exec(text);
  if (branch !== null) yield* branch.slice(1);
  const call = /^(?:pick|left|pick_mut|same)\((.*)\)$/.exec(text);
  if (call !== null) {
    let depth = 0;
    let from = 0;
    for (let i = 0; i <= call[1].length; ++i) {
      const c = call[1][i];
      if (c === '(' || c === '{') ++depth;
      if (c === ')' || c === '}') --depth;
      if ((c === ',' && depth === 0) || i === call[1].length) {
        yield call[1].slice(from, i).trim();
        from = i + 1;
      }
    }
  }
}
