// Scenario links: the address's fragment holds programs. Version 1: "1." + base64url(deflate-raw(JSON)), JSON as `Wire`.
// Every version ever issued must stay readable.
import type { Edition } from '../engine/protocol';
import { editions } from '../engine/protocol';

export interface Program {
  source: string;
  edition: Edition;
  title: string;
}

interface Wire {
  p: { s: string; e: number; t: string }[];
}

const maxInflated = 1 << 20; // bytes: far above any program, far below what would hurt
const maxPrograms = 2;

export class LinkError extends Error {}

async function pump(
  bytes: Uint8Array<ArrayBuffer>,
  transform: CompressionStream | DecompressionStream,
  limit: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const reader = new Blob([bytes]).stream().pipeThrough(transform).getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > limit) {
      await reader.cancel();
      throw new LinkError('The link holds more text than a program may have.');
    }
    chunks.push(value);
  }
  const out = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    out.set(chunk, at);
    at += chunk.length;
  }
  return out;
}

const toBase64Url = (bytes: Uint8Array) => {
  let text = '';
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
};

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  if (!/^[A-Za-z0-9_-]*$/.test(text)) throw new LinkError('The link is damaged: it has characters that no scenario link has.');
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (c) => c.charCodeAt(0));
}

// The fragment (without #) for these programs.
export async function encodeFragment(programs: readonly Program[]): Promise<string> {
  const wire: Wire = { p: programs.map(({ source, edition, title }) => ({ s: source, e: edition, t: title })) };
  const bytes = new TextEncoder().encode(JSON.stringify(wire));
  return `1.${toBase64Url(await pump(bytes, new CompressionStream('deflate-raw'), Number.POSITIVE_INFINITY))}`;
}

function fromWire(wire: unknown): Program[] {
  const list = (wire as Wire | null)?.p;
  if (!Array.isArray(list) || list.length === 0 || list.length > maxPrograms)
    throw new LinkError('The link is damaged: it holds no program.');
  return list.map((item) => {
    if (typeof item?.s !== 'string' || typeof item.t !== 'string' || !editions.includes(item.e as Edition))
      throw new LinkError('The link is damaged: its program cannot be read.');
    return { source: item.s, edition: item.e as Edition, title: item.t.slice(0, 200) };
  });
}

// The programs of a fragment; null where it is empty. Throws LinkError, in words for the reader, where it is no scenario link.
export async function decodeFragment(fragment: string): Promise<Program[] | null> {
  const text = fragment.replace(/^#/, '');
  if (text === '') return null;
  const version = /^(\d+)\./.exec(text)?.[1];
  if (version === undefined) throw new LinkError('The address ends in something that is not a Borrowlab scenario.');
  if (version !== '1') throw new LinkError(`The link was made by a newer Borrowlab (format ${version}); this page reads format 1.`);
  try {
    const bytes = await pump(fromBase64Url(text.slice(2)), new DecompressionStream('deflate-raw'), maxInflated);
    return fromWire(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  } catch (error) {
    if (error instanceof LinkError) throw error;
    throw new LinkError('The link is damaged: part of it is missing or was changed on the way.');
  }
}
