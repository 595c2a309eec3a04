// How fast the local clocks run against the master's: a named dot for each slave, or a box when there are too many.

import { card, s } from './dom.js';
import { rate } from './format.js';

const WIDTH = 400;
const HEIGHT = 150;
const FOOT = 22;
const EDGE = 12;

/** So many dots have a name each; of more, those that stand out have one. */
const MAX_NAMED = 24;
const ROW = 13;

/** The axis ends at so many times what three quarters of the clocks keep within: one that runs wild cannot squash the others. */
const REACH = 3;
const LEAST_PPB = 1000;

export class Drift {
  #figure = s('svg', { class: 'figure', role: 'img', 'aria-label': 'Drift of the local clocks' });
  element = card('third', 'Drift', 'How much faster the local clocks run than the master’s. Nobody sets them; each correction carries the rate. An arrow is further out than the axis goes.', this.#figure);

  show({ last }) {
    if (!last?.drift) {
      return;
    }
    const dots = last.slaves.length === last.round.members ? last.slaves.filter(p => p.drift_ppb !== null) : [];
    const size = reach(dots.length > 0 ? sizesOf(dots) : quantilesOf(last.drift));
    const height = dots.length <= MAX_NAMED ? Math.max(HEIGHT, dots.length * ROW + 8) : HEIGHT;
    const x = ppb => WIDTH / 2 + Math.max(-1, Math.min(1, ppb / size)) * (WIDTH / 2 - EDGE);
    this.#figure.setAttribute('viewBox', `0 0 ${WIDTH} ${height + FOOT}`);
    this.#figure.replaceChildren(...axis(x, size, height), ...(dots.length > 0 ? points(dots, x, size, height) : box(last.drift, x)));
  }
}

/** How far the axis goes to either side. */
function reach({ most, threeQuarters }) {
  return Math.max(LEAST_PPB, Math.min(most, REACH * threeQuarters));
}

/** How fast or slow the fastest is, and what three quarters keep within. */
function sizesOf(slaves) {
  const sorted = slaves.map(p => Math.abs(p.drift_ppb)).sort((a, b) => a - b);
  return { most: sorted.at(-1), threeQuarters: sorted[Math.floor((sorted.length - 1) * .75)] };
}

/** The same from quantiles of all slaves. */
function quantilesOf(q) {
  return { most: Math.max(-q.least, q.greatest), threeQuarters: Math.max(Math.abs(q.p25), Math.abs(q.p75)) };
}

function axis(x, size, height) {
  const ends = [-size, 0, size];
  return [
    s('line', { class: 'axis', x1: 0, x2: WIDTH, y1: height, y2: height }),
    s('line', { class: 'axis', x1: x(0), x2: x(0), y1: 0, y2: height }),
    ...ends.map((ppb, i) => s('text', { x: [0, x(0), WIDTH][i], y: height + 15, 'text-anchor': ['start', 'middle', 'end'][i] }, rate(ppb))),
  ];
}

function points(slaves, x, size, height) {
  const gap = Math.min(16, (height - 8) / slaves.length);
  const named = slaves.length <= MAX_NAMED;
  return [...slaves].sort((a, b) => a.drift_ppb - b.drift_ppb).flatMap((p, i) => {
    const beyond = Math.abs(p.drift_ppb) > size;
    return point(p, x(p.drift_ppb), height - 8 - i * gap, Math.min(5, gap * .35 + 1), beyond, named || beyond || p.state === 'REJECTED');
  });
}

function point(slave, x, y, r, beyond, named) {
  const kind = `dot ${slave.state === 'REJECTED' ? 'rejected' : ''}`;
  const text = `${slave.name}: ${rate(slave.drift_ppb)}`;
  const title = s('title', {}, text);
  const out = Math.sign(slave.drift_ppb);
  const right = x > WIDTH / 2;
  return [
    beyond
      ? s('path', { class: kind, d: `M${x + out * 8} ${y}l${-out * 8} ${-r}v${2 * r}Z` }, title)
      : s('circle', { class: kind, cx: x, cy: y, r }, title),
    ...(named ? [s('text', { class: 'name', x: x + (right ? -8 : 8) - (beyond && right ? 2 : 0), y: y + 4, 'text-anchor': right ? 'end' : 'start' }, beyond ? text : slave.name)] : []),
  ];
}

function box(q, x) {
  const y = HEIGHT / 2;
  const title = `half of the slaves from ${rate(q.p25)} to ${rate(q.p75)}, all from ${rate(q.least)} to ${rate(q.greatest)}`;
  return [
    s('line', { class: 'span', x1: x(q.least), x2: x(q.greatest), y1: y, y2: y }),
    s('rect', { class: 'box', x: x(q.p05), width: x(q.p95) - x(q.p05), y: y - 16, height: 32, rx: 3 }),
    s('rect', { class: 'box', x: x(q.p25), width: x(q.p75) - x(q.p25), y: y - 26, height: 52, rx: 3 }, s('title', {}, title)),
    s('line', { class: 'mid', x1: x(q.p50), x2: x(q.p50), y1: y - 30, y2: y + 30 }),
  ];
}
