// The rule behind each error of the borrow family, told with the program's own names. Written for this project.
import type { Facts } from './facts';
import { code, type Part, quoted, say } from './say';

export interface Rule {
  title: string;
  text: Part[];
}

const later = /later used here|later call|later use/;

// Why the earlier borrow still counts: its next use.
function stillUsed(f: Facts, what: string): Part[] {
  const use = f.label(later);
  const loop = f.label(/later (used|call) here, in later iteration of loop/);
  const drop = f.label(/borrow might be used here, when/);
  if (loop !== null) return say` The ${what} is used again in the next turn of the loop, so it lasts through this one.`;
  if (use !== null) return say` The ${what} lasts as long as it is still to be used, here until ${f.line(use.from)}.`;
  if (drop !== null) return say` The ${what} lasts until ${f.line(drop.from)}, where a destructor still uses it.`;
  return [];
}

function earlier(f: Facts): Part[] {
  const at = f.borrow;
  return at === null ? [] : f.on(at);
}

const rules: Record<string, (f: Facts) => Rule> = {
  E0381: (f) => ({
    title: 'A variable must have a value before it is read',
    text: say`${f.name} is declared${f.on(f.label(/declared here/))} without a value, and on some way to ${f.primary && f.line(f.primary.from)} it has not been given one. Rust never reads memory that nobody has written.`,
  }),
  E0382: (f) => {
    const moved = f.label(/value moved here|moved (here|due to)|value moved/);
    const loop = /previous iteration of loop/.test(moved?.text ?? '');
    const type = f.quotedIn(/move occurs because/, 1);
    const ty: Part[] = type === null ? [] : say` (${code(type)} is not ${code('Copy')}, so it is not copied instead.)`;
    return {
      title: 'A value has one owner',
      text: loop
        ? say`${f.name} is moved${f.on(moved)} in the first turn of the loop; in the next turn there is nothing left to move.${ty}`
        : say`${f.name} is moved away${f.on(moved)}. From there on its new owner has it, and the old name may not be used again, as it is${f.on(f.primary)}.${ty}`,
    };
  },
  E0384: (f) => ({
    title: 'A variable changes only if it says so',
    text: say`${f.name} has its value${f.on(f.label(/first assignment|declared here/))} and is given another${f.on(f.primary)}. Only a variable declared with ${code('let mut')} may be assigned again.`,
  }),
  E0499: (f) => ({
    title: 'One exclusive borrow at a time',
    text: say`${f.holder} borrows ${f.name} exclusively${earlier(f)}, and ${f.primary && f.line(f.primary.from)} asks for a second exclusive borrow.${stillUsed(f, 'first one')} While it lasts, nobody else may read or change ${f.name}.`,
  }),
  E0502: (f) => {
    const shared = / as immutable because/.test(f.diagnostic.message);
    return {
      title: 'Shared or exclusive, never both',
      text: shared
        ? say`${f.holder} borrows ${f.name} exclusively${earlier(f)}, and ${f.primary && f.line(f.primary.from)} asks to share it.${stillUsed(f, 'exclusive borrow')} Until then nobody else may even look at ${f.name}, as it may be changing.`
        : say`${f.holder} shares ${f.name}${earlier(f)}, and ${f.primary && f.line(f.primary.from)} needs it exclusively, to change it.${stillUsed(f, 'shared borrow')} Until then nothing may change ${f.name}: whoever shares it relies on that.`,
    };
  },
  E0503: (f) => ({
    title: 'What is borrowed exclusively may not be used',
    text: say`${f.name} is borrowed exclusively${earlier(f)} and used directly${f.on(f.primary)}.${stillUsed(f, 'borrow')} Until then it can be reached only through the borrow.`,
  }),
  E0505: (f) => ({
    title: 'What is borrowed may not be moved',
    text: say`${f.holder} borrows ${f.name}${earlier(f)}, and ${f.primary && f.line(f.primary.from)} moves it away.${stillUsed(f, 'borrow')} After the move it would point to where the value no longer is.`,
  }),
  E0506: (f) => ({
    title: 'What is borrowed may not be assigned',
    text: say`${f.holder} borrows ${f.name}${earlier(f)}, and ${f.primary && f.line(f.primary.from)} gives it a new value.${stillUsed(f, 'borrow')} Until then the value must stay as the borrow found it.`,
  }),
  E0507: (f) => ({
    title: 'Who borrows may not move out',
    text: say`${f.name} would be moved${f.on(f.primary)}, but it belongs to somebody else: it is only borrowed here. Its owner would be left with a hole. Borrow it, clone it, or take it and leave something in its place.`,
  }),
  E0515: (f) => ({
    title: 'A reference may not outlive what it points to',
    text: say`${f.primary && code(f.text(f.primary))} refers to ${f.names[0] === undefined ? 'a value' : code(f.names[0])} that belongs to this function, and is gone when the function returns. Return the value itself, so that the caller owns it.`,
  }),
  E0594: (f) => ({
    title: 'Changing needs permission',
    text: say`${f.primary && code(f.text(f.primary))} changes ${f.name}, but the way there is read-only: ${quoted(f.diagnostic.message.replace(/^cannot assign to `[^`]*`,? ?/, '').replace(/^(which|as) /, ''))}. To change something, its variable must be ${code('mut')}, and every reference on the way ${code('&mut')}.`,
  }),
  E0596: (f) => ({
    title: 'Changing needs permission',
    text: say`${f.primary === null ? 'This' : f.line(f.primary.from)} needs ${f.name} exclusively, to change it, but ${quoted(f.diagnostic.message.replace(/^cannot borrow .*? as mutable, as /, '').replace(/^it is /, 'it is '))}. To change something, its variable must be ${code('mut')}, and every reference on the way ${code('&mut')}.`,
  }),
  E0597: (f) => ({
    title: 'A reference may not outlive what it points to',
    text: say`${f.held?.holder ? code(f.held.holder.text) : 'The borrow'} borrows ${f.name}${f.on(f.label(/borrowed value does not live/))}. ${f.name} is dropped${f.on(f.label(/dropped here while still borrowed/))}, at the end of its block, and the borrow is used after that${f.on(f.label(later))}: it would point to nothing.`,
  }),
  E0716: (f) => ({
    title: 'A temporary lives for one statement',
    text: say`${f.primary && code(f.text(f.primary))} makes a value that no variable owns, so it is dropped at the end of the statement${f.on(f.label(/freed at the end/))}. The reference to it is used later${f.on(f.label(later))}. Give the value to a variable that lives as long as the reference.`,
  }),
  E0373: (f) => ({
    title: 'A closure may not outlive what it borrows',
    text: say`The closure${f.on(f.primary)} borrows ${code(f.names[0] ?? 'a variable')}, but may run after this function has returned and ${code(f.names[0] ?? 'the variable')} is gone. With ${code('move')} the closure takes what it uses along.`,
  }),
  E0521: (f) => ({
    title: 'A borrow may not escape',
    text: say`${f.quotedIn(/is a reference that is only valid/) ? code(f.quotedIn(/is a reference that is only valid/) as string) : 'The reference'} is valid only while the function runs, and${f.on(f.primary)} it is handed to something that may keep it for longer, here: for ever (${code("'static")}).`,
  }),
  E0106: (f) => ({
    title: 'A returned reference must say whose it is',
    text: say`The type${f.on(f.primary)} holds a reference, and nothing says what it is borrowed from. A lifetime parameter such as ${code("'a")} ties it to the argument that it comes from, so that callers know how long it is good.`,
  }),
};

// Errors that carry no code: those about named lifetimes.
const lifetimes = (f: Facts): Rule => {
  const [longer, shorter] = [
    f.quotedIn(/was supposed to return data with lifetime/, 0),
    f.quotedIn(/it is returning data with lifetime/, 1),
  ];
  return {
    title: 'A signature is a promise about lifetimes',
    text:
      longer !== null && shorter !== null
        ? say`The signature promises data that lives for ${code(longer)}, and what is returned${f.on(f.primary)} lives only for ${code(shorter)}. Nothing says that ${code(shorter)} lasts as long as ${code(longer)}; callers rely on the signature alone.`
        : say`What happens${f.on(f.primary)} needs one lifetime to last as long as another, and the signature does not promise it. Inside a function only what its signature says about lifetimes is known.`,
  };
};

export function ruleOf(f: Facts): Rule | null {
  const { code: number, message } = f.diagnostic;
  if (number !== null) return rules[number]?.(f) ?? null;
  return /lifetime may not live long enough|borrowed data escapes/.test(message) ? lifetimes(f) : null;
}
