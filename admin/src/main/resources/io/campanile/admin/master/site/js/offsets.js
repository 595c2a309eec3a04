// How the clocks come together: each slave's line, or bands when there are too many for lines.

import { card, h, replace, s, slaveLink } from './dom.js';
import { timeOfDay } from './format.js';
import { banded, hue, Plot, themed } from './plot.js';

const MAX_LINES = 64;
const MAX_NAMED = 24;

const BANDS = [
  ['least', 'least'], ['p05', 'a twentieth lies below'], ['p25', 'a quarter lies below'], ['p50', 'median'],
  ['p75', 'a quarter lies above'], ['p95', 'a twentieth lies above'], ['greatest', 'greatest'],
];

export class Offsets {
  #names = [];
  #rounds = [];
  #plot = new Plot('Offsets of the slaves from cluster time', 340, (series, index, value) =>
    `${this.#names[series - 1]}: ${value} at ${timeOfDay(this.#rounds[index].round.at_ns)}`);
  #legend = h('ul', { class: 'legend' });
  element = card('', 'How the clocks come together',
    'Each slave’s cluster clock against cluster time, before it is corrected. Beyond 100 ns each decade takes the same room, so that seconds and microseconds can both be seen.',
    this.#plot.element, this.#legend);

  show(feed) {
    const last = feed.last;
    if (!last) {
      return;
    }
    this.#rounds = feed.rounds;
    const times = feed.rounds.map(r => r.round.at_ns / 1e9);
    if (last.round.members <= MAX_LINES) {
      this.#lines(times, last, feed.lost);
    } else {
      this.#bands(times);
    }
  }

  #lines(times, last, lost) {
    const connected = last.slaves.map(p => p.name);
    // The line of a slave that was lost ends; it is shown for as long as the slave is.
    const ended = lost.map(s => s.name).filter(name => !connected.includes(name));
    const names = [...connected, ...ended].slice(0, MAX_LINES);
    const out = new Set([...last.slaves.filter(p => p.state === 'REJECTED').map(p => p.name), ...ended]);
    const key = JSON.stringify([names, [...out]]);
    const points = this.#rounds.map(r => new Map(r.slaves.map(p => [p.name, p.offset_ns])));
    const columns = names.map(name => points.map(known => known.get(name) ?? null));
    this.#names = names;
    const bad = themed('--bad');
    this.#plot.show(key, [times, ...columns], names.map((name, i) => out.has(name)
      ? { stroke: bad, width: 2, dash: [6, 4], points: { show: false } }
      : { stroke: hue(i), width: 1.6, points: { show: false } }));
    replace(this.#legend, key, () => names.slice(0, MAX_NAMED).map((name, i) =>
      h('li', {}, swatch(out.has(name) ? bad : hue(i), out.has(name)), slaveLink(name))));
  }

  #bands(times) {
    this.#names = BANDS.map(([, text]) => text);
    const columns = BANDS.map(([quantile]) => this.#rounds.map(r => r.offset?.[quantile] ?? null));
    const edge = { stroke: banded(.35), width: 1, points: { show: false } };
    const faint = { ...edge, stroke: banded(.15) };
    const series = [{ ...edge, dash: [2, 3] }, faint, faint, { ...edge, stroke: banded(1), width: 2 }, faint, faint, { ...edge, dash: [2, 3] }];
    this.#plot.show('bands', [times, ...columns], series, [
      { series: [7, 1], fill: banded(.08) },
      { series: [6, 2], fill: banded(.16) },
      { series: [5, 3], fill: banded(.3) },
    ]);
    replace(this.#legend, 'bands', () => [['half of all slaves', .45], ['nine in ten', .22], ['all that are not left out', .1]]
      .map(([text, opacity]) => h('li', {}, block(banded(opacity)), text)));
  }
}

function swatch(colour, dashed) {
  return s('svg', { viewBox: '0 0 18 8', 'aria-hidden': 'true' },
    s('line', { x1: 0, x2: 18, y1: 4, y2: 4, stroke: colour, 'stroke-width': 3, 'stroke-dasharray': dashed ? '5 3' : null }));
}

function block(colour) {
  return s('svg', { viewBox: '0 0 18 8', 'aria-hidden': 'true' }, s('rect', { width: 18, height: 8, fill: colour }));
}
