// How fast the local clocks run against the master's: a dot for each slave, or a box when there are too many.

import { card, s } from './dom.js';
import { rate } from './format.js';

const WIDTH = 400;
const HEIGHT = 150;
const FOOT = 22;
const EDGE = 12;

export class Drift {
  #figure = s('svg', { class: 'figure', viewBox: `0 0 ${WIDTH} ${HEIGHT + FOOT}`, role: 'img', 'aria-label': 'Drift of the local clocks' });
  element = card('third', 'Drift', 'How much faster the local clocks run than the master’s. Nobody sets them; each correction carries the rate.', this.#figure);

  show({ last }) {
    if (!last?.drift) {
      return;
    }
    const dots = last.slaves.length === last.round.members ? last.slaves.filter(p => p.drift_ppb !== null) : [];
    const size = Math.max(1000, ...dots.map(p => Math.abs(p.drift_ppb)), -last.drift.least, last.drift.greatest) * 1.08;
    const x = ppb => WIDTH / 2 + ppb / size * (WIDTH / 2 - EDGE);
    this.#figure.replaceChildren(...axis(x, size), ...(dots.length > 0 ? points(dots, x) : box(last.drift, x)));
  }
}

function axis(x, size) {
  const ends = [-size / 1.08, 0, size / 1.08];
  return [
    s('line', { class: 'axis', x1: 0, x2: WIDTH, y1: HEIGHT, y2: HEIGHT }),
    s('line', { class: 'axis', x1: x(0), x2: x(0), y1: 0, y2: HEIGHT }),
    ...ends.map((ppb, i) => s('text', { x: [0, x(0), WIDTH][i], y: HEIGHT + 15, 'text-anchor': ['start', 'middle', 'end'][i] }, rate(ppb))),
  ];
}

function points(slaves, x) {
  const gap = Math.min(16, (HEIGHT - 20) / slaves.length);
  return [...slaves].sort((a, b) => a.drift_ppb - b.drift_ppb).map((p, i) =>
    s('circle', { class: `dot ${p.state === 'REJECTED' ? 'rejected' : ''}`, cx: x(p.drift_ppb), cy: HEIGHT - 10 - i * gap, r: Math.min(5, gap * .45 + 1) },
      s('title', {}, `${p.name}: ${rate(p.drift_ppb)}`)));
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
