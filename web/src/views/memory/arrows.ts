// Where arrows run: only in the gutters beside and between the columns, each on a track of its own, so that none crosses text.
import type { Arrow } from './model';

export type Gutter = 'left' | 'middle' | 'right';

// Ends of an arrow: the heights of two rows, and the sides of the columns' boxes that face the gutter.
export interface Link {
  key: string;
  kind: Arrow['kind'];
  gutter: Gutter;
  from: { x: number; y: number };
  to: { x: number; y: number };
}

export interface Wire extends Link {
  track: number;
}

export const trackWidth = 9;
export const gutterMargin = 14; // on the side of the tips

// Shorter links take the tracks nearest to the boxes; links whose heights overlap take different ones.
export function tracksOf(links: Link[]): Wire[] {
  const taken: { low: number; high: number }[][] = [];
  const span = (link: Link) => Math.abs(link.from.y - link.to.y);
  return [...links]
    .sort((a, b) => span(a) - span(b) || a.from.y - b.from.y)
    .map((link) => {
      const low = Math.min(link.from.y, link.to.y) - 4;
      const high = Math.max(link.from.y, link.to.y) + 4;
      let track = 0;
      while (taken[track]?.some((other) => low < other.high && other.low < high)) ++track;
      taken[track] ??= [];
      taken[track]?.push({ low, high });
      return { ...link, track };
    });
}

const radius = 5;

// From a row's edge to the track, along it, and to the target's edge, with round corners.
export function pathOf({ from, to, track, gutter }: Wire, right: boolean): string {
  const x =
    gutter === 'left'
      ? Math.min(from.x, to.x) - gutterMargin - track * trackWidth
      : gutter === 'right'
        ? Math.max(from.x, to.x) + gutterMargin + track * trackWidth
        : right
          ? to.x - gutterMargin - track * trackWidth
          : to.x + gutterMargin + track * trackWidth;
  const dy = Math.sign(to.y - from.y);
  const r = Math.min(radius, Math.abs(to.y - from.y) / 2);
  if (dy === 0) return `M${from.x} ${from.y}H${to.x}`;
  const out = Math.sign(x - from.x);
  const back = Math.sign(to.x - x);
  return `M${from.x} ${from.y}H${x - out * r}Q${x} ${from.y} ${x} ${from.y + dy * r}V${to.y - dy * r}Q${x} ${to.y} ${x + back * r} ${to.y}H${to.x}`;
}
