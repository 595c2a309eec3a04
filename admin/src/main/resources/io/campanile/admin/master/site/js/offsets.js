// How the clocks come together: each slave's line, or bands when there are too many for lines.

import { card, h, replace, s, slaveLink } from './dom.js';
import { timeOfDay } from './format.js';
import { banded, look, LOOKS, Plot, themed } from './plot.js';

const MAX_LINES = LOOKS;

const BANDS = [
  ['least', 'least'], ['p05', 'a twentieth lies below'], ['p25', 'a quarter lies below'], ['p50', 'median'],
  ['p75', 'a quarter lies above'], ['p95', 'a twentieth lies above'], ['greatest', 'greatest'],
];

export class Offsets {
  #names = [];
  #rounds = [];
  #numbers = new Map();
  #plot = new Plot('Offsets of the slaves from cluster time', 340, (series, index, value) =>
    `${this.#names[series - 1]}: ${value} at ${timeOfDay(this.#rounds[index].round.at_ns)}`);
  #legend = h('ul', { class: 'legend' });
  element = card('', 'How the clocks come together',
    'Each slave’s cluster clock against cluster time, before it is corrected. Beyond 100 ns each decade takes the same room, so that seconds and microseconds can both be seen. Draw over a part to see it closer.',
    this.#plot.ranges, this.#plot.element, this.#legend);

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
    this.#number(names);
    const key = JSON.stringify([names, [...out]]);
    const points = this.#rounds.map(r => new Map(r.slaves.map(p => [p.name, p.offset_ns])));
    const columns = names.map(name => points.map(known => known.get(name) ?? null));
    this.#names = names;
    const bad = themed('--bad');
    const looks = names.map(name => (out.has(name) ? { stroke: bad, dash: [6, 4], width: 2 } : { ...look(this.#numbers.get(name)), width: 1.6 }));
    this.#plot.show(key, [times, ...columns], looks.map(line => ({ ...line, points: { show: false } })));
    replace(this.#legend, key, () => names.map((name, i) => h('li', {}, swatch(looks[i]), slaveLink(name))));
  }

  /** A slave keeps its look, whoever comes and goes beside it. */
  #number(names) {
    const known = new Set(names);
    [...this.#numbers.keys()].filter(name => !known.has(name)).forEach(name => this.#numbers.delete(name));
    const taken = new Set(this.#numbers.values());
    let free = 0;
    for (const name of names.filter(n => !this.#numbers.has(n))) {
      while (taken.has(free)) {
        free++;
      }
      taken.add(free);
      this.#numbers.set(name, free);
    }
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

function swatch({ stroke, dash }) {
  return s('svg', { viewBox: '0 0 32 8', 'aria-hidden': 'true' },
    s('line', { x1: 0, x2: 32, y1: 4, y2: 4, stroke, 'stroke-width': 3, 'stroke-dasharray': dash.join(' ') || null }));
}

function block(colour) {
  return s('svg', { viewBox: '0 0 32 8', 'aria-hidden': 'true' }, s('rect', { width: 32, height: 8, fill: colour }));
}
