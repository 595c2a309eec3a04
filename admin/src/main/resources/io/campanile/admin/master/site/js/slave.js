// One slave's own page: its samples, what they make certain, and how it was corrected.

import { card, h, replace } from './dom.js';
import { rate, span, timeOfDay, word } from './format.js';
import { ask } from './feed.js';
import { banded, Plot } from './plot.js';
import { corridor, detrended, wedge } from './samples.js';

const REFRESH_MS = 1500;

export class SlavePage {
  #name;
  #askedAt = 0;
  #history = [];
  #top = h('section', { class: 'card verdict' });
  #wedge = card('half', 'Delay against offset', 'Each dot is an exchange. A slow one can be wrong by half of its delay, to either side: all lie in the wedge, and the fastest tell best.');
  #corridor = card('half', 'What is certain', 'Each exchange proves that the offset lies in its bar, whatever the network did. Drawn without the drift.');
  #plot = new Plot('Offset from cluster time, with its bound', 260, (series, index, value) => this.#describe(series, index, value));

  constructor(name) {
    this.#name = name;
    this.parts = [this.#top, this.#wedge, this.#corridor, card('', 'Offset and corrections',
      'Its cluster clock against cluster time as each round found it: the next correction takes just this away. The band is how far it can be from the truth.', this.#plot.ranges, this.#plot.element)];
  }

  show() {
    if (performance.now() - this.#askedAt > REFRESH_MS) {
      this.#askedAt = performance.now();
      this.#refresh();
    }
  }

  async #refresh() {
    const details = await ask(`api/v1/slaves/${encodeURIComponent(this.#name)}`);
    if (!details) {
      replace(this.#top, 'gone', () => [h('div', { class: 'answer' }, h('p', {}, h('a', { href: '#/' }, '← all slaves')),
        h('h1', {}, this.#name), h('p', {}, 'No slave of this name is connected now, or was lost lately.'))]);
      return;
    }
    this.#head(details.slave);
    this.#history = details.history;
    const samples = detrended(details.samples, details.slave.drift_ppb ?? 0);
    if (samples.length > 0) {
      draw(this.#wedge, wedge(samples));
      draw(this.#corridor, corridor(samples));
    }
    this.#drawHistory();
  }

  #head(slave) {
    const out = slave.state === 'REJECTED' || slave.state === 'LOST';
    this.#top.className = `card verdict ${out ? 'bad' : slave.state === 'MEMBER' ? 'good' : 'warn'}`;
    this.#top.dataset.key = '';
    this.#top.replaceChildren(
      h('div', { class: 'answer' }, h('p', {}, h('a', { href: '#/' }, '← all slaves')), h('h1', {}, slave.name),
        h('p', {}, standing(slave))),
      h('dl', { class: 'figures' }, ...[
        ['offset', span(slave.offset_ns)], ['certain to', slave.error_ns === null ? '–' : `± ${span(slave.error_ns)}`],
        ['drift', rate(slave.drift_ppb)], ['best round trip', span(slave.delay_ns)], ['heard', `${span(slave.age_ns, 2)} ago`],
        ['probes', slave.probes_by === 'udp' ? 'datagrams' : 'connection'], ['time stamps', { HARDWARE: 'its network card’s', KERNEL: 'the kernels’' }[slave.stamps] ?? 'the programs’'],
      ].map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value)))));
  }

  #drawHistory() {
    const known = this.#history.filter(m => m.offset_ns !== null && m.error_ns !== null);
    if (known.length === 0) {
      return;
    }
    const edge = { stroke: banded(.3), width: 1, points: { show: false } };
    this.#plot.show('slave', [
      known.map(m => m.at_ns / 1e9), known.map(m => m.offset_ns + m.error_ns), known.map(m => m.offset_ns - m.error_ns), known.map(m => m.offset_ns),
    ], [edge, edge, { stroke: banded(1), width: 2, points: { show: known.length < 60, size: 4 } }], [{ series: [1, 2], fill: banded(.12) }]);
  }

  #describe(series, index, value) {
    const moment = this.#history.filter(m => m.offset_ns !== null && m.error_ns !== null)[index];
    const what = ['at most', 'at least', 'offset'][series - 1];
    return `${what} ${value}; correction ${span(-moment.offset_ns)} at ${timeOfDay(moment.at_ns)}`;
  }
}

function standing(slave) {
  if (slave.lost) {
    return `Lost at ${timeOfDay(slave.lost.at_ns)}: ${slave.lost.why}`;
  }
  return slave.rejection ? `Left out: ${slave.rejection.detail}` : `${word(slave.state)}, from ${slave.address}${slave.without_vote ? `: ${slave.without_vote}` : ''}`;
}

function draw(where, figure) {
  where.querySelector('svg')?.remove();
  where.append(figure);
}
