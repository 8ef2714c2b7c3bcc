// Text with names and places of the program in it.
export type Part = string | { code: string } | { at: number; line: number };

export const code = (text: string): Part => ({ code: text });

// A tagged template: say`${code(x)} is moved on ${place}.` Empty parts vanish.
export function say(strings: TemplateStringsArray, ...parts: (Part | Part[] | null)[]): Part[] {
  const out: Part[] = [];
  strings.forEach((text, i) => {
    if (text !== '') out.push(text);
    const part = parts[i];
    if (part === undefined || part === null || part === '') return;
    if (Array.isArray(part)) out.push(...part);
    else out.push(part);
  });
  return out;
}

// As one string, for tests and screen readers.
export const plain = (parts: readonly Part[]): string =>
  parts.map((part) => (typeof part === 'string' ? part : 'code' in part ? part.code : `line ${part.line}`)).join('');

// A message of rustc's, whose names are in backticks.
export const quoted = (message: string): Part[] =>
  message.split('`').flatMap((text, i): Part[] => (text === '' ? [] : [i % 2 === 0 ? text : code(text)]));
