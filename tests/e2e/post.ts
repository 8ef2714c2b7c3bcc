// A blog post of another origin, with a policy and a style of its own, for the tests of what posts embed.
import type { Page } from '@playwright/test';
import { host, site } from './ports.mjs';
import { postOf, strictPolicy } from './posts.mjs';

export interface Post {
  body: string;
  script?: string; // attributes of the script tag
  style?: string;
  policy?: string;
}

let posts = 0;

// Puts the post on its server and opens it.
export async function open(page: Page, { policy = strictPolicy(new URL(site).origin), ...post }: Post): Promise<void> {
  const address = `${host}posts/${process.pid}-${++posts}`;
  const body = postOf({ site, ...post });
  await fetch(address, { method: 'PUT', body: JSON.stringify({ headers: { 'content-security-policy': policy }, body }) });
  await page.goto(address);
}
