// How long exchanges take, in the last rounds.

import { card, s } from './dom.js';
import { span } from './format.js';

const ROUNDS = 60;
const WIDTH = 400;
const HEIGHT = 150;
const FOOT = 22;

export class Distribution {
  #figure = s('svg', { class: 'figure', viewBox: `0 0 ${WIDTH} ${HEIGHT + FOOT}`, role: 'img', 'aria-label': 'Distribution of round trips' });
  element = card('third', 'Round trips', 'How long the exchanges of the last rounds were on their way.', this.#figure);

  show(feed) {
    const counts = sum(feed.rounds.slice(-ROUNDS).map(r => r.round_trips));
    const first = counts.findIndex(c => c > 0);
    if (first < 0) {
      return;
    }
    // A bucket to either side, so that one bar alone does not fill the figure.
    const from = Math.max(0, first - 1);
    const to = Math.min(counts.length - 1, counts.findLastIndex(c => c > 0) + 1);
    this.#figure.replaceChildren(...bars(counts, from, to, feed.bucketsNs));
  }
}

function sum(rows) {
  return rows.length === 0 ? [] : rows[0].map((_, i) => rows.reduce((total, row) => total + row[i], 0));
}

function bars(counts, from, to, bounds) {
  const most = Math.max(...counts);
  const all = counts.reduce((a, b) => a + b, 0);
  const width = WIDTH / (to - from + 1);
  const parts = [s('line', { class: 'axis', x1: 0, x2: WIDTH, y1: HEIGHT, y2: HEIGHT })];
  const every = Math.ceil((to - from + 1) / 7);
  for (let i = from; i <= to; i++) {
    const x = (i - from) * width;
    const height = counts[i] / most * (HEIGHT - 10);
    const range = `${i === 0 ? '0' : span(bounds[i - 1], 1)} to ${i < bounds.length ? span(bounds[i], 1) : 'more'}`;
    parts.push(s('rect', { class: 'bar', x: x + 1, y: HEIGHT - height, width: width - 2, height, rx: 2 },
      s('title', {}, `${range}: ${(100 * counts[i] / all).toFixed(1)} %`)));
    if ((i - from) % every === 0 && i < bounds.length) {
      parts.push(s('text', { x: x + width, y: HEIGHT + 15, 'text-anchor': 'middle' }, span(bounds[i], 1)));
    }
  }
  return parts;
}
