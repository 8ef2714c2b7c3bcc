// The lanes picture as SVG. Kinds differ in form as well as in colour: shared is a hollow tube, exclusive a solid bar, moved a dashed line.
import type { ClashShape, LaneShape, Picture, RailShape } from './layout';

type Attributes = Record<string, string | number>;

export function node(name: string, attributes: Attributes, children: readonly Node[] = []): SVGElement {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.append(...children);
  return element;
}

const line = (x1: number, y1: number, x2: number, y2: number, kind: string) => node('path', { class: kind, d: `M${x1} ${y1}L${x2} ${y2}` });

function ending({ lane, x, bottom }: LaneShape): SVGElement[] {
  switch (lane.end?.how) {
    case 'drop':
    case 'scope':
      return [node('rect', { class: 'stop', x: x - 4, y: bottom - 4, width: 8, height: 8 })];
    case 'moved':
      return [node('path', { class: 'stop', d: `M${x - 4} ${bottom - 5}l8 5l-8 5z` })];
    case 'unwound':
      return [node('path', { class: 'cap', d: `M${x - 6} ${bottom}l3 -3l3 6l3 -6l3 3` })];
    case 'never':
      return [node('path', { class: 'stop', d: `M${x - 5} ${bottom - 3}h10l-5 7z` })];
    case 'refused':
      return [];
    default:
      return [line(x - 5.5, bottom, x + 5.5, bottom, 'cap')];
  }
}

function drawLane(shape: LaneShape, width: number): SVGElement {
  const { lane, lines, x, top, bottom, head } = shape;
  const parts: SVGElement[] = [line(x, head, width, head, 'leader')];
  if (shape.joint !== null) parts.push(line(shape.joint, head, x, head, 'halo'), line(shape.joint, head, x, head, 'joint'));
  // A borrow within one line still has a body to see and to point at.
  const low = lane.end?.how !== 'refused' && bottom - top < 8 ? bottom + 7 : bottom;
  if (low > top) {
    parts.push(line(x, top, x, low, 'bar'));
    if (lane.kind === 'shared') parts.push(line(x, top, x, low, 'hollow'));
  }
  if (top < head) parts.push(node('path', { class: 'cap', d: `M${x - 5} ${top + 4}l5 -5l5 5` }));
  for (const y of shape.ticks) if (y !== head && y !== bottom) parts.push(node('circle', { class: 'tick', cx: x, cy: y, r: 2 }));
  parts.push(...ending({ ...shape, bottom: low }));
  parts.push(node('circle', { class: 'head', cx: x, cy: head, r: 5 }));
  parts.push(line(x, top - 5, x, low + 5, 'hit'));
  const attributes = {
    class: `lane ${lane.kind}`,
    'data-lane': lane.id,
    'data-kind': lane.kind,
    'data-from': lines.from + 1,
    'data-to': lines.to + 1,
    'data-start': lines.start + 1,
  };
  return node('g', attributes, parts);
}

function drawRail({ name, line: at, x, top, bottom }: RailShape): SVGElement {
  return node('g', { class: 'rail', 'data-of': name, 'data-line': at + 1 }, [
    line(x, top, x, bottom, 'track'),
    node('circle', { class: 'birth', cx: x, cy: top, r: 3 }),
  ]);
}

function drawClash({ collision, line: at, y, xs }: ClashShape): SVGElement {
  const parts = [line(Math.min(...xs), y, Math.max(...xs), y, 'halo'), line(Math.min(...xs), y, Math.max(...xs), y, 'spark')];
  for (const x of xs.filter((each) => each > 0)) {
    parts.push(node('circle', { class: 'badge', cx: x, cy: y, r: 6.5 }));
    parts.push(node('path', { class: 'cross', d: `M${x - 2.6} ${y - 2.6}l5.2 5.2m0 -5.2l-5.2 5.2` }));
  }
  const attributes = { class: 'clash', 'data-line': at + 1, 'data-held': collision.held, 'data-refused': collision.refused ?? '' };
  return node('g', attributes, parts);
}

// Draws into `svg`, in place of what it held.
export function drawPicture(svg: SVGElement, picture: Picture, height: number): void {
  svg.setAttribute('width', String(picture.width));
  svg.setAttribute('height', String(height));
  svg.replaceChildren(
    ...picture.rails.map(drawRail),
    ...picture.lanes.map((shape) => drawLane(shape, picture.width)),
    ...picture.clashes.map(drawClash),
  );
}
