// A slave's exchanges as figures. Offsets are of its local clock, with the drift and the greatest part taken out.

import { s } from './dom.js';
import { span } from './format.js';

const WIDTH = 560;
const HEIGHT = 240;
const LEFT = 64;
const FOOT = 24;

/** The samples with their offset from the line through the fastest of them. */
export function detrended(samples, driftPpb) {
  if (samples.length === 0) {
    return [];
  }
  const best = samples.reduce((a, b) => (b.high_ns - b.low_ns < a.high_ns - a.low_ns ? b : a));
  const middle = (best.low_ns + best.high_ns) / 2;
  return samples.map(({ at_ns: at, low_ns: low, high_ns: high }) => {
    const line = middle + driftPpb / 1e9 * (at - best.at_ns);
    return { ago: samples.at(-1).at_ns - at, low: low - line, high: high - line, offset: (low + high) / 2 - line, delay: high - low };
  });
}

function figure(label, ...parts) {
  return s('svg', { class: 'figure', viewBox: `0 0 ${WIDTH} ${HEIGHT + FOOT}`, role: 'img', 'aria-label': label }, ...parts);
}

function frame(ticks, y) {
  return ticks.flatMap(t => [
    s('line', { class: 'axis', x1: LEFT, x2: WIDTH, y1: y(t), y2: y(t) }),
    s('text', { x: LEFT - 8, y: y(t) + 4, 'text-anchor': 'end' }, t === 0 ? '0' : span(t, 2)),
  ]);
}

/** Delay upwards, offset to the side. */
export function wedge(samples) {
  const most = Math.max(...samples.map(x => x.delay)) * 1.1;
  const side = Math.max(most / 2, ...samples.map(x => Math.abs(x.offset))) * 1.05;
  const x = offset => LEFT + (offset / side + 1) / 2 * (WIDTH - LEFT);
  const y = delay => HEIGHT - delay / most * HEIGHT;
  return figure('Delay against offset',
    ...frame([0, most / 2, most / 1.1], y),
    s('path', { class: 'wedge', d: `M${x(-most / 2)} ${y(most)}L${x(0)} ${y(0)}L${x(most / 2)} ${y(most)}Z` }),
    ...samples.map(p => s('circle', { class: 'dot', cx: x(p.offset), cy: y(p.delay), r: 4 },
      s('title', {}, `offset ${span(p.offset)}, delay ${span(p.delay)}`))),
    ...[-side / 1.05, 0, side / 1.05].map((offset, i) => s('text', { x: x(offset), y: HEIGHT + 17, 'text-anchor': ['start', 'middle', 'end'][i] }, offset === 0 ? '0' : span(offset, 2))));
}

/** The intervals that the samples prove, over time. */
export function corridor(samples) {
  const side = Math.max(...samples.map(p => Math.max(Math.abs(p.low), Math.abs(p.high)))) * 1.05;
  const oldest = Math.max(1, samples[0].ago);
  const x = ago => WIDTH - 8 - ago / oldest * (WIDTH - LEFT - 16);
  const y = offset => HEIGHT / 2 - offset / side * HEIGHT / 2;
  return figure('What each sample makes certain',
    ...frame([-side / 1.05, 0, side / 1.05], y),
    ...samples.flatMap(p => [
      s('line', { class: 'span', x1: x(p.ago), x2: x(p.ago), y1: y(p.low), y2: y(p.high) }, s('title', {}, `${span(p.low)} to ${span(p.high)}`)),
      s('circle', { class: 'dot', cx: x(p.ago), cy: y(p.offset), r: 2.5 }),
    ]),
    s('text', { x: LEFT, y: HEIGHT + 17 }, `${span(oldest, 2)} before`),
    s('text', { x: WIDTH, y: HEIGHT + 17, 'text-anchor': 'end' }, 'the last'));
}
